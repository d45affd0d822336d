"""Whatever somebody writes stays words: hostile text in every text field of every table, and every page looked at.

The fields are found from the models, the pages from the URL conf, so that a new field or page is tried by itself.
"""

import csv
import io
import json
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import models
from lxml import etree
from lxml import html as lxml_html

from saidanddone.core.text import clean_text
from tests.security import walk
from tests.security.forms import client_of, forms_of

LONG = (
    """=HYPERLINK("x")'"></script></style></title></textarea><xss-probe onload="x"><img src=x onerror=xss_probe>"""
    """<svg/onload=xss_probe>[a](javascript:xss_probe)[b](data:text/html,<xss-probe>)&lt;xss-probe&gt;{{7|add:7}}"""
)
SHORT = """=1'"><xss-probe onload=x>"""
TINY = """'"><a>"""
NOT_WRITTEN_BY_PEOPLE = {
    "public_id", "slug", "batch", "path", "terms", "file", "media_type", "sha256",
    "token_hash", "reporter_key", "dedupe_key",
    "import_key", "submission_key", "source_id", "source_kind", "about_kind", "about_id", "channel", "password",
    "file_hash", "browser_key", "scope", "measure", "language", "kind",
}  # fmt: skip
"""Made by the site, or read from a list: nobody's words reach them."""
SHOWS_BACK = {"contributions", "contributions_map", "contributions_atom", "search", "desk_moderation", "desk_inbox"}
LEFT_ALONE = {"record", "contenttypes", "sessions", "auth"}
"""The record cannot be changed at all; its own tests give it hostile content."""
MORE = ("stranger", "moderator", "officer", "lead", "steward", "administrator", "connector")
SLOW = [pytest.param(who, marks=pytest.mark.slow) for who in MORE]
VIEWERS = ["resident", *SLOW]


def text_fields():
    for model in apps.get_models():
        if model.__module__.startswith("saidanddone.") and model._meta.app_label not in LEFT_ALONE:
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
                if is_text and field.name not in NOT_WRITTEN_BY_PEOPLE and not isinstance(field, models.SlugField):
                    yield model, field


def hostile(field):
    if isinstance(field, models.EmailField):
        return None
    if isinstance(field, models.URLField):
        return "javascript:xss_probe//https://example.org/"
    room = field.max_length or 5000
    return next(text for text in (LONG, SHORT, TINY) if len(text) <= room or text is TINY)[:room]


@pytest.fixture
def hostile_world(world):
    """The world, with hostile words in every field that people's words can reach, past every form's cleaning."""
    changed = 0
    for model, field in text_fields():
        if (value := hostile(field)) is None:
            continue
        rows = model._base_manager.exclude(**{field.name: ""})
        unique = field.unique or any(field.name in getattr(c, "fields", ()) for c in model._meta.constraints)
        if unique:
            continue
        changed += rows.update(**{field.name: value})
    assert changed > 30
    return world


def probes(visit):
    """What of the hostile words came alive on a page."""
    kind = visit.headers.get("Content-Type", "")
    if kind.startswith("text/html"):
        yield from in_html(visit.body)
    elif "xml" in kind:
        tree = etree.fromstring(visit.body.encode())
        yield from (f"element {each.tag}" for each in tree.iter("{*}xss-probe", "xss-probe"))
        for each in tree.iter("{http://www.w3.org/2005/Atom}content", "{http://www.w3.org/2005/Atom}title"):
            if each.get("type") == "html":
                yield from in_html(each.text or "")
    elif "json" in kind:
        for value in strings(json.loads(visit.body), keys=("content_html", "html")):
            yield from in_html(value)
    elif "csv" in kind:
        for row in csv.reader(io.StringIO(visit.body.lstrip("\ufeff"))):
            yield from (f"formula {cell[:30]}" for cell in row if cell.lstrip(" ").startswith(("=", "+", "@", "\t")))


def in_html(body):
    if not body.strip():
        return
    for element in lxml_html.fromstring(body).iter(etree.Element):
        if element.tag in ("xss-probe", "{http://www.w3.org/1999/xhtml}xss-probe"):
            yield f"element after {(element.getprevious() is not None and element.getprevious().tag) or 'start'}"
        for name, value in element.attrib.items():
            if name.startswith("on") or "xss-probe" in name:
                yield f"attribute {name} on {element.tag}"
            is_address = name in ("href", "src", "action", "formaction", "poster", "data", "xlink:href")
            if is_address and value.strip().lower().startswith(("javascript:", "data:text", "vbscript:")):
                yield f"{name}={value[:30]} on {element.tag}"


def strings(value, keys):
    if isinstance(value, dict):
        for key, each in value.items():
            if key in keys and isinstance(each, str):
                yield each
            else:
                yield from strings(each, keys)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each, keys)


@pytest.mark.parametrize("who", VIEWERS)
def test_hostile_words_come_alive_on_no_page(hostile_world, who):
    found = [f"{v}: {probe}" for v in walk.walk(hostile_world, who) for probe in [*probes(v), *broken(v)]]

    assert not found, "\n".join(found)


def broken(visit):
    if visit.status >= 500:
        yield visit.body[:300]


@pytest.mark.parametrize("who", ["resident", *SLOW])
def test_hostile_words_sent_in_a_form_come_alive_in_no_answer(world, who):
    client = client_of(world, who)
    found = []

    for form in forms_of(client, world, who):
        visit = form.filled(LONG).send(client)
        found += [f"{form.id}: {visit.status} {probe}" for probe in [*probes(visit), *broken(visit)]]

    assert not found, "\n".join(found)


def test_hostile_words_in_an_address_come_alive_on_no_page(world):
    client = walk.client_of(world, "stranger")
    found = []

    for name in walk.readable():
        for query in (f"q={quote(LONG)}", f"{quote(LONG)}=1") if name in SHOWS_BACK else (f"page={quote(LONG)}",):
            visit = walk.visit(client, "stranger", name, f"{walk.url(world, name)}?{query}")
            found += [f"{visit} ?{query[:20]}: {probe}" for probe in [*probes(visit), *broken(visit)]]

    assert not found, "\n".join(found)


def test_the_words_used_here_survive_cleaning_so_that_the_test_means_something():
    assert "<xss-probe onload" in clean_text(LONG)
    assert list(in_html(f"<p>{LONG}</p>"))
