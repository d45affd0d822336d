"""The forms that a page holds, read as a browser reads them, filled in and sent."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode, urljoin

from django.test import Client
from lxml import html as lxml_html

from tests.security import walk
from tests.security.walk import Visit

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
    return [_read(form, visit) for form in lxml_html.fromstring(visit.body).iter("form")]


def _read(form, visit: Visit) -> Form:
    fields, typed = [], set()
    for element in form.iter("input", "select", "textarea", "button"):
        name = element.get("name")
        if not name or element.get("disabled") is not None or name == "csrfmiddlewaretoken":
            continue
        if element.tag == "button":
            continue
        value, is_typed = _value(element, [each for each, _ in fields])
        if value is not None:
            fields.append((name, value))
            if is_typed:
                typed.add(name)
    action = urljoin(f"http://testserver{visit.url}", form.get("action") or visit.url)
    address = action.removeprefix("http://testserver")
    method = (form.get("method") or "get").upper()
    return Form(visit.name, visit.who, address, method, tuple(fields), frozenset(typed))


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
    return element.get("value") or BY_TYPE.get(kind, WORDS[:20]), True


def forms_of(world, who: str) -> list[Form]:
    """Every form on every page that one of the cast can open, each address of a form once."""
    found: dict[tuple[str, str], Form] = {}
    for visit in walk.walk(world, who):
        if visit.status == 200:
            for form in forms_on(visit):
                key = (visit.name, form.action.split("?")[0])
                found.setdefault(key, form)
    by_action: dict[tuple[str, str], Form] = {}
    for form in found.values():
        names = ",".join(sorted(name for name, _ in form.fields))
        by_action.setdefault((form.action.split("?")[0], names), form)
    return list(by_action.values())
