"""Map, feeds and download: the same filters, the same visibility, forms that others can read."""

import csv
import io
import json
from datetime import timedelta

import pytest
from lxml import etree

from saidanddone.contributions import downloads
from saidanddone.contributions.models import Contribution
from saidanddone.contributions.queries import maps
from saidanddone.people.models import Person
from tests.conftest import MOMENT
from tests.contributions.factories import ContributionFactory, TopicFactory
from tests.people.cast import ROLES_OF_CAST

ATOM = "{http://www.w3.org/2005/Atom}"
MARK = "Quercus"
"""A word that stands in nothing else."""


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("saidanddone.core.clock.now", lambda: MOMENT)


def read_csv(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


# Atom and JSON Feed


def test_atom_feed_can_be_read(client, cast):
    row = ContributionFactory(place=cast.bryn_teg, text="A *bus* & a <b>train</b>", topic=TopicFactory(name="Buses"))

    response = client.get("/contributions/feed.atom?place=bryn-teg")

    feed = etree.fromstring(response.content)
    entry = feed.find(f"{ATOM}entry")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/contributions/{row.public_id}/")
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Mair Pugh"
    assert "<em>bus</em>" in entry.find(f"{ATOM}summary").text
    assert "<b>" not in entry.find(f"{ATOM}summary").text
    assert "Bryn Teg" in feed.find(f"{ATOM}title").text
    assert feed.find(f"{ATOM}link[@rel='self']").get("href").endswith("/contributions/feed.atom?place=bryn-teg")


@pytest.mark.parametrize("junk", ["%01", "%0b", "%1f", "%c2%85", "%ef%bf%be"])
def test_control_characters_among_the_words_leave_a_feed_that_can_be_read(client, cast, junk):
    ContributionFactory(place=cast.bryn_teg, text="The bus never came.")

    response = client.get(f"/contributions/feed.atom?q=b{junk}us")

    assert etree.fromstring(response.content).find(f"{ATOM}title").text.endswith("“bus”")
    assert json.loads(client.get(f"/contributions/feed.json?q=b{junk}us").content)["items"]


def test_json_feed_can_be_read(client, cast):
    row = ContributionFactory(place=cast.bryn_teg, language="cy", text="Mae'r bws yn hwyr.", credit_name="Mair")

    feed = json.loads(client.get("/contributions/feed.json?language=cy").content)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    [item] = feed["items"]
    assert item["id"].endswith(f"/contributions/{row.public_id}/")
    assert (item["language"], item["authors"]) == ("cy", [{"name": "Mair"}])
    assert item["date_published"] == MOMENT.isoformat()


def test_feed_that_is_known_is_not_sent_again_until_something_changes(client, cast):
    row = ContributionFactory(place=cast.county)
    etag = client.get("/contributions/feed.atom")["ETag"]

    assert client.get("/contributions/feed.atom", headers={"If-None-Match": etag}).status_code == 304

    Contribution.objects.filter(pk=row.pk).update(state="hidden")
    assert client.get("/contributions/feed.atom", headers={"If-None-Match": etag}).status_code == 200


def test_feed_holds_the_newest_whatever_the_order_of_the_list(client, cast):
    ContributionFactory(place=cast.county, at=MOMENT - timedelta(days=3))
    newest = ContributionFactory(place=cast.county)

    feed = json.loads(client.get("/contributions/feed.json?sort=oldest").content)

    assert feed["items"][0]["id"].endswith(f"/{newest.public_id}/")


# CSV


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝"])
def test_download_is_safe_against_formulas(client, cast, start):
    row = ContributionFactory(place=cast.county, credit_name=f"{start}HYPERLINK(1)")
    Contribution.objects.filter(pk=row.pk).update(text=f"{start}1+1", credit_name=f"{start}cmd")

    [line] = read_csv(client.get("/contributions/download.csv"))

    assert line["text"].startswith("'")
    assert line["credit_name"].startswith("'")


def test_download_holds_all_that_match(client, cast):
    row = ContributionFactory(
        place=cast.bryn_teg,
        organisations=[cast.council],
        answered=True,
        text='He said "no",\nand went.',
        with_point=True,
    )
    ContributionFactory(place=cast.county)

    [line] = read_csv(client.get("/contributions/download.csv?place=bryn-teg"))

    assert line["public_id"] == row.public_id
    assert line["text"] == row.text
    assert (line["place"], line["answers"]) == ("Bryn Teg", "council: answered")
    assert float(line["latitude"]) == row.latitude


def test_download_of_a_very_common_word_leaves_nothing_out(client, cast, monkeypatch):
    monkeypatch.setattr("saidanddone.search.queries.LIMIT", 1)
    for _ in range(3):
        ContributionFactory(place=cast.bryn_teg, text="The bus never came.")

    assert len(read_csv(client.get("/contributions/download.csv?q=bus&place=bryn-teg"))) == 3


def test_every_field_is_in_the_download_or_left_out_with_a_reason():
    fields = {field.name for field in Contribution._meta.get_fields() if not field.auto_created or field.concrete}

    told = set(downloads.COLUMNS) | set(downloads.LEFT_OUT)

    assert fields <= told
    assert all(downloads.LEFT_OUT.values())
    assert not set(downloads.COLUMNS) & set(downloads.LEFT_OUT)


def test_one_client_cannot_download_without_end(client, cast):
    client.session.save()
    codes = [client.get("/contributions/download.csv").status_code for _ in range(61)]

    assert codes[0] == 200
    assert codes[-1] == 429


# the map


def test_map_gathers_at_places_what_has_no_point_of_its_own(client, cast):
    cast.bryn_teg.latitude, cast.bryn_teg.longitude = 52.4, -4.0
    cast.bryn_teg.save()
    for _ in range(2):
        ContributionFactory(place=cast.bryn_teg)
    own = ContributionFactory(place=cast.bryn_teg, with_point=True, kind="idea")

    features = client.get("/contributions/map.geojson?until=2026-03-02").json()["features"]

    assert [(f["properties"]["count"], f["geometry"]["coordinates"]) for f in features] == [
        (2, [-4.0, 52.4]),
        (1, [own.longitude, own.latitude]),
    ]
    assert features[0]["properties"]["url"] == "/contributions/?place=bryn-teg"


def test_map_of_many_gathers_all_at_places(client, cast, monkeypatch):
    monkeypatch.setattr(maps, "MOST_POINTS", 1)
    for _ in range(2):
        ContributionFactory(place=cast.county, with_point=True)

    response = client.get("/contributions/?view=map&kind=concern")

    [spot] = response.context["listing"].spots
    assert (spot.name, spot.count) == ("Aberwen", 2)
    assert spot.url == "/contributions/?place=aberwen&kind=concern"


def test_map_of_everything_counts_what_the_public_can_see(client, cast):
    ContributionFactory(place=cast.county)
    ContributionFactory(place=cast.county, hidden=True)
    ContributionFactory(place=cast.county, organisations=[cast.council], for_one_organisation=True)

    [spot] = client.get("/contributions/?view=map").context["listing"].spots

    assert spot.count == 1


# what may be seen, on every surface


STATES = {
    "public": {},
    "held": {"held": True},
    "hidden": {"hidden": True},
    "withdrawn": {"withdrawn": True},
    "for_one_organisation": {"for_one_organisation": True},
}
SURFACES = {
    "list": "/contributions/",
    "search": f"/contributions/?q={MARK}",
    "filtered": "/contributions/?place=bryn-teg&sort=oldest",
    "map": "/contributions/?view=map&kind=concern",
    "atom": "/contributions/feed.atom",
    "json": "/contributions/feed.json",
    "geojson": "/contributions/map.geojson?kind=concern",
    "csv": "/contributions/download.csv",
}
PUBLISHED_ONLY = {"public"}


def seen_by(viewer: str) -> set[str]:
    """Of what is published, what is theirs to see in the list; feeds, files and search hold what is for everyone."""
    return {"public", "for_one_organisation"} if viewer in OF_THE_COUNCIL else {"public"}


OF_THE_COUNCIL = {"connector", "officer", "lead", "steward", "resident", "moderator"}


def sign_in(client, cast, viewer):
    if viewer == "resident":
        session = client.session
        session["contributor"] = cast.mair.pk
        session.save()
    elif viewer != "stranger":
        client.force_login(Person.objects.get(pk=getattr(cast, ROLES_OF_CAST[viewer]).pk))


@pytest.mark.slow
@pytest.mark.parametrize("viewer", ["stranger", "resident", *ROLES_OF_CAST])
@pytest.mark.parametrize("state", STATES)
def test_only_what_may_be_seen_is_seen(client, cast, settings, state, viewer):
    settings.SECOND_FACTOR_REQUIRED = False
    row = ContributionFactory(
        text=f"{MARK} stands by the bus stop.",
        place=cast.bryn_teg,
        organisations=[cast.council],
        contributor=cast.mair,
        with_point=True,
        **STATES[state],
    )
    sign_in(client, cast, viewer)

    for surface, url in SURFACES.items():
        response = client.get(url)
        content = b"".join(response) if response.streaming else response.content
        is_for_all = surface in ("atom", "json", "geojson", "csv", "search")
        expected = state in (PUBLISHED_ONLY if is_for_all else seen_by(viewer))
        assert (row.public_id in content.decode()) is expected, (surface, viewer, state)
        assert (f"{MARK} stands" in content.decode()) is expected, (surface, viewer, state)
