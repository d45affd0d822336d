"""The forms that a page holds, read as a browser reads them, filled in and sent.

`client_of` gives a browser that has come as far as one can in everything that takes several pages, so that the forms of
later steps stand on the pages that it opens: speaking, an address with its code, an invitation, keeping what one said.
"""

from dataclasses import dataclass, replace
from types import SimpleNamespace
from unittest.mock import patch
from urllib.parse import urlencode, urljoin

from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from saidanddone.contributions import addresses, speaking
from saidanddone.contributions.models import Answer
from saidanddone.core import clock
from saidanddone.people import actions as people
from saidanddone.people.models import Contributor, Invitation, Person
from saidanddone.people.queries import CONTRIBUTOR_SESSION_KEY
from saidanddone.people.views.invitations import SESSION_KEY as INVITATION_SESSION_KEY
from tests.contributions.factories import AnswerFactory, ContributionFactory
from tests.people.cast import ROLES_OF_CAST
from tests.people.factories import ContributorFactory
from tests.security import walk
from tests.security.walk import Visit, World

WORDS = "The bus did not come."
BY_TYPE = {
    "email": "somebody@example.org",
    "number": "3",
    "date": "2026-03-02",
    "url": "https://example.org/",
    "tel": "07700 900123",
    "search": "bus",
    "password": "a long enough phrase",
    "color": "#ffffff",
}
CODE = "123456"
TRAP = "website"
"""A field that nobody sees; whoever fills it in is a machine, and is sent back."""
STEPS = {
    "what": {"kind": ["concern"], "text": [WORDS], "language": ["en"]},
    "where": {"place": ["bryn-teg"]},
    "whom": {"organisations": ["council"], "audience": ["public"]},
    "you": {"credit": ["pseudonym"], "pseudonym": ["Robin"]},
}
"""What was answered in each step of speaking."""


def client_of(world: World, who: str) -> Client:
    """A browser of one of the cast, with every later step ahead of it. Signed in, it has a return link open as well.

    `also` holds the pages that it can open beside those that everyone opens.
    """
    client = walk.client_of(world, who)
    client.also = []
    at, session = clock.now(), client.session
    browser = SimpleNamespace(session=session)
    speaking.save(browser, speaking.Progress("c" * 64, at.timestamp() - 60, STEPS))
    if who != "stranger":
        contributor = world.cast.mair if who == "resident" else ContributorFactory(name="Gwen")
        session[CONTRIBUTOR_SESSION_KEY] = contributor.pk
        answer = _answered(world, contributor)
        client.also = [
            ("your_contribution", reverse("your_contribution", args=[answer.contribution.public_id])),
            ("give_verdict", reverse("give_verdict", args=[answer.public_id])),
        ]
    if who in ROLES_OF_CAST:
        person = getattr(world.cast, ROLES_OF_CAST[who])
        session[INVITATION_SESSION_KEY] = _invited(world, person).pk
    if who != "stranger":
        with patch.object(addresses.secrets, "randbelow", return_value=int(CODE)):
            addresses.new_code(browser, "somebody@example.org", at)
    session.save()
    return client


def _answered(world: World, contributor: Contributor) -> Answer:
    """An answer that somebody without an account has not yet judged."""
    facts = {"place": world.cast.county, "organisations": [world.cast.council]}
    said = ContributionFactory(at=world.at, contributor=contributor, **facts)
    return AnswerFactory(contribution=said, at=world.at)


def _invited(world: World, person: Person) -> Invitation:
    cast, by = world.cast, world.cast.viewer("administrator")
    others = cast.homes if person == cast.owen else cast.council
    people.invite(by=by, organisation=others, role="steward", email=person.email, language="en", at=clock.now())
    return Invitation.objects.order_by("-pk").first()


@dataclass(frozen=True)
class Form:
    """One form, as somebody would send it who takes the first choice and writes a plain sentence."""

    page: str
    who: str
    action: str
    method: str
    fields: tuple[tuple[str, str], ...]
    typed: frozenset[str]
    """Names of the fields that a person writes into."""

    @property
    def id(self) -> str:
        return f"{self.page} → {self.action} as {self.who}"

    def filled(self, value: str) -> "Form":
        """With `value` in everything that a person writes."""
        return replace(self, fields=tuple((name, value if name in self.typed else kept) for name, kept in self.fields))

    def with_more(self, *more: tuple[str, str]) -> "Form":
        return replace(self, fields=(*self.fields, *more))

    def send(self, client: Client) -> Visit:
        body = urlencode(self.fields, errors="surrogateescape")
        if self.method == "GET":
            return walk.visit(client, self.who, self.page, f"{self.action.split('?')[0]}?{body}")
        kind = "application/x-www-form-urlencoded"
        return walk.visit(client, self.who, self.page, self.action, "POST", data=body, content_type=kind)


def forms_on(visit: Visit) -> list[Form]:
    if not visit.is_html or not visit.body.strip():
        return []
    return [each for form in lxml_html.fromstring(visit.body).iter("form") for each in _read(form, visit)]


def _read(form, visit: Visit) -> list[Form]:
    """The form as the Enter key sends it from a field, and once more for each button that has a name."""
    fields, typed, buttons = [], set(), {}
    for element in form.iter("input", "select", "textarea", "button"):
        name = element.get("name")
        if not name or element.get("disabled") is not None or name == "csrfmiddlewaretoken":
            continue
        if element.tag == "button":
            buttons.setdefault(name, element.get("value", ""))
            continue
        value, is_typed = _value(element, [each for each, _ in fields])
        if value is not None:
            fields.append((name, value))
            if is_typed:
                typed.add(name)
    action = urljoin(f"http://testserver{visit.url}", form.get("action") or visit.url)
    address = action.removeprefix("http://testserver")
    method = (form.get("method") or "get").upper()
    plain = Form(visit.name, visit.who, address, method, tuple(fields), frozenset(typed))
    pressed = [plain.with_more(button) for button in buttons.items()]
    return [plain, *pressed] if fields or not pressed else pressed


def _value(element, taken) -> tuple[str | None, bool]:
    if element.tag == "select":
        options = [option.get("value", option.text or "") for option in element.iter("option")]
        return next((value for value in options if value), ""), False
    if element.tag == "textarea":
        return element.text.lstrip("\n") if (element.text or "").strip() else WORDS, True
    kind = element.get("type", "text")
    if kind in ("radio", "checkbox"):
        is_first = element.get("name") not in taken
        return (element.get("value", "on"), False) if is_first else (None, False)
    if kind == "hidden":
        return element.get("value", ""), False
    if kind in ("submit", "button", "image", "reset", "file"):
        return None, False
    if element.get("name") == TRAP:
        return "", False
    typed = CODE if element.get("name") == "code" else BY_TYPE.get(kind, WORDS[:20])
    return element.get("value") or typed, True


def forms_of(client: Client, world: World, who: str) -> list[Form]:
    """Every form on every page that a client of one of the cast can open, and on every page that such a form leads to
    (an answer is looked at before it is sent). Each address of a form once, with each set of fields.
    """
    found: dict[tuple[str, str], Form] = {}
    pages = [*client.also, *((name, walk.url(world, name)) for name in walk.readable())]
    for name, address in pages:
        _add(found, walk.visit(client, who, name, address))
    for form in list(found.values()):
        if form.method == "POST" and "/account/" not in form.action:
            _add(found, form.send(client))
    return list(found.values())


def _add(found: dict[tuple[str, str], Form], visit: Visit) -> None:
    for form in forms_on(visit) if visit.status == 200 else ():
        names = ",".join(sorted(name for name, _ in form.fields))
        found.setdefault((form.action.split("?")[0], names), form)
