"""What a contributor changes afterwards: words, name, consent, and who may see it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from saidanddone.contributions import publishing, recording, signals, tallies
from saidanddone.contributions.models import Answer, ClockPause, Contribution, Translation, Verdict, Version
from saidanddone.contributions.permissions import (
    check_add_translation,
    check_change_consent,
    check_change_credit,
    check_correct,
    check_narrow_audience,
)
from saidanddone.core.refs import Ref
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer
from saidanddone.moderation import actions as moderation
from saidanddone.people.models import Organisation
from saidanddone.record import actions as record


def correct(*, by: Viewer, at: datetime, contribution: Contribution, text: str) -> Contribution:
    """Replace the words. Soon after they were said, and while nobody has answered or joined in, that is all.

    Later the earlier words stay to be read as a version. Where a channel is checked first, the new words are, too.
    """
    text = clean_text(text)
    with transaction.atomic():
        contribution = _locked(contribution)
        check_correct(by=by, contribution=contribution, text=text)
        if contribution.text == text:
            return contribution
        if contribution.is_corrected_in_place(at, timedelta(minutes=settings.EDIT_WINDOW_MINUTES)):
            record.close(by=by, about=contribution.ref, at=at, fields=("text", "translation"))
        else:
            _keep_version(contribution, at)
            record.close(by=by, about=contribution.ref, at=at, fields=("translation",))
        contribution.translations.all().delete()
        contribution.text = text
        contribution.save(update_fields=["text", "corrected_at"])
        publishing.show_or_hold(contribution, by=by, at=at)
        words = {"text": contribution.text}
        recording.append_about(contribution, "correction", by=by, at=at, private=words)
    return contribution


def change_credit(
    *, by: Viewer, at: datetime, contribution: Contribution, credit: str, credit_name: str = ""
) -> Contribution:
    """Be named otherwise from now on, wherever the contribution is used. The earlier name is kept nowhere."""
    credit_name = clean_line(credit_name)
    with transaction.atomic():
        contribution = _locked(contribution)
        check_change_credit(by=by, contribution=contribution, credit=credit, credit_name=credit_name)
        if (contribution.credit, contribution.credit_name) == (credit, credit_name):
            return contribution
        record.close(by=by, about=contribution.ref, at=at, fields=("credit_name",))
        is_new_name = bool(credit_name) and credit_name != contribution.credit_name
        contribution.credit, contribution.credit_name = credit, credit_name
        contribution.save(update_fields=["credit", "credit_name"])
        if is_new_name:
            publishing.show_or_hold(contribution, by=by, at=at)
        recording.append_about(
            contribution, "credit", by=by, at=at, fields={"credit": credit}, private={"credit_name": credit_name}
        )
        signals.send("dispositions", about=contribution.ref, contribution_ids=[contribution.pk], by=by, at=at)
    return contribution


def change_consent(
    *, by: Viewer, at: datetime, contribution: Contribution, may_be_quoted: bool, may_be_contacted: bool
) -> Contribution:
    """Say anew whether one may be quoted and contacted."""
    with transaction.atomic():
        contribution = _locked(contribution)
        check_change_consent(by=by, contribution=contribution)
        contribution.may_be_quoted, contribution.may_be_contacted = may_be_quoted, may_be_contacted
        contribution.save(update_fields=["may_be_quoted", "may_be_contacted"])
    return contribution


def narrow_audience(
    *, by: Viewer, at: datetime, contribution: Contribution, audience: str, only: Organisation | None = None
) -> Contribution:
    """Let fewer see it: only the organisations that it is addressed to, or `only` one of them.

    It leaves every public surface at once, and what could open its words in the record is deleted.
    Organisations that may no longer see it are no longer asked.
    """
    with transaction.atomic():
        contribution = _locked(contribution)
        circle = {addressee.organisation_id for addressee in contribution.addressees.all()}
        circle &= {only.pk} if only else circle
        check_narrow_audience(by=by, contribution=contribution, audience=audience, organisations=len(circle))
        with tallies.kept([contribution.pk]):
            contribution.addressees.waiting().exclude(organisation__in=circle).delete()
            contribution.audience = audience
            contribution.save(update_fields=["audience"])
            contribution.shared_with.set(circle)
        publishing.withdraw_from_public(contribution, by=by, at=at)
        moderation.conceal(by=by, abouts=_all_of(contribution), at=at)
        record.forget(by=by, about=contribution.ref, at=at)
    return contribution


def _all_of(contribution: Contribution) -> list[Ref]:
    """Everything that moderators may have decided about: the words, the answers, the verdicts, the pauses."""
    answers = Answer.objects.filter(contribution=contribution)
    verdicts = Verdict.objects.filter(answer__contribution=contribution)
    pauses = ClockPause.objects.filter(addressee__contribution=contribution)
    return [contribution.ref, *(each.ref for rows in (answers, verdicts, pauses) for each in rows)]


def add_translation(
    *, by: Viewer, at: datetime, contribution: Contribution, language: str, text: str, made_by: str
) -> Translation:
    """Put it into the other language, marked as by a person or a machine. A newer one takes the older one's place."""
    text = clean_text(text)
    with transaction.atomic():
        contribution = _locked(contribution)
        check_add_translation(by=by, contribution=contribution, language=language)
        record.close(by=by, about=contribution.ref, at=at, fields=("translation",))
        translation, _created = Translation.objects.update_or_create(
            contribution=contribution, language=language, defaults={"text": text, "made_by": made_by}
        )
        facts = {"language": language, "made_by": made_by}
        recording.append_about(contribution, "translation", by=by, at=at, fields=facts, private={"translation": text})
    return translation


def _locked(contribution: Contribution) -> Contribution:
    rows = Contribution.objects.select_related("place", "topic", "service", "contributor")
    return rows.select_for_update(of=("self",)).get(pk=contribution.pk)


def _keep_version(contribution: Contribution, at: datetime) -> None:
    number = contribution.versions.count() + 1
    Version.objects.create(contribution=contribution, number=number, text=contribution.text, replaced_at=at)
    contribution.corrected_at = at
