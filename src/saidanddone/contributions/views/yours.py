"""One's own page: follow what one said, change it, take it back, download and erase."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saidanddone.contributions import actions, addresses, archives, signals, speaking
from saidanddone.contributions.forms import (
    CodeForm,
    ConfirmForm,
    ConsentForm,
    ContactForm,
    CreditForm,
    FilesForm,
    NarrowForm,
    TextForm,
)
from saidanddone.contributions.models import Attachment, Contribution
from saidanddone.contributions.own_pages import own_page
from saidanddone.contributions.queries import yours as queries
from saidanddone.contributions.queries.held import files_of, held_about
from saidanddone.core import clock
from saidanddone.core.paging import page_number
from saidanddone.core.requests import Request
from saidanddone.core.rules import Refused
from saidanddone.core.throttle import ClientThrottle
from saidanddone.people import actions as people
from saidanddone.people.queries import return_link_url
from saidanddone.people.sessions import forget_contributor

CODES = ClientThrottle("address-code", limit=5, address_limit=60, seconds=1800)


@own_page("GET", "HEAD")
def yours(request: Request) -> HttpResponse:
    signals.came_back.send(sender="yours", by=request.viewer, at=clock.now())
    page = queries.page_of_own(request.viewer, number=page_number(request.GET.get("page")))
    context = {
        "page": page,
        "own": queries.with_steps(page.rows, on=clock.local_date(clock.now())),
        "supported": queries.supported(request.viewer)[:20],
        "emails": queries.addresses(request.viewer),
    }
    return render(request, "contributions/yours.html", context)


@own_page("GET", "HEAD")
def contribution(request: Request, public_id: str) -> HttpResponse:
    said = _said(request, public_id)
    (own,) = queries.with_steps([said], on=clock.local_date(clock.now()))
    context = {"own": own, "said": said, "may": queries.abilities(request.viewer, said)}
    return render(request, "contributions/yours_one.html", context)


@own_page("GET", "POST")
def words(request: Request, public_id: str) -> HttpResponse:
    said = _said(request, public_id)
    form = TextForm(request.POST or None, initial={"text": said.text})

    def act() -> object:
        return actions.correct(by=request.viewer, at=clock.now(), contribution=said, text=form.cleaned_data["text"])

    return _change(request, said, form, "words", act)


@own_page("GET", "POST")
def name(request: Request, public_id: str) -> HttpResponse:
    said = _said(request, public_id)
    form = CreditForm(request.POST or None, initial=CreditForm.initial_of(said))

    def act() -> object:
        given = {each: form.cleaned_data[each] for each in ("credit", "credit_name")}
        return actions.change_credit(by=request.viewer, at=clock.now(), contribution=said, **given)

    return _change(request, said, form, "name", act)


@own_page("GET", "POST")
def consent(request: Request, public_id: str) -> HttpResponse:
    said = _said(request, public_id)
    given = {"may_be_quoted": said.may_be_quoted, "may_be_contacted": said.may_be_contacted}
    form = ConsentForm(request.POST if request.method == "POST" else None, initial=given)

    def act() -> object:
        return actions.change_consent(by=request.viewer, at=clock.now(), contribution=said, **form.cleaned_data)

    return _change(request, said, form, "consent", act)


@own_page("GET", "POST")
def audience(request: Request, public_id: str) -> HttpResponse:
    said = _said(request, public_id)
    form = NarrowForm(request.POST or None, contribution=said)

    def act() -> object:
        kind, only = form.chosen
        return actions.narrow_audience(by=request.viewer, at=clock.now(), contribution=said, audience=kind, only=only)

    return _change(request, said, form, "audience", act)


@own_page("GET", "POST")
def files(request: Request, public_id: str) -> HttpResponse:
    said = _said(request, public_id)
    form = FilesForm(request.POST or None, request.FILES or None)

    def act() -> None:
        for upload in form.cleaned_data["files"]:
            actions.attach(by=request.viewer, at=clock.now(), contribution=said, upload=upload)

    return _change(request, said, form, "files", act)


@own_page("POST")
def detach(request: Request, public_id: str) -> HttpResponse:
    rows = Attachment.objects.filter(contribution__contributor__in=request.viewer.contributor_ids)
    attachment = get_object_or_404(rows.select_related("contribution"), public_id=public_id)
    actions.detach(by=request.viewer, at=clock.now(), attachment=attachment)
    messages.success(request, _("The file is deleted."))
    return redirect("your_contribution", attachment.contribution.public_id)


@own_page("GET", "POST")
def withdraw(request: Request, public_id: str) -> HttpResponse:
    said = _said(request, public_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        return actions.withdraw(by=request.viewer, at=clock.now(), contribution=said)

    return _change(request, said, form, "withdraw", act)


@own_page("GET", "POST")
def email(request: Request) -> HttpResponse:
    """Give or change the address: a code goes there first. Or take it away."""
    own, at = queries.reached_here(request.viewer), clock.now()
    if request.POST.get("remove"):
        return _remove_address(request)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        CODES.hit(request, at=at.timestamp())
        address = form.cleaned_data["email"]
        code = addresses.new_code(request, address, at)
        actions.send_address_code(by=request.viewer, at=at, contributor=own[0], email=address, code=code)
        return redirect("your_code")
    context = {"form": form, "emails": sorted({each.email for each in own if each.email})}
    return render(request, "contributions/yours_email.html", context, status=400 if form.errors else 200)


@own_page("GET", "POST")
def code(request: Request) -> HttpResponse:
    """Type in the code that was sent."""
    at = clock.now()
    address = addresses.waiting_address(request, at)
    if address is None:
        return redirect("your_email")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if addresses.is_code(request, form.cleaned_data["code"], at):
            addresses.forget(request, addresses.EMAIL)
            _change_address(request, address)
            messages.success(request, _("We can now tell you what happens, at this address."))
            return redirect("yours")
        form.add_error("code", _("This is not the code. Look again, or have a new one sent."))
    context = {"form": form, "address": address}
    return render(request, "contributions/yours_code.html", context, status=400 if form.errors else 200)


@own_page("GET", "POST")
def link(request: Request) -> HttpResponse:
    """A new return link in place of all earlier ones, whichever of them brought one here. It is shown once."""
    if request.method == "GET":
        return render(request, "contributions/yours_link.html", {"form": ConfirmForm()})
    by, at = request.viewer, clock.now()
    tokens = [
        (people.rotate_return_link(by=by, contributor=each, at=at), each.language) for each in queries.contributors(by)
    ]
    return _show_links(request, tokens, first=_("Earlier links no longer work."))


@own_page("GET", "HEAD")
def download(request: Request) -> HttpResponse | FileResponse:
    """All that is held, for its owner alone."""
    held = held_about(request.viewer, at=clock.now())
    file = archives.archive(held, files_of(request.viewer))
    response = FileResponse(file, as_attachment=True, filename="said-and-done.zip", content_type="application/zip")
    response["Cache-Control"] = "no-store, private"
    return response


@own_page("GET", "POST")
def erase(request: Request) -> HttpResponse:
    """Delete everything: explained on one page, asked once more, done."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 400 if form.errors else 200
        return render(request, "contributions/yours_erase.html", {"form": form}, status=status)
    for contributor in queries.contributors(request.viewer):
        actions.erase_contributor(by=request.viewer, at=clock.now(), contributor=contributor)
    addresses.forget(request)
    speaking.discard(request)
    forget_contributor(request)
    return redirect("erased")


@login_not_required
@require_http_methods(["GET", "HEAD"])
def erased(request: Request) -> HttpResponse:
    return render(request, "contributions/erased.html")


def _said(request: Request, public_id: str) -> Contribution:
    return get_object_or_404(queries.own(request.viewer), public_id=public_id)


def _change_address(request: Request, address: str) -> None:
    for contributor in queries.reached_here(request.viewer):
        people.change_contact_details(
            by=request.viewer,
            contributor=contributor,
            at=clock.now(),
            name=contributor.name,
            email=address,
            language=contributor.language,
        )


def _remove_address(request: Request) -> HttpResponse:
    """With the address go the links that were sent there; whoever has no account gets one to keep instead."""
    own = queries.reached_here(request.viewer)
    _change_address(request, "")
    if all(each.person_id for each in own):
        messages.success(request, _("Your email address is removed. We write to your account's address instead."))
        return redirect("yours")
    by, at = request.viewer, clock.now()
    tokens = [(people.issue_return_link(by=by, contributor=each, at=at), each.language) for each in own]
    removed = _("Your email address is removed. We send you nothing more, and links that we sent there are closed.")
    return _show_links(request, tokens, first=removed)


def _show_links(request: Request, tokens: list[tuple[str, str]], *, first: str) -> HttpResponse:
    links = [return_link_url(token, language) for token, language in tokens]
    shown = [(link, speaking.qr_code(link)) for link in links]
    return render(request, "contributions/yours_new_link.html", {"links": shown, "first": first})


def _change(request: Request, said: Contribution, form: Form, page: str, act: Callable[[], object]) -> HttpResponse:
    """Show the form of a change; once it is filled in, make the change and say so."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Changed."))
            return redirect("your_contribution", said.public_id)
    context = {"form": form, "said": said, "may": queries.abilities(request.viewer, said)}
    return render(request, f"contributions/yours_{page}.html", context, status=400 if form.errors else 200)
