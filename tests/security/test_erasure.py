"""Somebody erased is gone from every table and file; what others said, and every proof, is as it was."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from saidanddone.contributions import actions, files
from saidanddone.contributions.models import Answer, Contribution
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.messaging.models import Message
from saidanddone.moderation import actions as moderation
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case
from saidanddone.people import actions as people
from saidanddone.people.models import Contributor
from saidanddone.record import queries as record
from saidanddone.record import sequencer
from saidanddone.record.models import Entry
from saidanddone.search import tasks as search
from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory
from tests.people.factories import ContributorFactory
from tests.security.test_uploads import picture
from tests.thread.told import tell

WORDS = ("zzname", "zzemail", "zzsaid", "zzfirst", "zzcorrected", "zztranslated", "zzverdict", "zzappeal", "zzpicture")
"""Each is used once about the person who is erased; none may be left anywhere."""


@pytest.fixture
def mair(db):
    return ContributorFactory(name="Zzname Pugh", email="zzemail@example.org", language="cy")


def viewer(contributor):
    return Viewer(contributor_ids=frozenset({contributor.pk}))


@pytest.fixture
def life(cast, mair, at):
    """Everything that one person can leave behind: words, versions, files, voices, verdicts, letters, an appeal."""
    by = viewer(mair)
    facts = {"contributor": mair, "credit_name": "Zzname Pugh", "place": cast.bryn_teg}
    said = ContributionFactory(
        at=at, text="The zzfirst bus never comes.", organisations=(cast.council,), with_point=True, **facts
    )
    later = at + timedelta(days=2)
    actions.correct(by=by, at=later, contribution=said, text="The zzcorrected bus never comes, zzsaid.")
    actions.add_translation(
        by=by, at=later, contribution=said, language="cy", text="Nid yw'r bws zztranslated yn dod.", made_by="person"
    )
    upload = files.read(SimpleUploadedFile("a.jpg", picture(), "image/jpeg"), "zzpicture of the stop")
    actions.attach(by=by, at=later, contribution=said, upload=upload)
    answer = AnswerFactory(contribution=said, organisation=cast.council, officer=cast.owen, at=later)
    VerdictFactory(answer=answer, value="no", words="You did not zzverdict me.", at=later)
    neighbour = ContributionFactory(at=at, text="The neighbour's own words.", place=cast.bryn_teg)
    actions.support(by=by, at=at, contribution=neighbour)
    actions.support(by=viewer(ContributorFactory()), at=at, contribution=said)
    write(mair, later)
    followed(said, answer, later)
    moderated(cast, said, by, later)
    sequencer.run_once(at=later)
    return said, answer, neighbour


def write(mair, at):
    for number, address in enumerate(("zzemail@example.org", "ZzEmail@Example.org")):
        messaging.send(
            by=SITE, at=at, address=address, language="cy", subject="Zzname", body="zzsaid", about=None,
            dedupe_key=f"m{number}",
        )  # fmt: skip


def followed(said, answer, at):
    """Somebody who gave their voice is told, in a message that quotes the words and still waits."""
    follower = ContributorFactory(email="follower@example.org")
    actions.support(by=viewer(follower), at=at, contribution=said, wants_news=True)
    tell(at)
    assert "zzsaid" in Message.objects.get(address="follower@example.org").body


def moderated(cast, said, by, at):
    """Reported with its words, redacted with an original sealed, and appealed."""
    said = Contribution.objects.get(pk=said.pk)
    moderation.report(by=STRANGER, about=said.ref, reason="personal", words="It says zzsaid.", reporter_key="r", at=at)
    case, moderator = Case.objects.open().get(), cast.viewer("moderator")
    moderation.claim(by=moderator, public_id=case.public_id, at=at)
    ruling = moderation.Ruling(
        outcome="redact",
        seen=registry.describe(said.ref).seen,
        text="The […] bus, zzsaid.",
        category="personal",
        reason="You wrote zzsaid.",
    )
    decision = moderation.decide(by=moderator, public_id=case.public_id, ruling=ruling, at=at)
    moderation.appeal(by=by, decision=decision, words="But zzappeal.", at=at)


def everything_kept():
    """Table, column and value of every text and every blob in every table."""
    tables = connection.introspection.table_names()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in tables:
            tables.remove(model._meta.db_table)
            names = [field.attname for field in model._meta.concrete_fields]
            for row in model._base_manager.values_list(*names):
                yield from ((model._meta.db_table, name, value) for name, value in zip(names, row, strict=True))
    for table in tables:  # search indexes and their shadows, which no model knows
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the name comes from the database itself
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((table, name, value) for name, value in zip(names, row, strict=True))


def left_of(words):
    wanted = re.compile("|".join(words), re.I)
    for table, column, value in everything_kept():
        text = bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
        if found := wanted.search(text):
            yield f"{table}.{column} holds {found[0]!r}"


def erase(mair, at):
    actions.erase_contributor(by=viewer(mair), at=at + timedelta(days=3), contributor=mair)


def test_before_erasure_the_search_finds_each_word_so_that_finding_none_afterwards_means_something(life, settings):
    found = " ".join(left_of(WORDS)).lower()

    assert not [word for word in WORDS if word not in found and word not in ("zzfirst", "zztranslated", "zzcorrected")]


def test_nothing_of_the_person_is_left_in_any_table(life, mair, at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        erase(mair, at)
    search.purge.func()

    assert any("search.tasks.purge" in str(callback) for callback in queued)
    assert not list(left_of(WORDS))


@pytest.mark.parametrize("email", ["", "zzsecond@example.org"])
def test_nothing_is_left_where_the_address_was_changed_first(life, mair, at, email):
    people.change_contact_details(by=viewer(mair), contributor=mair, at=at, name="", email=email, language="cy")
    erase(mair, at)
    search.purge.func()

    assert not list(left_of((*WORDS, "zzsecond")))
    assert not Message.objects.exists()


def test_no_file_is_left(life, mair, at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(mair, at)

    assert not [path for path in site.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_what_others_said_stays(life, mair, at):
    _said, answer, neighbour = life

    erase(mair, at)

    assert Answer.objects.get(pk=answer.pk).text == answer.text
    assert Contribution.objects.get(pk=neighbour.pk).text == "The neighbour's own words."
    assert Contribution.objects.get(pk=neighbour.pk).support_count == 0
    assert Contributor.objects.get(pk=mair.pk).erased_at is not None


def test_every_proof_still_verifies(life, mair, at):
    before = {entry.pk: bytes(entry.content) for entry in Entry.objects.all()}

    erase(mair, at)
    sequencer.run_once(at=at + timedelta(days=4))

    after = {entry.pk: bytes(entry.content) for entry in Entry.objects.filter(pk__in=before)}
    assert after == before
    for entry in Entry.objects.select_related("log"):
        assert record.receipt_for(entry).check(bytes(entry.content), [entry.log.key])


def test_a_letter_that_waits_is_not_sent_any_more(life, mair, at):
    erase(mair, at)

    assert not Message.objects.filter(address__iexact="zzemail@example.org").exists()


def test_their_way_back_is_closed(life, mair, at):
    erase(mair, at)

    assert not mair.return_links.open(at + timedelta(days=4)).exists()


def test_erasing_again_changes_nothing(life, mair, at):
    erase(mair, at)
    before = Entry.objects.count()

    with pytest.raises(Exception):  # noqa: B017 - refused in whatever words
        erase(mair, at)

    assert Entry.objects.count() == before
