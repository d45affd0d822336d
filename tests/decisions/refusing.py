"""That an action is refused with its words, and that nothing of what it could have changed has changed."""

import pytest
from django.db.models import Model

from saidanddone.core.rules import Refused

TOO_LONG = "That is too long."


def kept(models: tuple[type[Model], ...]) -> list[list[dict]]:
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def refused_by(*models: type[Model]):
    """The check for stories whose rows are of these models."""

    def refused(story, action, said, /, **facts):
        before = kept(models)

        with pytest.raises(Refused, match=said):
            story.do(action, **facts)

        assert kept(models) == before

    return refused
