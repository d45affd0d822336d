"""Who is asking: roles in force, contributors by account and by link, in a constant number of queries."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from saidanddone.core.clock import local_date
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.people.models import Organisation
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY, has_role, person_of, standing_of, viewer_for
from saidanddone.people.roles import Permission
from tests.people.factories import ContributorFactory, MembershipFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def request_by(user, linked=None):
    request = RequestFactory().get("/")
    request.user = user
    request.session = SessionStore()
    if linked is not None:
        request.session[CONTRIBUTOR_SESSION_KEY] = linked
    return request


def test_a_stranger_costs_no_query(django_assert_num_queries):
    request = request_by(AnonymousUser())

    with django_assert_num_queries(0):
        standing = standing_of(request)

    assert standing.viewer == STRANGER
    assert standing.viewer.is_stranger


def test_an_opened_link_costs_one(django_assert_num_queries):
    contributor = ContributorFactory()
    request = request_by(AnonymousUser(), linked=contributor.pk)

    with django_assert_num_queries(1):
        standing = standing_of(request)

    assert standing.viewer.contributor_ids == {contributor.pk}


def test_a_person_with_many_roles_and_an_opened_link_costs_two(at, django_assert_num_queries):
    person, linked = PersonFactory(), ContributorFactory()
    own = [ContributorFactory(person=person) for _ in range(3)]
    roles = [MembershipFactory(person=person) for _ in range(5)]
    request = request_by(person, linked=linked.pk)

    with django_assert_num_queries(2):
        viewer = standing_of(request).viewer

    assert viewer.contributor_ids == {linked.pk} | {contributor.pk for contributor in own}
    assert viewer.organisation_ids == {role.organisation_id for role in roles}


def test_an_erased_contributor_is_nobody(at):
    erased = ContributorFactory(erased_at=at)

    assert standing_of(request_by(AnonymousUser(), linked=erased.pk)).viewer.is_stranger
    assert viewer_for(PersonFactory(), at=at, linked=erased.pk).contributor_ids == frozenset()


def test_a_role_holds_from_its_first_day_to_the_day_before_its_end(at):
    today = local_date(at)
    role = MembershipFactory(start_date=today, end_date=today + timedelta(days=1))

    held = [has_role(role.person, at=at + timedelta(days=days)) for days in (-1, 0, 1)]

    assert held == [False, True, False]


def test_a_role_is_held_in_its_organisation_alone(cast):
    lead = cast.viewer("lead")

    assert lead.may(Permission.INVITE, cast.council.pk)
    assert not lead.may(Permission.INVITE, cast.homes.pk)
    assert not lead.may(Permission.INVITE)
    assert lead.may_anywhere(Permission.INVITE)
    assert not lead.may_anywhere(Permission.ADMINISTER)
    assert SITE.may_anywhere(Permission.ADMINISTER)


def test_a_role_on_the_whole_site_is_held_everywhere(cast):
    assert cast.viewer("administrator").may(Permission.INVITE, cast.homes.pk)
    assert not cast.viewer("moderator").may(Permission.INVITE, cast.homes.pk)


def test_organisations_that_one_may_change(cast):
    OrganisationFactory()

    assert list(Organisation.objects.editable_by(cast.viewer("lead"))) == [cast.council]
    assert Organisation.objects.editable_by(cast.viewer("administrator")).count() == 3
    assert not Organisation.objects.editable_by(cast.viewer("officer")).exists()
    assert Organisation.objects.visible_to(STRANGER).count() == 3


def test_a_viewer_leads_back_to_the_account(cast):
    assert person_of(cast.viewer("lead")) == cast.lowri
