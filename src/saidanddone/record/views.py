"""The record's pages, and the files that verifiers and witnesses read."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from saidanddone.core import clock
from saidanddone.core.paging import page_number
from saidanddone.core.refs import url_of
from saidanddone.core.viewer import STRANGER
from saidanddone.record import actions, queries, verify
from saidanddone.record.forms import FindEntryForm, ReceiptForm
from saidanddone.record.notes import MAX_NOTE_BYTES, BadNote, Note
from saidanddone.record.tiles import BadPath, Tile

TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
FOR_EVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=2"


@login_not_required
@require_safe
def record(request: HttpRequest, number: str | None = None) -> HttpResponse:
    find = FindEntryForm(request.GET if "entry" in request.GET else None)
    if find.is_valid():
        return redirect("record_entry", position=find.cleaned_data["entry"])
    page = queries.page_of(log_number(number), page_number(request.GET.get("page")))
    if page is None:
        raise Http404
    address = settings.SITE_URL + reverse("record")
    return render(request, "record/record.html", {"shown": page, "find": find, "address": address})


@login_not_required
@require_safe
def entry(request: HttpRequest, position: str, number: str | None = None) -> HttpResponse:
    found = queries.entry_at(int(position), log_number(number))
    if found is None:
        raise Http404
    context = {"entry": found, "about_url": url_of(found.about), "neighbours": queries.neighbours_of(found)}
    return render(request, "record/entry.html", context)


@login_not_required
def check(request: HttpRequest) -> HttpResponse:
    form = ReceiptForm(request.POST or None, request.FILES or None)
    proved = form.is_bound and form.is_valid() and form.proved
    return render(request, "record/check.html", {"form": form, "proved": proved}, status=400 if form.errors else 200)


def public_file(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A file for programs: anyone may read it, from any site."""

    @login_not_required
    @wraps(view)
    def shared(request: HttpRequest, **options: Any) -> HttpResponse:
        response = view(request, **options)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return shared


@public_file
@require_safe
def checkpoint(request: HttpRequest, number: str | None = None) -> HttpResponse:
    found = queries.newest_checkpoint(log_number(number))
    if found is None:
        raise Http404
    return HttpResponse(str(found.signed_note), TEXT, headers={"Cache-Control": BRIEFLY})


@public_file
@require_safe
def tile(request: HttpRequest, where: str, number: str | None = None) -> HttpResponse:
    found = queries.newest_checkpoint(log_number(number))
    try:
        kept = queries.tile_bytes(found, Tile.parse(where)) if found else None
    except BadPath:
        kept = None
    if kept is None:
        raise Http404
    return HttpResponse(kept, BYTES, headers={"Cache-Control": FOR_EVER})


@public_file
@require_safe
def key(request: HttpRequest, number: str | None = None) -> HttpResponse:
    log = queries.log_of(log_number(number))
    if log is None:
        raise Http404
    return HttpResponse(f"{log.key}\n", TEXT, headers={"Cache-Control": BRIEFLY})


@public_file
@require_safe
def witnesses(request: HttpRequest) -> HttpResponse:
    lines = [f"{each.key}\n" for each in queries.active_witnesses()]
    return HttpResponse("".join(lines), TEXT, headers={"Cache-Control": BRIEFLY})


@public_file
@require_safe
def content(request: HttpRequest, position: str, number: str | None = None) -> HttpResponse:
    found = queries.entry_at(int(position), log_number(number))
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.content), "application/json", headers={"Cache-Control": FOR_EVER})


@public_file
@require_safe
def receipt(request: HttpRequest, position: str, number: str | None = None) -> HttpResponse:
    found = queries.entry_at(int(position), log_number(number))
    given = queries.receipt_for(found) if found else None
    if given is None:
        raise Http404
    named = f'attachment; filename="entry-{position}.tlog-proof"'
    return HttpResponse(str(given), TEXT, headers={"Content-Disposition": named, "Cache-Control": "no-cache"})


@public_file
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    named = 'attachment; filename="verify.py"'
    source = Path(verify.__file__).read_bytes()
    return HttpResponse(source, TEXT, headers={"Content-Disposition": named, "Cache-Control": "no-cache"})


@csrf_exempt
@public_file
@require_POST
def witness(request: HttpRequest) -> HttpResponse:
    """Takes a checkpoint of ours with cosignatures under it; says how many were new."""
    try:
        note = Note.parse(request.read(MAX_NOTE_BYTES + 1).decode())
        added = actions.accept_cosignatures(by=STRANGER, at=clock.now(), note=note)
    except (BadNote, UnicodeDecodeError) as error:
        return HttpResponse(f"{error}\n", TEXT, status=400)
    return HttpResponse(f"{added}\n", TEXT)


def log_number(raw: str | None) -> int | None:
    """The number of the log in the address; None for the newest."""
    return None if raw is None else int(raw)
