"""A form changes what it shows and nothing else, whatever more is sent with it.

Each form of each page is sent twice: as it is, and with every field name of every model beside its own. The second may
not change one column more, nor write another value, than the first.
"""

import re
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import models, reset_queries

from tests.security import walk
from tests.security.forms import forms_of
from tests.security.undoing import undone

RANDOM = re.compile(
    r"(^id$|^at$|_id$|public_id|_at$|token|hash|key|salt|nonce|content|session_data|expire_date|args_kwargs|about_id|worker_ids"
    r"|next_attempt_at|body|dedupe_key|file$|code)"
)
"""Columns whose value differs from one time to the next by themselves."""
MORE = ("resident", "stranger", "connector", "officer", "lead", "steward", "administrator")
VIEWERS = ["moderator", *[pytest.param(who, marks=pytest.mark.slow) for who in MORE]]


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
        return "2001-01-01T00:00:00Z"
    if isinstance(field, models.DateField):
        return "2001-01-01"
    if isinstance(field, models.IntegerField | models.FloatField | models.ForeignKey | models.AutoField):
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
            found.append((table, "added", tuple(sorted(settled(new).items()))))
        elif new is None:
            found.append((table, "taken away", key[1]))
        elif old != new:
            changed = {name: value for name, value in new.items() if old[name] != value}
            found.append((table, key[1], tuple(sorted(settled(changed, keep_names=True).items()))))
    return sent.status_code, sorted(map(str, found))


def settled(row, *, keep_names=False):
    """Without the values that differ by themselves; their names stay where only a change is told."""
    return {
        name: ("…" if RANDOM.search(name) else repr(value))
        for name, value in row.items()
        if keep_names or not RANDOM.search(name)
    }


@pytest.mark.parametrize("who", VIEWERS)
def test_what_a_form_does_not_show_cannot_be_sent_with_it(world, who):
    client, wrong, written = walk.client_of(world, who), [], 0
    before = rows()

    for form in forms_of(world, who):
        if form.method == "POST" and "/account/" not in form.action:
            own = {name for name, _ in form.fields}
            more = [(name, value) for name, value in every_field_name().items() if name not in own]
            status, plain = changes(client, form, before)
            status_with_more, loaded = changes(client, form.with_more(*more), before)
            written += bool(plain)
            if plain != loaded or status != status_with_more:
                differ = set(plain) ^ set(loaded)
                wrong.append(f"{form.id}: {status} and {status_with_more}, {sorted(differ)}")

    assert not wrong, "\n".join(wrong)
    assert written, "no form of this viewer writes anything, so that this proves nothing"
