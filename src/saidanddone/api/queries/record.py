"""The public record."""

import base64

from django.conf import settings
from django.urls import reverse

from saidanddone.api import schemas
from saidanddone.record.models import Entry
from saidanddone.record.queries import State


def record(state: State) -> schemas.Record:
    log, checkpoint = state.log, state.checkpoint
    return schemas.Record(
        is_standing=state.is_standing,
        size=state.size,
        waiting=state.waiting,
        origin=log.origin if log else None,
        verifier_key=log.verifier_key if log else None,
        root=base64.b64encode(bytes(checkpoint.root)).decode() if checkpoint else None,
        signed_at=checkpoint.signed_at if checkpoint else None,
        checkpoint=str(checkpoint.signed_note) if checkpoint else None,
        url=settings.SITE_URL + reverse("record"),
    )


def entry(row: Entry) -> schemas.Entry:
    return schemas.Entry(
        position=row.position,
        kind=row.kind,
        about=str(row.about),
        at=row.at,
        fields=row.facts,
        commitments=row.commitments,
        content=bytes(row.content).decode(),
        leaf_hash=bytes(row.leaf_hash).hex(),
    )
