"""Who may do what, and in which state: each refusal in the words that the person reads."""

from datetime import timedelta

import pytest

from saidanddone.contributions import actions
from saidanddone.contributions.models import Contribution
from saidanddone.contributions.permissions import check_answers_for, check_may_link
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER, Viewer
from saidanddone.moderation import actions as moderation
from saidanddone.people.roles import Permission
from saidanddone.record.models import Entry
from tests.contributions.factories import ContributionFactory, DraftFactory, contributor_of, officer_of
from tests.people.factories import ContributorFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
Audience = Contribution.Audience


def say(at, by=STRANGER, **facts):
    return actions.say(by=by, at=at, draft=DraftFactory(**{"contributor": None} | facts))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"text": " \n "}, "Write what you want to say."),
        ({"text": "x" * 5001}, "Use 5,000 characters or fewer."),
        ({"credit": "uncredited", "credit_name": "Mair"}, "leave the name empty"),
        ({"credit": "name", "credit_name": ""}, "Write the name to show"),
        ({"audience": Audience.ORGANISATION}, "Choose the one organisation that may see it."),
        ({"audience": Audience.ORGANISATIONS}, "Choose at least one organisation that may see it."),
    ],
)
def test_what_is_not_whole_is_not_said(at, facts, words):
    with pytest.raises(Refused, match=words):
        say(at, **facts)

    assert not Contribution.objects.exists()


def test_nothing_was_said_tomorrow(at):
    with pytest.raises(Refused, match="today or in the past"):
        say(at, said_date=(at + timedelta(days=1)).date())


def test_a_closed_organisation_is_asked_nothing(at):
    closed = OrganisationFactory(ended_date=at.date())

    with pytest.raises(Refused, match="has closed"):
        say(at, organisations=(closed,))


def test_strangers_enter_nothing_for_others_and_bring_in_no_file(at):
    with pytest.raises(Refused, match="Only a connector or an officer"):
        say(at, channel="paper")
    with pytest.raises(Refused, match="Only a steward or an administrator"):
        say(at, channel="import")
    with pytest.raises(Refused, match="Only a steward or an administrator"):
        actions.say_many(by=STRANGER, at=at, drafts=[])


def test_nobody_speaks_for_somebody_else_on_the_web_nor_for_themselves_on_paper(cast, at):
    own = ContributorFactory()
    connector = cast.viewer("connector")
    with_link = Viewer(
        person_id=connector.person_id, permissions=connector.permissions, contributor_ids=frozenset({own.pk})
    )

    with pytest.raises(Refused, match="You can only speak for yourself here"):
        say(at, contributor=ContributorFactory())
    with pytest.raises(Refused, match="on the web form"):
        say(at, by=with_link, channel="paper", contributor=own)
    assert say(at, by=with_link, contributor=own).contributor == own
    assert say(at, by=connector, channel="paper", contributor=ContributorFactory()).channel == "paper"
    assert say(at, by=cast.viewer("administrator"), channel="import").channel == "import"


def test_voices_are_for_what_is_public_and_somebody_elses(at):
    hidden, said = ContributionFactory(hidden=True), ContributionFactory()

    with pytest.raises(Refused, match="Nobody can add their voice"):
        actions.support(by=STRANGER, at=at, contribution=hidden)
    with pytest.raises(Refused, match="your own contribution"):
        actions.support(by=contributor_of(said), at=at, contribution=said)
    with pytest.raises(Refused, match="You have not added your voice"):
        actions.withdraw_support(by=STRANGER, at=at, contribution=said)


def test_an_opening_is_first_words_alone_and_its_organisations_own(cast, at):
    lead = cast.viewer("lead")

    with pytest.raises(Refused, match="Write the first words"):
        actions.add_opening(by=lead, at=at, organisation=cast.council, language="en", text=" ")
    with pytest.raises(Refused, match="never a whole one"):
        actions.add_opening(by=lead, at=at, organisation=cast.council, language="en", text="x" * 201)
    with pytest.raises(Refused, match="look after the organisation"):
        actions.add_opening(by=lead, at=at, organisation=cast.homes, language="en", text="Thank you")
    with pytest.raises(Refused, match="the openings of the whole site"):
        actions.add_opening(by=lead, at=at, organisation=None, language="en", text="Thank you")
    opening = actions.add_opening(
        by=cast.viewer("administrator"), at=at, organisation=None, language="en", text="Thank you"
    )
    with pytest.raises(Refused, match="the openings of the whole site"):
        actions.remove_opening(by=lead, at=at, opening=opening)


def translate(by, at, said, **facts):
    details = {"language": "cy", "text": "Mae'r lifft wedi torri.", "made_by": "person"} | facts
    return actions.add_translation(by=by, at=at, contribution=said, **details)


def test_a_translation_is_by_those_whom_it_concerns_of_what_stands_into_the_other_language(cast, at):
    said, hidden = (ContributionFactory(organisations=[cast.council], hidden=hidden) for hidden in (False, True))

    with pytest.raises(Refused, match="can add a translation"):
        translate(officer_of(cast.homes), at, said)
    with pytest.raises(Refused, match="cannot be translated"):
        translate(contributor_of(hidden), at, hidden)
    with pytest.raises(Refused, match="It was said in this language"):
        translate(contributor_of(said), at, said, language="en")
    for by in (contributor_of(said), cast.viewer("moderator"), officer_of(cast.council)):
        assert translate(by, at, said).language == "cy"


def test_lists_and_figures_are_the_administrators(cast, at):
    for name in ("stranger", "lead", "moderator"):
        with pytest.raises(Refused, match="Only an administrator can count again"):
            actions.recount(by=cast.viewer(name), at=at)
        with pytest.raises(Refused, match="list of topics"):
            actions.add_topic(by=cast.viewer(name), at=at, slug="damp", name="Damp")
    assert actions.recount(by=cast.viewer("administrator"), at=at) == 0


CHANGES = {
    "correct": {"text": "The lift works."},
    "change_credit": {"credit": "uncredited"},
    "change_consent": {"may_be_quoted": True, "may_be_contacted": False},
    "narrow_audience": {"audience": Audience.ORGANISATIONS},
    "withdraw": {},
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_whoever_said_it_changes_it_and_not_after_they_withdrew_it(cast, at, change):
    said = ContributionFactory(organisations=[cast.council])
    withdrawn = ContributionFactory(organisations=[cast.council], withdrawn=True)
    action = getattr(actions, change)

    for by in (STRANGER, officer_of(cast.council), cast.viewer("moderator"), cast.viewer("administrator")):
        with pytest.raises(Refused, match="what you said yourself"):
            action(by=by, at=at, contribution=said, **CHANGES[change])
    with pytest.raises(Refused, match="This was withdrawn"):
        action(by=contributor_of(withdrawn), at=at, contribution=withdrawn, **CHANGES[change])


def test_words_are_corrected_into_words_while_they_stand(at):
    said, hidden = ContributionFactory(), ContributionFactory(hidden=True)
    redacted = ContributionFactory()
    Contribution.objects.filter(pk=redacted.pk).update(is_redacted=True)

    for text, words in ((" ", "Write what you want"), ("x" * 5001, "Use 5,000 characters")):
        with pytest.raises(Refused, match=words):
            actions.correct(by=contributor_of(said), at=at, contribution=said, text=text)
    with pytest.raises(Refused, match="A moderator has hidden this"):
        actions.correct(by=contributor_of(hidden), at=at, contribution=hidden, text="More.")
    with pytest.raises(Refused, match="took parts out"):
        actions.correct(by=contributor_of(redacted), at=at, contribution=redacted, text="More.")


def test_the_circle_of_readers_grows_only_smaller_and_never_empty(cast, at):
    alone = ContributionFactory(organisations=[cast.council], for_one_organisation=True)
    asks_nobody = ContributionFactory()

    with pytest.raises(Refused, match="only make the circle"):
        actions.narrow_audience(by=contributor_of(alone), at=at, contribution=alone, audience=Audience.ORGANISATIONS)
    with pytest.raises(Refused, match="no organisation that could still see it"):
        actions.narrow_audience(
            by=contributor_of(asks_nobody), at=at, contribution=asks_nobody, audience=Audience.ORGANISATION
        )


def test_an_address_and_erasure_are_ones_own(at):
    contributor = ContributorFactory()
    own, other = (Viewer(contributor_ids=frozenset({pk})) for pk in (contributor.pk, contributor.pk + 1))
    code = {"email": "mair@example.org", "code": "123456"}

    for by in (STRANGER, other):
        with pytest.raises(Refused, match="your own address"):
            actions.send_address_code(by=by, at=at, contributor=contributor, **code)
        with pytest.raises(Refused, match="only erase what is your own"):
            actions.erase_contributor(by=by, at=at, contributor=contributor)
    actions.erase_contributor(by=own, at=at, contributor=contributor)
    contributor.refresh_from_db()
    with pytest.raises(Refused, match="your own address"):
        actions.send_address_code(by=own, at=at, contributor=contributor, **code)
    with pytest.raises(Refused, match="erased already"):
        actions.erase_contributor(by=own, at=at, contributor=contributor)


def test_linking_is_for_those_who_answer_both_and_for_moderators(cast, at):
    one, other = ContributionFactory(organisations=[cast.council]), ContributionFactory(organisations=[cast.homes])

    with pytest.raises(Refused, match="both are addressed to"):
        actions.link_same(by=officer_of(cast.council), at=at, contribution=one, same_as=other)
    with pytest.raises(Refused, match="not linked"):
        actions.unlink_same(by=cast.viewer("moderator"), at=at, contribution=one)
    actions.link_same(by=cast.viewer("moderator"), at=at, contribution=one, same_as=other)

    assert Contribution.objects.get(pk=one.pk).same_as == other


def test_a_batch_keeps_audiences_and_makes_a_contributor_of_each_row_without_an_author(cast, at):
    shared = {"audience": Audience.ORGANISATIONS, "organisations": (cast.council,), "channel": "import"}
    drafts = [DraftFactory(contributor=None, import_key=f"file:{n}", **shared) for n in range(2)]

    brought = actions.say_many(by=SITE, at=at, drafts=drafts)

    assert [set(each.shared_with.all()) for each in brought.created] == [{cast.council}] * 2
    assert len({each.contributor_id for each in brought.created}) == 2
    assert not Contribution.objects.public().exists()


def test_whoever_speaks_with_an_account_is_given_no_link(at):
    contributor = ContributorFactory(with_account=True)
    by = Viewer(person_id=contributor.person_id, contributor_ids=frozenset({contributor.pk}))

    spoken = actions.speak(by=by, at=at, draft=DraftFactory(contributor=contributor))

    assert spoken.token is None
    assert not contributor.return_links.exists()


def test_the_permissions_named_here_are_those_of_the_roles(cast):
    assert cast.viewer("lead").may(Permission.EDIT_ORGANISATION, cast.council.pk)
    assert not cast.viewer("lead").may(Permission.EDIT_ORGANISATION, cast.homes.pk)
    assert cast.viewer("administrator").may(Permission.EDIT_LISTS)


def test_before_anything_is_written_the_page_asks_whether_one_may(cast, at):
    said = ContributionFactory(organisations=[cast.council])

    with pytest.raises(Refused, match="that this is addressed to"):
        check_answers_for(by=officer_of(cast.homes), contribution=said, addressee=None)
    with pytest.raises(Refused, match="both are addressed to"):
        check_may_link(by=officer_of(cast.homes), contribution=said)
    check_may_link(by=officer_of(cast.council), contribution=said)


def test_what_is_changed_into_itself_leaves_no_trace(cast, at):
    said = ContributionFactory(credit="pseudonym", credit_name="Robin")
    by, later = contributor_of(said), at + timedelta(days=3)
    entries = Entry.objects.count()

    actions.correct(by=by, at=later, contribution=said, text=said.text)
    actions.change_credit(by=by, at=later, contribution=said, credit="pseudonym", credit_name="Robin")

    assert Entry.objects.count() == entries
    assert not said.versions.exists()


def test_a_new_name_is_checked_first_where_the_channel_is(cast, at):
    said = ContributionFactory(credit="pseudonym", credit_name="Robin")
    moderation.set_modes(by=cast.viewer("administrator"), modes={said.channel: "hold_then_publish"}, at=at)

    unnamed = actions.change_credit(by=contributor_of(said), at=at, contribution=said, credit="uncredited")
    named = actions.change_credit(
        by=contributor_of(said), at=at, contribution=said, credit="pseudonym", credit_name="Somebody Else"
    )

    assert (unnamed.state, named.state) == ("published", "held")
