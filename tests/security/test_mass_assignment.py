"""A form changes what it shows and nothing else, whatever more is sent with it.

Each form of each page, and of each later step, is sent twice: as it is, and with every field name of every model beside
its own. The second may not change one column more, nor write another value, nor lead to another row, than the first.
"""

import re
from urllib.parse import urlencode

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import models, reset_queries

from saidanddone.core.ids import PATTERN
from tests.security.forms import client_of, forms_of
from tests.security.undoing import undone

RANDOM = re.compile(
    r"^id$|public_id|token|hash|nonce|salt|^content$|session_data|args_kwargs|body|dedupe_key|_key$|file$|code|worker_ids|^batch$"
)
"""Columns whose value differs from one time to the next by itself. A value that was sent is seen there all the same."""
NAMES_A_THING = ("about_id", "recipient", "private_links")
"""Columns that lead to a thing of any kind, by its public id."""
MOMENT = "2001-01-01T00:00:00Z"
WRITERS = ("moderator", "stranger", "connector", "officer", "other_officer", "lead", "steward", "administrator")
VIEWERS = [pytest.param(who, marks=pytest.mark.slow) for who in ("resident", *WRITERS)]
LATER_STEPS = {
    "resident": ("/say/check/", "/verdict/", "/yours/email/code/"),
    "officer": ("/answer/", "/invitation/", "/return-link/keep/"),
}
"""Forms that stand on no page which simply opens, so that a test would not notice that they are gone."""


def every_field_name():
    """Name and a hostile value, for each field of each of our models."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("saidanddone."):
            for field in model._meta.concrete_fields:
                found[field.name] = found[field.attname] = hostile(field)
    return found


def hostile(field):
    if field.choices:
        return str(list(field.choices)[-1][0])
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField):
        return MOMENT
    if isinstance(field, models.DateField):
        return MOMENT[:10]
    if isinstance(field, models.ForeignKey):
        rows = field.related_model._base_manager
        return str(rows.order_by("-pk").values_list("pk", flat=True).first() or 1)
    if isinstance(field, models.IntegerField | models.FloatField | models.AutoField):
        return "1"
    return "hostile"


def rows():
    """Every row of every table, by table and key."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model is Session:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values(*names):
            found[model._meta.db_table, row[model._meta.pk.attname]] = row
    return found


def changes(client, form, before):
    """What sending a form did: columns changed with their new values, rows added and rows taken away."""
    reset_queries()
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    with undone():
        sent = client.generic(
            form.method, form.action, urlencode(form.fields), content_type="application/x-www-form-urlencoded"
        )
        after = rows()
    client.cookies.clear()
    client.cookies.load(kept)
    cache.clear()
    found = []
    for key in before.keys() | after.keys():
        table, old, new = key[0], before.get(key), after.get(key)
        if old is None:
            found.append((table, "added", settled(table, new, before)))
        elif new is None:
            found.append((table, "taken away", key[1]))
        elif old != new:
            changed = {name: value for name, value in new.items() if old[name] != value}
            found.append((table, key[1], settled(table, changed, before)))
    return sent.status_code, sorted(map(str, found))


POINTS_TO = {
    (model._meta.db_table, field.attname): field.related_model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    for field in model._meta.concrete_fields
    if field.related_model
}


def settled(table, row, before):
    """What can be compared of a row: what differs by itself left out, and new rows that it leads to just called new."""
    return tuple(sorted((name, settled_value(table, name, value, before)) for name, value in row.items()))


def settled_value(table, name, value, before):
    if target := POINTS_TO.get((table, name)):
        return repr(value) if value is None or (target, value) in before else "a new row"
    if name in NAMES_A_THING:
        known = {row["public_id"] for row in before.values() if "public_id" in row}
        return re.sub(PATTERN, lambda found: found[0] if found[0] in known else "something new", str(value))
    return "…" if RANDOM.search(name) and "hostile" not in str(value) else repr(value)


def fields_of(action, forms):
    """All that an address takes: a button beside an answer sends less than the page on which words go with it."""
    return {name for form in forms if form.action.split("?")[0] == action.split("?")[0] for name, _ in form.fields}


@pytest.mark.parametrize("who", VIEWERS)
def test_what_a_form_does_not_show_cannot_be_sent_with_it(world, who, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # so many names that the site would refuse them all unread
    with time_machine.travel(world.at, tick=False):
        client, wrong, written = client_of(world, who), [], []
        before, more, forms = rows(), every_field_name(), forms_of(client, world, who)

        for form in forms:
            if form.method == "POST" and "/account/" not in form.action:
                own = fields_of(form.action, forms)
                added = [(name, value) for name, value in more.items() if name not in own]
                status, plain = changes(client, form, before)
                status_with_more, loaded = changes(client, form.with_more(*added), before)
                written += [form.action] if plain else []
                if plain != loaded or status != status_with_more:
                    differ = set(plain) ^ set(loaded)
                    wrong.append(f"{form.id}: {status} and {status_with_more}, {sorted(differ)}")

    assert not wrong, "\n".join(wrong)
    assert written, "no form of this viewer writes anything, so that this proves nothing"
    for part in LATER_STEPS.get(who, ()):
        assert [action for action in written if part in action], f"nothing is written by {part}"
