"""How moderators hide, show and redact a finding, and the words of those whom it cites."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext

from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import url_of
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import SITE, Viewer
from saidanddone.decisions import finding_entries as entries
from saidanddone.decisions.models import Check, Evidence, Finding
from saidanddone.decisions.permissions.findings import LONGEST, LONGEST_WORDS
from saidanddone.moderation.registry import Described, Handler, Part
from saidanddone.record import actions as record


class FindingHandler(Handler):
    """Hidden, it leaves the list, its page and the index at once; what it cites stands as it did."""

    def describe(self, public_id: str) -> Described | None:
        finding = Finding.objects.filter(public_id=public_id, published_at__isnull=False).first()
        if finding is None:
            return None
        return Described(
            title=excerpt(finding.title, 80),
            parts=tuple(_parts(finding)),
            url=url_of(finding.ref),
            language=finding.language,
            is_shown=finding.hidden_at is None,
            author_person_id=finding.created_by_id,
            organisation_ids=frozenset({finding.organisation_id}),
            is_redacted=finding.is_redacted,
        )

    def hide(self, public_id: str, at: datetime) -> None:
        finding = _locked(public_id)
        if finding.hidden_at is None:
            _set_hidden(finding, at, at)

    def show(self, public_id: str, at: datetime) -> None:
        finding = _locked(public_id)
        if finding.hidden_at is not None:
            _set_hidden(finding, None, at)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        """The commitments to the earlier words open no more, and one stands for those that are shown."""
        finding = _locked(public_id)
        before = [*entries.words_of(finding), "reason"]
        for name in (*entries.WORDS, "reason"):
            setattr(finding, name, words.get(name, getattr(finding, name)))
        _rename(finding, words.get("writers", ""))
        for row, field, name in _of_evidence(finding):
            setattr(row, field, words.get(name, getattr(row, field)))
            row.save(update_fields=[field])
        finding.is_redacted = is_redacted
        finding.forget_translation()
        finding.save()
        record.close(by=SITE, about=finding.ref, at=at, fields=before)
        entries.append(finding, by=SITE, at=at)
        entries.append_end_again(finding, by=SITE, at=at)
        entries.index(finding)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return Finding.objects.visible_to(viewer).public().filter(public_id=public_id).exists()


def _parts(finding: Finding) -> Iterator[Part]:
    labels = {
        "title": gettext("What was understood"),
        "summary": gettext("The summary"),
        "missing": gettext("What is missing"),
        "disagreement": gettext("Who sees it otherwise"),
        "reason": gettext("The reason"),
    }
    for name, label in labels.items():
        if text := getattr(finding, name):
            yield Part(name, label, text, LONGEST.get(name, LONGEST_WORDS))
    for row, field, name in _of_evidence(finding):
        yield Part(name, gettext("What it rests on"), getattr(row, field), _LONGEST_CITED)
    if names := _names(finding):
        yield Part("writers", gettext("Who wrote it, one on each line"), names)


_LONGEST_CITED = 500
_CITED = ("words", "link", "sentence")


def _of_evidence(finding: Finding) -> list[tuple[Evidence, str, str]]:
    """Each field of its evidence that holds words, with the name under which a moderator reads it."""
    rows = finding.evidence.exclude(words="", sentence="").order_by("pk")
    return [(row, field, f"{field}_{row.pk}") for row in rows for field in _CITED if getattr(row, field)]


def _names(finding: Finding) -> str:
    return "\n".join(finding.writers.order_by("pk").values_list("name", flat=True))


def _rename(finding: Finding, names: str) -> None:
    """A name on each line, in the order in which they stand; who has no line left is not named any more."""
    if names == _names(finding):
        return
    writers = list(finding.writers.order_by("pk"))
    lines = [line.strip()[:120] for line in names.split("\n")]
    finding.writers.all().delete()
    for writer, line in zip(writers, lines, strict=False):
        if line and not finding.writers.filter(name=line, role=writer.role).exists():
            writer.pk, writer.name = None, line
            writer.save(force_insert=True)


def _set_hidden(finding: Finding, hidden_at: datetime | None, at: datetime) -> None:
    finding.hidden_at = hidden_at
    finding.save(update_fields=["hidden_at"])
    entries.index(finding)
    entries.send("dispositions", finding, by=SITE, at=at)


def _locked(public_id: str) -> Finding:
    return entries.locked(Finding.objects.get(public_id=public_id))


class CheckHandler(Handler):
    """The words beside a yes, partly or no. Hidden, they are shown to nobody; what was said stays counted."""

    def describe(self, public_id: str) -> Described | None:
        rows = Check.objects.filter(public_id=public_id).exclude(contribution__state=Contribution.State.WITHDRAWN)
        check = rows.select_related("contribution", "finding").first()
        if check is None:
            return None
        return Described(
            title=excerpt(check.words, 80) or str(check.get_value_display()),
            parts=(Part("words", gettext("The words of somebody whom it cites"), check.words, longest=2000),),
            url=f"{url_of(check.finding.ref)}#checks",
            language=check.language or check.finding.language,
            is_shown=check.words_hidden_at is None,
            is_public=check.contribution.audience == Contribution.Audience.PUBLIC and check.finding.is_public,
            author_contributor_id=check.contributor_id,
            is_redacted=check.is_redacted,
        )

    def hide(self, public_id: str, at: datetime) -> None:
        Check.objects.filter(public_id=public_id, words_hidden_at__isnull=True).update(words_hidden_at=at)

    def show(self, public_id: str, at: datetime) -> None:
        Check.objects.filter(public_id=public_id).update(words_hidden_at=None)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        check = Check.objects.select_related("contribution", "finding").get(public_id=public_id)
        check.words, check.is_redacted = words["words"], is_redacted
        check.save(update_fields=["words", "is_redacted"])
        record.close(by=SITE, about=check.ref, at=at, fields=("words",))
        entries.append_checks(check.finding, [check], by=SITE, at=at)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        shown = Check.objects.standing().filter(public_id=public_id, words_hidden_at__isnull=True)
        return shown.filter(finding__in=Finding.objects.visible_to(viewer)).exclude(words="").exists()
