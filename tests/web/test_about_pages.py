"""The pages about the site, and what it tells programs."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.contributions.factories import ContributionFactory
from tests.web.test_home import page_of, words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["about", "accessibility", "privacy", "cookies", "about_data"])
def test_a_page_about_the_site_is_for_everyone_and_sets_no_cookie(client, name):
    response = client.get(reverse(name))

    assert page_of(response).xpath("//h1")
    assert not response.cookies


def test_the_definition_of_a_repeated_failure_is_published(client):
    words = words_of(page_of(client.get(reverse("about"))))

    assert "in the last 90 days, 3 or more answers about it were late" in words


def test_the_privacy_page_says_for_how_long_we_keep_to_whom_we_wrote(client, settings):
    settings.MESSAGE_DAYS = 12

    rows = [words_of(row) for row in page_of(client.get(reverse("privacy"))).xpath("//tbody/tr")]
    assert next(row for row in rows if "at which address" in row).endswith("12 days")


def test_the_accessibility_page_says_what_was_not_checked(client):
    assert "What has not been checked yet" in words_of(page_of(client.get(reverse("accessibility"))))


def test_robots_are_kept_from_desks_and_private_links(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /desk/" in lines
    assert "Disallow: /r/" in lines
    assert "Sitemap: http://localhost:8000/sitemap.xml" in lines


def test_the_sitemap_names_what_is_public_in_both_languages_and_nothing_else(client, cast):
    shown = ContributionFactory(organisations=[cast.council])
    hidden = ContributionFactory(organisations=[cast.council], hidden=True)
    private = ContributionFactory(for_one_organisation=True)

    index = client.get("/sitemap.xml").content.decode()
    part = client.get("/sitemap-contributions-1.xml").content.decode()
    pages = client.get("/sitemap-pages-1.xml").content.decode()

    assert "/sitemap-contributions-1.xml" in index
    assert f"/contributions/{shown.public_id}/" in part
    assert f"/cy/contributions/{shown.public_id}/" in part
    assert hidden.public_id not in part
    assert private.public_id not in part
    assert "/organisations/council/" in pages


@pytest.mark.parametrize("path", ["/sitemap-contributions-1.xml", "/sitemap-secrets-1.xml", "/sitemap-pages-2.xml"])
def test_there_is_no_part_of_the_sitemap_beyond_the_last(client, path):
    assert client.get(path).status_code == 404


def test_whom_to_tell_of_a_hole_is_said_and_expires(client, at):
    words = client.get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:hello@example.org" in words
    assert "Expires: " in words


def test_a_healthy_site_says_so(client):
    response = client.get("/health/")

    found = json.loads(response.content)
    assert response.status_code == 200
    assert found["status"] == "well"
    assert found["database"] == {"reachable": True}
    assert set(found["record"]) == {"standing", "waiting", "lag_seconds"}
    assert set(found["tasks"]) == {"waiting", "lag_seconds"}


def test_a_site_whose_sequencer_stands_still_is_unwell(client, cast, at):
    ContributionFactory(organisations=[cast.council], at=at - timedelta(days=1))

    response = client.get("/health/")

    found = json.loads(response.content)
    assert response.status_code == 503
    assert found["record"]["waiting"] == 1
    assert found["record"]["lag_seconds"] > 60


def test_a_page_that_is_not_there_says_so_kindly(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert b"<h1" in response.content
