"""Who may open what: every address of the URL conf, opened by each of the cast, answers as the access table says."""

import pytest
from django.urls import NoReverseMatch

from tests.access_table import ACCESS
from tests.security import walk


def test_every_address_is_in_the_access_table():
    missing = [name for name in walk.names() if name not in ACCESS and f"POST:{name}" not in ACCESS]

    assert not missing, f"add to tests/access_table.py: {missing}"


def test_the_access_table_names_no_address_that_is_gone():
    known = set(walk.names())

    assert not [name for name in ACCESS if name.removeprefix("POST:") not in known]


def test_every_address_with_arguments_has_them_in_the_world(world):
    missing = []
    for name in walk.names():
        try:
            walk.url(world, name)
        except NoReverseMatch:
            missing.append(name)

    assert not missing, f"add to tests/security/world.py: {missing}"


@pytest.mark.parametrize("who", walk.PEOPLE)
def test_each_address_answers_as_the_table_says(world, who):
    column = walk.PEOPLE.index(who)

    visits = [*walk.walk(world, who), *posts(world, who)]

    expected = {visit: ACCESS.get(visit.name if visit.method == "GET" else f"POST:{visit.name}") for visit in visits}
    wrong = [f"{visit}, not {row[column]}" for visit, row in expected.items() if row and visit.status != row[column]]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", walk.PEOPLE)
def test_opening_a_page_changes_nothing(world, who):
    written = [f"{visit}: {visit.writes}" for visit in walk.walk(world, who) if visit.writes]

    assert not written, "\n".join(written)


def posts(world, who):
    """What takes a POST alone, with an empty form."""
    client = walk.client_of(world, who)
    for name in walk.names():
        if f"POST:{name}" in ACCESS:
            yield walk.visit(client, who, name, walk.url(world, name), "POST")
