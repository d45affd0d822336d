"""The five stages as the front page shows them: what is there with its figure, what is not known said to be so."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from saidanddone.web.queries.loop import Loop


def steps(said: int, loop: Loop) -> list[dict[str, Any]]:
    """Nothing yet is not the same as nought: such a stage says what will stand there."""
    return [
        _step("said", said, 0, gettext("by people here"), "contributions"),
        _counted(loop, "understood", gettext("what many say, put together"), "findings"),
        _counted(loop, "decided", gettext("who decides, on what, and why"), "decisions"),
        _counted(loop, "done", gettext("promises kept"), "commitments"),
        _felt(loop),
    ]


def _counted(loop: Loop, name: str, note: str, url_name: str) -> dict[str, Any]:
    stage = loop.stage(name)
    return _step(name, stage.count, stage.lately, note, url_name)


def _step(name: str, count: int, lately: int, note: str, url_name: str) -> dict[str, Any]:
    if lately:
        note = ngettext("%(n)s in the last month", "%(n)s in the last month", lately) % {"n": f"{lately:,}"}
    return {"stage": name, "value": f"{count:,}" if count else None, "note": note, "href": reverse(url_name)}


def _felt(loop: Loop) -> dict[str, Any]:
    asked, happy = loop.stage("asked").count, loop.stage("felt").count
    if not asked:
        return {"stage": "felt", "value": None, "note": gettext("whether people feel the change")}
    note = ngettext("of %(n)s says it worked for them", "of %(n)s say it worked for them", asked) % {"n": f"{asked:,}"}
    return {"stage": "felt", "value": f"{happy:,}", "note": note, "href": reverse("commitments")}
