"""A finding cites a contribution in every state: nobody reads on its pages what they may not read elsewhere."""

import pytest
from django.urls import reverse

from saidanddone.decisions.models import Check, Evidence, Finding
from tests.decisions.factories import EvidenceFactory, FindingFactory
from tests.security import walk
from tests.security.states import SEES, hidden_marks, mark
from tests.security.test_visibility import VIEWERS, client_of
from tests.security.undoing import undone
from tests.ui.papers import opened, together, words_of

STANDING = {"public", "redacted", "no_answer", "no_words", "for_two", "for_one"}
"""What is published, to everyone or to the council."""


@pytest.fixture(scope="module")
def finding(world_of_module, said):
    """As if all had been cited, with their first words, before they came into their states; and checked in words."""
    with undone():
        made = FindingFactory(published=True, organisation=world_of_module.cast.council)
        for state, each in said.items():
            EvidenceFactory(finding=made, contribution=each.contribution, sentence=mark("secret", state))
        first = said["hidden"].contribution
        Check.objects.create(
            finding=made, contribution=first, contributor=first.contributor, value="no", words=mark("text", "hidden"),
            given_at=made.published_at,
        )  # fmt: skip
        yield made


def addresses(finding):
    for prefix in ("", "/cy"):
        for name in ("finding", "finding_words"):
            yield name, prefix + reverse(name, args=[finding.public_id])
        for ending in ("csv", "json"):
            yield "findings_download", prefix + reverse("findings_download", args=[ending])


@pytest.mark.parametrize("who", VIEWERS)
def test_its_pages_show_nobody_what_they_may_not_see(world, said, finding, who):
    client = client_of(world, said, who)

    for name, url in addresses(finding):
        visit = walk.visit(client, who, name, url)
        body = visit.body.lower()

        assert visit.status == 200, visit
        for state, each in said.items():
            assert not [word for word in hidden_marks(state, who) if word in body], f"{state}: {visit}"
            if state not in SEES[who]:
                assert each.contribution.public_id not in body, f"{state}: {visit}"


@pytest.mark.parametrize("who", VIEWERS)
def test_its_page_shows_everybody_what_stands_and_they_may_see(world, said, finding, who):
    visit = walk.visit(client_of(world, said, who), who, "finding", reverse("finding", args=[finding.public_id]))

    shown = {state for state, each in said.items() if each.contribution.public_id in visit.body}
    assert STANDING & SEES[who] == shown & STANDING


@pytest.mark.parametrize("who", VIEWERS)
def test_its_paper_shows_what_its_page_shows_them(world, said, finding, who):
    client = client_of(world, said, who)

    words = words_of(opened(client.get(reverse("finding_pdf", args=[finding.public_id])).content)).lower()

    for state, each in said.items():
        assert not [word for word in hidden_marks(state, who) if together(word) in words], state
        is_shown = each.contribution.public_id in words
        assert is_shown <= (state in SEES[who]), state
        assert is_shown or state not in STANDING & SEES[who], state


def test_what_was_taken_down_is_in_no_figure(world, said, finding):
    standing = Evidence.objects.standing().filter(finding=finding)

    assert {state for state, each in said.items() if standing.filter(contribution=each.contribution).exists()} == (
        STANDING
    )
    assert not Finding.objects.get(pk=finding.pk).checks.standing().exists()
