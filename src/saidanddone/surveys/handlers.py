"""How moderators read, keep back and redact a written answer; and how one becomes a contribution.

It becomes one when a moderator has read it, not when it was handed in, so that its moment says nothing of who gave it.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext

from saidanddone.contributions import actions as contributions
from saidanddone.contributions.drafts import Draft
from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import url_of
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.moderation.registry import Described, Handler, Part
from saidanddone.people.models import Service
from saidanddone.places.models import Place
from saidanddone.surveys.models import Survey, Wave, WrittenAnswer
from saidanddone.surveys.questionnaire import LONGEST, questionnaire

State = WrittenAnswer.State


class WrittenAnswerHandler(Handler):
    """Shown, it may stand beside the results; nobody is told, as nobody knows whose it is."""

    def describe(self, public_id: str) -> Described | None:
        written = _rows().filter(public_id=public_id).first()
        if written is None:
            return None
        asked = next((each for each in questionnaire(written.wave) if each.name == written.question), None)
        label = str(asked.said("wording")) if asked else gettext("A written answer in a survey")
        return Described(
            title=f"{label} {excerpt(written.text, 80)}",
            parts=(Part("text", label, written.text, longest=LONGEST),),
            url=url_of(written.wave.survey.ref),
            language=written.language,
            is_shown=written.state == State.SHOWN,
            is_public=False,
            is_redacted=written.is_redacted,
        )

    def hide(self, public_id: str, at: datetime) -> None:
        WrittenAnswer.objects.filter(public_id=public_id).update(state=State.HIDDEN)

    def show(self, public_id: str, at: datetime) -> None:
        written = _rows().select_for_update(of=("self",)).get(public_id=public_id)
        if written.state == State.SHOWN:
            return
        WrittenAnswer.objects.filter(pk=written.pk).update(state=State.SHOWN)
        if written.as_contribution:
            _say(written, at)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        WrittenAnswer.objects.filter(public_id=public_id).update(text=words["text"], is_redacted=is_redacted)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        seen = WrittenAnswer.objects.filter(public_id=public_id, state=State.SHOWN)
        return seen.filter(wave__in=Wave.objects.visible_to(viewer)).exists()


def _rows() -> QuerySet[WrittenAnswer]:
    return WrittenAnswer.objects.select_related("wave__survey__organisation")


def _say(written: WrittenAnswer, at: datetime) -> Contribution:
    """Said once, by nobody who is known, of the round in which it was asked."""
    survey = written.wave.survey
    asked = () if survey.organisation.ended_date else (survey.organisation,)
    draft = Draft(
        kind=Contribution.Kind.EXPERIENCE,
        text=written.text,
        language=written.language,
        place=_place_of(survey),
        organisations=asked,
        service=_service_of(survey),
        may_be_quoted=True,
        source=written.wave.ref,
        submission_key=f"written-{written.public_id}",
    )
    return contributions.say(by=SITE, at=at, draft=draft)


def _place_of(survey: Survey) -> Place:
    """What the survey is about, else where the organisation works, else the whole area."""
    about = Place.objects.filter(public_id=survey.about_id).first() if survey.about_kind == "place" else None
    works = survey.organisation.places.order_by("path").first()
    return about or works or Place.objects.order_by("path").earliest("path")


def _service_of(survey: Survey) -> Service | None:
    return Service.objects.filter(public_id=survey.about_id).first() if survey.about_kind == "service" else None
