"""What of surveys enters the record and the index: facts openly, words only as commitments.

Of staff nothing, but where figures were published for everyone: that they were, and that their round was withdrawn.
"""

from collections.abc import Iterator
from datetime import datetime

from saidanddone.core.languages import Language
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.record import actions as record
from saidanddone.search import index as search
from saidanddone.surveys.models import Analysis, Survey, Wave
from saidanddone.surveys.questionnaire import digest
from saidanddone.surveys.wording import worded

CORRECTION = "survey-correction"


def locked(survey: Survey) -> Survey:
    """The row as it stands now, held until the transaction ends."""
    return Survey.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=survey.pk)


def publish_words(survey: Survey, *, by: Viewer, at: datetime) -> None:
    """How the words of a survey that everyone can read now stand."""
    if not is_public(survey):
        return
    facts = {"organisation": survey.organisation.slug, "kind": str(survey.kind), "about": str(survey.about)}
    record.append(by=by, kind="survey", about=survey.ref, at=at, fields=facts, private=_words_of(survey))
    index(survey)


def _words_of(survey: Survey) -> dict[str, str]:
    return {
        f"{name}_{language}": text
        for name in ("title", "introduction")
        for language, text in sorted(getattr(survey, name).items())
    }


def publish_correction(survey: Survey, *, at: datetime, is_redacted: bool) -> None:
    """That a moderator took words out, or brought them back, with those that stand now."""
    if is_public(survey):
        facts = {"is_redacted": is_redacted}
        record.append(by=SITE, kind=CORRECTION, about=survey.ref, at=at, fields=facts, private=_words_of(survey))
        index(survey)


def publish_wave_correction(wave: Wave, *, at: datetime, is_redacted: bool) -> None:
    """The same of a round: the digest of its questions as they were asked, and as they are shown."""
    if not is_public(wave.survey):
        return
    facts = {"is_redacted": is_redacted, "questions_digest": wave.questions_digest}
    facts["shown_digest"] = digest(wave.questions)
    words = _words_of_wave(wave, wave.withdrawn_reason)
    words |= {"moved_reason": wave.moved_reason} if wave.moved_reason else {}
    record.append(by=SITE, kind=CORRECTION, about=wave.ref, at=at, fields=facts, private=words)
    index(wave.survey)


def publish_wave(wave: Wave, *, by: Viewer, at: datetime, reason: str = "", moved: str = "") -> None:
    """That a round was opened, its last day moved, or it was closed or withdrawn, with the digest of its questions."""
    heard = is_public(wave.survey) or Analysis.objects.public().filter(wave=wave).exists()
    if not heard or wave.opened_at is None:
        return
    words = _words_of_wave(wave, reason) | ({"moved_reason": moved} if moved else {})
    record.append(by=by, kind="survey-wave", about=wave.ref, at=at, fields=_wave_facts(wave), private=words)


def _words_of_wave(wave: Wave, reason: str) -> dict[str, str]:
    words = {
        f"{name}_{language}": text
        for name in ("population", "frame", "design")
        for language, text in sorted(getattr(wave, name).items())
    }
    words |= {"sponsor": wave.sponsor} if wave.sponsor else {}
    return words | ({"reason": reason} if reason else {})


def _wave_facts(wave: Wave) -> dict[str, object]:
    return {
        "state": str(wave.state),
        "survey": wave.survey.public_id,
        "organisation": wave.survey.organisation.slug,
        "number": wave.number,
        "opens_date": wave.opens_date.isoformat(),
        "closes_date": wave.closes_date.isoformat(),
        "sampling": str(wave.sampling),
        "modes": sorted(wave.modes),
        "wanted": wave.wanted,
        "questions": len(wave.questions),
        "questions_digest": wave.questions_digest,
        "identity_deleted_date": wave.identity_deleted_date.isoformat(),
    }


def is_public(survey: Survey) -> bool:
    """Whether everyone can read it: from its first open round on, and never one of staff."""
    return survey.first_opened_at is not None and survey.kind != Survey.Kind.STAFF


def index(survey: Survey) -> None:
    """Make it findable by its words in each language, and by what it asks."""
    if is_public(survey):
        search.put(**document(survey))


def document(survey: Survey) -> search.Document:
    title = worded(survey.title, Language.ENGLISH)
    asked = {text for wave in survey.waves.all() if wave.opened_at for text in _asked(wave)}
    words = [*survey.title.values(), *survey.introduction.values(), *sorted(asked), survey.organisation.name]
    return {
        "kind": "survey",
        "public_id": survey.public_id,
        "language": title.language,
        "title": title.text,
        "body": " ".join(words),
        "moment": survey.first_opened_at or survey.created_at,
    }


def _asked(wave: Wave) -> Iterator[str]:
    for each in wave.questions:
        yield from each["wording"].values()


def documents() -> Iterator[search.Document]:
    """Every public survey, oldest first, to build the index anew."""
    rows = Survey.objects.public().select_related("organisation").prefetch_related("waves")
    for survey in rows.order_by("first_opened_at", "pk").iterator(chunk_size=200):
        yield document(survey)
