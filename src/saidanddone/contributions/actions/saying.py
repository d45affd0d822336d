"""Say something: one contribution, or many from a file."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from saidanddone.contributions import deadlines, neighbours, publishing, tallies
from saidanddone.contributions.drafts import Draft
from saidanddone.contributions.models import Addressee, Contribution
from saidanddone.contributions.permissions import check_say
from saidanddone.core.clock import local_date
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor, Organisation


def say(*, by: Viewer, at: datetime, draft: Draft) -> Contribution:
    """Keep what somebody said: published, or held to be checked first, as the rule of its channel is.

    The same `submission_key` gives the same contribution, however often and however parallel it is sent.
    """
    check_say(by=by, draft=draft, at=at)
    if said := _said_before(draft):
        return said
    try:
        with transaction.atomic():
            return _keep(by, at, draft)
    except IntegrityError:
        if said := _said_before(draft):
            return said
        raise


def _said_before(draft: Draft) -> Contribution | None:
    if draft.submission_key:
        return Contribution.objects.filter(submission_key=draft.submission_key).first()
    if draft.import_key:
        return Contribution.objects.filter(import_key=draft.import_key).first()
    return None


def _keep(by: Viewer, at: datetime, draft: Draft) -> Contribution:
    is_held = neighbours.is_held_first(draft.channel)
    contributor = draft.contributor or neighbours.new_contributor(
        by=by, at=at, language=draft.language, name=draft.contributor_name, email=draft.contributor_email
    )
    contribution = _made_of(draft, contributor, at, is_held=is_held)
    contribution.save(force_insert=True)
    addressees = _addressees_of(contribution, draft.organisations, at)
    Addressee.objects.bulk_create(addressees)
    if draft.audience != Contribution.Audience.PUBLIC:
        contribution.shared_with.set(draft.organisations)
    publishing.append_and_index(contribution, list(draft.organisations), by=by, at=at)
    if is_held:
        neighbours.hold(by=by, about=contribution.ref, at=at)
    counts = tallies.Counts()
    counts.add(contribution, addressees)
    tallies.apply(counts)
    return contribution


def _made_of(draft: Draft, contributor: Contributor, at: datetime, *, is_held: bool) -> Contribution:
    return Contribution(
        kind=draft.kind,
        text=draft.text,
        language=draft.language,
        place=draft.place,
        latitude=draft.latitude,
        longitude=draft.longitude,
        topic=draft.topic,
        service=draft.service,
        said_date=draft.said_date or local_date(at),
        channel=draft.channel,
        source_kind=draft.source.kind if draft.source else "",
        source_id=draft.source.public_id if draft.source else "",
        contributor=contributor,
        credit=draft.credit,
        credit_name=draft.credit_name,
        may_be_quoted=draft.may_be_quoted,
        may_be_contacted=draft.may_be_contacted,
        audience=draft.audience,
        state=Contribution.State.HELD if is_held else Contribution.State.PUBLISHED,
        created_at=at,
        published_at=None if is_held else at,
        submission_key=draft.submission_key,
        import_key=draft.import_key,
    )


def _addressees_of(contribution: Contribution, organisations: Iterable[Organisation], at: datetime) -> list[Addressee]:
    """One each, with its clock started. While a contribution is held the clocks count for nothing; they start anew."""
    addressees = []
    for organisation in dict.fromkeys(organisations):
        addressee = Addressee(contribution=contribution, organisation=organisation)
        deadlines.start(addressee, at=at, organisation=organisation)
        addressees.append(addressee)
    return addressees


def say_many(*, by: Viewer, at: datetime, drafts: Iterable[Draft]) -> list[Contribution]:
    raise NotImplementedError
