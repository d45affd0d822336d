"""How far somebody has come in saying something: kept in the session, and signed in each page of the form.

The copy in the page is why words survive a session that ended, a throttle, the back button and a second tab. It holds
only what passed a form, so it is bounded; nobody else can read it, and nobody can change it.
"""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import segno
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.forms import Form, ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString, mark_safe

STEPS = ("what", "where", "whom", "you")
KEPT_SECONDS = 2 * 24 * 3600
_SESSION_KEY, _DONE_KEY = "speaking", "spoken"
_SALT = "saidanddone.contributions.speaking"

Answers = Mapping[str, list[str]]


def answers_of(form: Form) -> Answers:
    """What passed a form, as a browser would send it again: no more than its fields hold."""
    data: dict[str, list[str]] = {}
    for name, form_field in form.fields.items():
        value = form.cleaned_data.get(name)
        if isinstance(value, date):
            parts = form_field.widget.decompress(value)
            data |= {
                f"{name}_{part}": [str(number)] for part, number in zip(("day", "month", "year"), parts, strict=True)
            }
        elif isinstance(form_field, ModelMultipleChoiceField):
            data[name] = [str(getattr(each, form_field.to_field_name or "pk")) for each in value or ()]
        elif isinstance(form_field, ModelChoiceField) and value is not None:
            data[name] = [str(getattr(value, form_field.to_field_name or "pk"))]
        elif value not in (None, "", False):
            data[name] = ["on" if value is True else str(value)]
    return data


@dataclass(frozen=True, slots=True)
class Progress:
    """The answers given so far, by step, as the browser sent them; the key that makes it one contribution."""

    key: str
    began_at: float
    answers: Mapping[str, Answers] = field(default_factory=dict)
    wishes: Mapping[str, str] = field(default_factory=dict)

    def data(self, step: str) -> QueryDict | None:
        """What was answered in a step, as a form takes it."""
        if step not in self.answers:
            return None
        data = QueryDict(mutable=True)
        for name, values in self.answers[step].items():
            data.setlist(name, values)
        return data

    def with_answers(self, step: str, given: Answers) -> "Progress":
        """With a step answered. Another place asks anew to whom, as other organisations serve it."""
        answers = {**self.answers, step: given}
        if step == "where" and self.answers.get("where", {}).get("place") != given.get("place"):
            answers.pop("whom", None)
        return replace(self, answers=answers)

    def missing(self) -> str | None:
        """The first step that has no answer yet."""
        return next((step for step in STEPS if step not in self.answers), None)

    def may_open(self, step: str) -> bool:
        """Whether all steps before it are answered."""
        missing = self.missing()
        return missing is None or STEPS.index(step) <= STEPS.index(missing)

    @property
    def sealed(self) -> str:
        """For the page: signed, so that it comes back as it went."""
        return signing.dumps(
            {"key": self.key, "began_at": self.began_at, "answers": self.answers, "wishes": self.wishes},
            salt=_SALT,
            compress=True,
        )


def qr_code(address: str) -> SafeString:
    """An address as a picture to point a phone at: our own SVG, without anything of a stranger's."""
    return mark_safe(segno.make(address, micro=False).svg_inline(scale=4, border=2))  # noqa: S308


def begin(at: datetime, wishes: Mapping[str, str] | None = None) -> Progress:
    return Progress(secrets.token_hex(32), at.timestamp(), wishes=wishes or {})


def load(request: HttpRequest, at: datetime) -> Progress:
    """From the page that was sent, else from the session, else from the start."""
    sent = _unsealed(request.POST.get("progress", ""))
    kept = request.session.get(_SESSION_KEY)
    if sent:
        return Progress(**sent)
    return Progress(**kept) if kept else begin(at)


def _unsealed(sealed: str) -> dict[str, Any] | None:
    if not sealed:
        return None
    try:
        found: dict[str, Any] = signing.loads(sealed, salt=_SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    return found


def save(request: HttpRequest, progress: Progress) -> None:
    request.session[_SESSION_KEY] = {
        "key": progress.key,
        "began_at": progress.began_at,
        "answers": progress.answers,
        "wishes": progress.wishes,
    }


def discard(request: HttpRequest) -> None:
    request.session.pop(_SESSION_KEY, None)


def finish(request: HttpRequest, *, public_id: str, token: str | None, for_other: bool) -> None:
    """Remember what the last page shows. The token is encrypted: at rest it is as good as hashed."""
    discard(request)
    sealed = _cipher().encrypt(token.encode()).decode() if token else None
    request.session[_DONE_KEY] = {"public_id": public_id, "token": sealed, "for_other": for_other}


@dataclass(frozen=True, slots=True)
class Done:
    """What the last page shows."""

    public_id: str
    token: str | None = field(repr=False)
    for_other: bool


def done(request: HttpRequest) -> Done | None:
    kept = request.session.get(_DONE_KEY)
    if not kept:
        return None
    return Done(kept["public_id"], _decrypted(kept["token"]), kept["for_other"])


def _decrypted(sealed: str | None) -> str | None:
    """The token, for as long as somebody may still want to write it down."""
    if sealed is None:
        return None
    try:
        return _cipher().decrypt(sealed.encode(), ttl=KEPT_SECONDS).decode()
    except InvalidToken:
        return None


def _cipher() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"{_SALT}:{settings.SECRET_KEY}".encode()).digest()))
