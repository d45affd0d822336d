"""Queue a task by its dotted name, so that actions need not import `tasks.py`, which stands above them."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string


def queue(task: str, **arguments: Any) -> None:
    """Queue `saidanddone.messaging.tasks.deliver`, say, once the transaction has committed.

    The arguments must be JSON. Nothing is queued if the transaction rolls back.
    """
    transaction.on_commit(partial(_enqueue, task, arguments))


def _enqueue(task: str, arguments: dict[str, Any]) -> None:
    import_string(task).enqueue(**arguments)
