"""What happened to a contribution in the apps below, as events: said, corrected, answered, paused, moderated."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from saidanddone.contributions.cards import credit
from saidanddone.contributions.models import (
    Addressee,
    Answer,
    Attachment,
    ClockPause,
    Contribution,
    Translation,
    Verdict,
    Version,
)
from saidanddone.core import differences
from saidanddone.core.languages import active
from saidanddone.core.text import to_html
from saidanddone.core.viewer import Viewer
from saidanddone.moderation.models import Decision
from saidanddone.thread.clocks import Clock, answered_words, due_words
from saidanddone.thread.events import Event, Rank
from saidanddone.ui.states import look


@dataclass(frozen=True)
class Rows:
    """All that is read of one contribution, each kind of row once."""

    contribution: Contribution
    viewer: Viewer
    on: date
    clocks: list[Clock]
    answers: list[Answer]
    pauses: list[ClockPause]
    versions: list[Version]
    translations: list[Translation]
    attachments: list[Attachment]
    decisions: list[Decision]

    @cached_property
    def addressee_of(self) -> dict[int, Addressee]:
        return {clock.organisation.pk: clock.addressee for clock in self.clocks}

    @property
    def is_own(self) -> bool:
        return self.contribution.contributor_id in self.viewer.contributor_ids


@dataclass(frozen=True, slots=True)
class Translated:
    """The words in the other language; open at once for whoever reads the site in it."""

    language: str
    html: str
    made_by: str
    is_for_reader: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """What the first knot shows beside the words."""

    credit: str
    facts: list[str]
    translations: list[Translated]
    attachments: list[Attachment]


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer with what whoever spoke makes of it. `answer` has no words to show where a moderator hid them."""

    answer: Answer
    verdict: Verdict | None
    credit: str
    is_hidden: bool
    asks_verdict: bool

    @property
    def has_words(self) -> bool:
        return bool(self.answer.text or self.answer.reason)


@dataclass(frozen=True, slots=True)
class Pausing:
    """A stretch in which a clock stood still, and why, in words to show."""

    pause: ClockPause
    words: str
    may_report: bool


def events(rows: Rows) -> Iterator[Event]:
    yield _said(rows)
    yield from _corrected(rows)
    yield from (_answered(rows, answer) for answer in rows.answers)
    yield from _paused(rows)
    yield from _reopened(rows.clocks)
    yield from _moderated(rows.decisions)
    yield from _still_waiting(rows)


def _said(rows: Rows) -> Event:
    row = rows.contribution
    translated = [
        Translated(each.language, to_html(each.text), str(each.get_made_by_display()), each.language == active())
        for each in rows.translations
    ]
    saying = Saying(credit(row), _facts(rows), translated, rows.attachments)
    note = gettext("by %(who)s") % {"who": saying.credit}
    return Event(row.created_at, "thread/events/said.html", gettext("Said"), "said", note, rank=Rank.SAID, data=saying)


def _facts(rows: Rows) -> list[str]:
    """Where, about what, to whom, how it came in, and how many say the same."""
    row = rows.contribution
    asked = [clock.organisation.local_name for clock in rows.clocks if clock.addressee.passed_on_by_id is None]
    facts = [row.place.local_name]
    facts += [row.service.local_name] if row.service else []
    facts += [gettext("to %(organisations)s") % {"organisations": ", ".join(asked)}] if asked else []
    facts.append(str(row.get_channel_display()))
    if row.support_count:
        voices = ngettext("%(n)s other added their voice", "%(n)s others added their voice", row.support_count)
        facts.append(voices % {"n": f"{row.support_count:,}"})
    return facts


def _corrected(rows: Rows) -> Iterator[Event]:
    """Each kept version beside the words that took its place."""
    texts = [version.text for version in rows.versions] + [rows.contribution.text]
    for version, after in zip(rows.versions, texts[1:], strict=True):
        changes = differences.between(version.text, after)
        note = gettext("by whoever said it")
        yield Event(
            version.replaced_at,
            "thread/events/corrected.html",
            gettext("Corrected"),
            "said",
            note,
            icon="edit",
            anchor=f"version-{version.number}",
            data=changes,
        )


def _answered(rows: Rows, answer: Answer) -> Event:
    addressee = rows.addressee_of.get(answer.organisation_id)
    is_first = addressee is not None and addressee.first_answered_at == answer.answered_at
    parts = [gettext("by %(who)s") % {"who": answer.organisation.local_name}]
    parts += [words] if is_first and addressee and (words := answered_words(addressee)) else []
    is_late = is_first and addressee is not None and addressee.answered_in_time is False
    shown = look(answer.kind)
    verdict = getattr(answer, "verdict", None)
    is_judged = answer.kind not in (Answer.Kind.ACKNOWLEDGED, Answer.Kind.PASSED_ON) and not answer.hidden_at
    answering = Answering(
        answer=answer,
        verdict=None if answer.hidden_at else verdict,
        credit=credit(rows.contribution),
        is_hidden=answer.hidden_at is not None,
        asks_verdict=rows.is_own and is_judged and rows.contribution.state == Contribution.State.PUBLISHED,
    )
    return Event(
        answer.answered_at,
        "thread/events/answered.html",
        _answer_heading(answer),
        "late" if is_late else shown.tone,
        ", ".join(parts),
        icon=shown.icon,
        anchor=f"answer-{answer.public_id}",
        data=answering,
    )


def _answer_heading(answer: Answer) -> str:
    if answer.kind == Answer.Kind.PASSED_ON and answer.passed_to:
        return gettext("Passed on to %(organisation)s") % {"organisation": answer.passed_to.local_name}
    headings = {
        Answer.Kind.ACKNOWLEDGED: gettext("Seen"),
        Answer.Kind.ANSWERED: gettext("Answered"),
        Answer.Kind.WILL_DO: gettext("Answered: it will be done"),
        Answer.Kind.CANNOT_DO: gettext("Answered: it cannot be done"),
        Answer.Kind.ALREADY_DECIDED: gettext("Answered: it was decided already"),
    }
    return headings[Answer.Kind(answer.kind)]


def _paused(rows: Rows) -> Iterator[Event]:
    for pause in rows.pauses:
        organisation = pause.addressee.organisation.local_name
        by_organisation = gettext("by %(who)s") % {"who": organisation}
        note = gettext("by a moderator") if pause.by_moderation else by_organisation
        pausing = Pausing(pause, _pause_words(pause), may_report=bool(pause.shown_reason) and not rows.is_own)
        yield Event(
            pause.paused_at,
            "thread/events/paused.html",
            gettext("The clock was stopped"),
            "decided",
            note,
            icon="pause",
            anchor=f"pause-{pause.public_id}",
            data=pausing,
        )
        if pause.resumed_at:
            heading = gettext("The clock goes on")
            yield Event(pause.resumed_at, "thread/events/plain.html", heading, "decided", note, icon="waiting")


def _pause_words(pause: ClockPause) -> str:
    """Why the clock stood still, in the reader's language where nobody wrote it."""
    if pause.by_moderation:
        return gettext("It was with a moderator, and the organisation could not see it.")
    return pause.shown_reason or gettext("A moderator has hidden the reason.")


def _reopened(clocks: Iterable[Clock]) -> Iterator[Event]:
    for clock in clocks:
        if moment := clock.addressee.reopened_at:
            organisation = {"organisation": clock.organisation.local_name}
            heading = gettext("%(organisation)s was asked again") % organisation
            note = gettext("as whoever said it was not understood")
            yield Event(moment, "thread/events/plain.html", heading, "felt", note, icon="question")


def _moderated(decisions: Iterable[Decision]) -> Iterator[Event]:
    """What moderators did to the words; that they were read and left as they are says nothing about the thread."""
    headings = {
        Decision.Outcome.HIDE: gettext("Hidden by a moderator"),
        Decision.Outcome.REDACT: gettext("A moderator took parts out"),
        Decision.Outcome.PUBLISH: gettext("Shown again by a moderator"),
    }
    was_touched = False
    for decision in decisions:
        outcome = Decision.Outcome(decision.outcome)
        if outcome == Decision.Outcome.PUBLISH and not was_touched:
            continue
        was_touched = outcome != Decision.Outcome.PUBLISH
        note = str(decision.get_category_display()) if decision.category else ""
        icon = "seen" if outcome == Decision.Outcome.PUBLISH else "hidden"
        template = "thread/events/moderated.html"
        yield Event(decision.decided_at, template, headings[outcome], "plain", note, icon=icon, data=decision)


def _still_waiting(rows: Rows) -> Iterator[Event]:
    for clock in rows.clocks:
        if not clock.is_waiting:
            continue
        organisation = {"organisation": clock.organisation.local_name}
        if clock.state == "late":
            heading = gettext("%(organisation)s is late") % organisation
        elif clock.addressee.reopened_at:
            heading = gettext("%(organisation)s has not answered again yet") % organisation
        else:
            heading = gettext("%(organisation)s has not answered yet") % organisation
        yield Event(
            clock.addressee.asked_at,
            "thread/events/waiting.html",
            heading,
            "late" if clock.state == "late" else "waiting",
            due_words(clock.addressee, rows.on),
            icon="late" if clock.state == "late" else "",
            rank=Rank.TO_COME,
            data=clock,
        )
