"""What need not hold up a writer: the index of what is alike."""

from datetime import datetime

from django_tasks import task

from saidanddone.decisions.insights import similar


def keep_text_index(at: datetime) -> None:
    """Have the index built anew where what it is made of has changed. Comes round every ten minutes."""
    if not similar.is_current():
        build_text_index.enqueue()


@task
def build_text_index() -> None:
    """Run twice, it builds the same; run when nothing changed, nothing."""
    if not similar.is_current():
        similar.build()
