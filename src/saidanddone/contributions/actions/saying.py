"""Say something: one contribution, or many from a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from saidanddone.contributions import deadlines, keeping, publishing, recording, signals, tallies
from saidanddone.contributions.drafts import Draft
from saidanddone.contributions.models import Addressee, Attachment, Contribution
from saidanddone.contributions.permissions import check_say, check_say_many
from saidanddone.contributions.permissions.facts import FOR_OTHERS
from saidanddone.core.clock import local_date
from saidanddone.core.once import once
from saidanddone.core.viewer import Viewer
from saidanddone.moderation import actions as moderation
from saidanddone.people import actions as people
from saidanddone.people.models import Contributor, Organisation
from saidanddone.record import actions as record
from saidanddone.search import index as search


def say(*, by: Viewer, at: datetime, draft: Draft) -> Contribution:
    """Keep what somebody said: published, or held to be checked first, as the rule of its channel is.

    The same `submission_key` gives the same contribution, however often and however parallel it is sent.
    """
    check_say(by=by, draft=draft, at=at)
    return once(lambda: _said_before(draft), lambda: _keep(by, at, draft), within=keeping.atomic_with_files)


def _said_before(draft: Draft) -> Contribution | None:
    if draft.submission_key:
        return Contribution.objects.filter(submission_key=draft.submission_key).first()
    if draft.import_key:
        return Contribution.objects.filter(import_key=draft.import_key).first()
    return None


def _keep(by: Viewer, at: datetime, draft: Draft) -> Contribution:
    is_held = draft.hold or publishing.is_held_first(draft.channel)
    contributor = draft.contributor or people.new_contributor(
        by=by,
        at=at,
        language=draft.language,
        name=draft.contributor_name,
        email=draft.contributor_email,
        person_id=draft.contributor_person_id,
    )
    contribution = _made_of(draft, contributor, by, at, is_held=is_held)
    contribution.save(force_insert=True)
    due_dates = {each: deadlines.due_date(each, asked_at=at) for each in draft.organisations}
    addressees = _addressees_of(contribution, draft.organisations, at, due_dates)
    Addressee.objects.bulk_create(addressees)
    if draft.audience != Contribution.Audience.PUBLIC:
        contribution.shared_with.set(draft.organisations)
    for upload in {upload.sha256: upload for upload in draft.files}.values():
        keeping.keep(Attachment(contribution=contribution), upload)
    publishing.append_and_index(contribution, list(draft.organisations), by=by, at=at)
    if is_held:
        moderation.hold(by=by, about=contribution.ref, at=at)
    counts = tallies.Counts()
    counts.add(contribution, addressees)
    tallies.apply(counts)
    signals.send("said", about=contribution.ref, contribution_ids=[contribution.pk], by=by, at=at)
    return contribution


def _made_of(draft: Draft, contributor: Contributor, by: Viewer, at: datetime, *, is_held: bool) -> Contribution:
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
        entered_by_id=by.person_id if draft.channel in FOR_OTHERS else None,
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


def _addressees_of(
    contribution: Contribution,
    organisations: Iterable[Organisation],
    at: datetime,
    due_dates: Mapping[Organisation, date | None],
) -> list[Addressee]:
    """One each, with its clock started. While a contribution is held the clocks count for nothing; they start anew."""
    return [
        Addressee(
            contribution=contribution,
            organisation=organisation,
            asked_at=at,
            promise_days=organisation.promise_days,
            due_date=due_dates[organisation],
        )
        for organisation in dict.fromkeys(organisations)
    ]


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of many drafts: those that are new, and how many were there before."""

    created: list[Contribution]
    unchanged: int


def say_many(*, by: Viewer, at: datetime, drafts: Iterable[Draft]) -> Brought:
    """Keep a batch of drafts (a few hundred at a time) in one transaction and a constant number of statements.

    Those whose `import_key` is known are left as they are. An import that runs twice at the same moment fails here
    with an `IntegrityError`, and finds everything known when the batch is tried again.
    """
    batch = list({draft.import_key or id(draft): draft for draft in drafts}.values())
    check_say_many(by=by)
    for draft in batch:
        check_say(by=by, draft=draft, at=at)
    with transaction.atomic():
        keys = [draft.import_key for draft in batch if draft.import_key]
        known = set(Contribution.objects.filter(import_key__in=keys).values_list("import_key", flat=True))
        new = [draft for draft in batch if draft.import_key not in known]
        return Brought(_keep_many(by, at, new), len(batch) - len(new))


def _keep_many(by: Viewer, at: datetime, drafts: list[Draft]) -> list[Contribution]:
    is_held = {channel: publishing.is_held_first(channel) for channel in {draft.channel for draft in drafts}}
    contributors = _contributors_of(drafts, at)
    rows = [
        _made_of(draft, contributor, by, at, is_held=draft.hold or is_held[draft.channel])
        for draft, contributor in zip(drafts, contributors, strict=True)
    ]
    contributions = Contribution.objects.bulk_create(rows, batch_size=200)
    counts, entries, documents, addressees, shares = tallies.Counts(), [], [], [], []
    due_dates = {
        organisation: deadlines.due_date(organisation, asked_at=at)
        for organisation in {each for draft in drafts for each in draft.organisations}
    }
    for contribution, draft in zip(contributions, drafts, strict=True):
        asked = _addressees_of(contribution, draft.organisations, at, due_dates)
        addressees += asked
        counts.add(contribution, asked)
        if draft.audience != Contribution.Audience.PUBLIC:
            shares += [(contribution.pk, organisation.pk) for organisation in draft.organisations]
        if recording.is_recorded(contribution):
            entries.append(recording.contribution_entry(contribution, draft.organisations))
            documents.append(publishing.document(contribution))
    Addressee.objects.bulk_create(addressees, batch_size=500)
    shared = Contribution.shared_with.through
    shared.objects.bulk_create([shared(contribution_id=one, organisation_id=other) for one, other in shares])
    record.append_many(by=by, at=at, drafts=entries)
    search.put_many(documents)
    tallies.apply(counts)
    for contribution in contributions:
        if contribution.state == Contribution.State.HELD:
            moderation.hold(by=by, about=contribution.ref, at=at)
    if contributions:
        ids = [each.pk for each in contributions]
        signals.send("said", about=contributions[0].ref, contribution_ids=ids, by=by, at=at)
    return contributions


def _contributors_of(drafts: list[Draft], at: datetime) -> list[Contributor]:
    """One for each draft: the one it names, the one of its author, or a new one."""
    keys = {draft.author_key for draft in drafts if draft.author_key and not draft.contributor}
    by_key = {each.import_key: each for each in Contributor.objects.filter(import_key__in=keys)}
    new: list[Contributor] = []
    found: list[Contributor] = []
    for draft in drafts:
        contributor = draft.contributor or by_key.get(draft.author_key)
        if contributor is None:
            contributor = Contributor(language=draft.language, created_at=at, import_key=draft.author_key)
            new.append(contributor)
            if draft.author_key:
                by_key[draft.author_key] = contributor
        found.append(contributor)
    Contributor.objects.bulk_create(new, batch_size=500)
    return found
