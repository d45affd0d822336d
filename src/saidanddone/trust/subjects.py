"""Whom a trust page is about: the whole area, an organisation, a service or a place; and which rows are theirs.

subject = subject_of("organisation", "7k3m9qx2pd")
subject.narrow(Setback.objects.public())        only theirs, by the fields that the row has
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.core.languages import active
from saidanddone.core.refs import Ref
from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place

Rows = TypeVar("Rows", bound=QuerySet[Any])
AREA = "area"
KINDS: dict[str, str | Promise] = {
    AREA: _("The whole area"),
    "organisation": _("Organisation"),
    "service": _("Service"),
    "place": _("Place"),
}
LARGE = ("boundary", "outline")


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the three is there; none of them is the whole area. `top` is the one place that holds all others."""

    organisation: Organisation | None = None
    service: Service | None = None
    place: Place | None = None
    top: Place | None = None

    @property
    def kind(self) -> str:
        return next((name for name in ("organisation", "service", "place") if getattr(self, name)), AREA)

    @property
    def thing(self) -> Organisation | Service | Place | None:
        return self.organisation or self.service or self.place

    @property
    def name(self) -> str:
        return self.thing.local_name if self.thing else str(settings.AREA[active()])

    @property
    def kind_words(self) -> str | Promise:
        return KINDS[self.kind]

    @property
    def public_id(self) -> str:
        return self.thing.public_id if self.thing else ""

    @property
    def asked_about(self) -> Ref | None:
        """Under what surveys name it: those about the place that holds all others speak of the area."""
        if self.thing:
            return Ref(self.kind, self.public_id)
        return Ref("place", self.top.public_id) if self.top else None

    def url(self, page: str = "trust", **more: str) -> str:
        """`trust`, `trust_determinant`, `trust_json` or `trust_atom`, of this subject."""
        if self.thing is None:
            return reverse(f"{page}_area", kwargs=more)
        return reverse(page, kwargs={"kind": self.kind, "public_id": self.public_id} | more)

    @property
    def page_url(self) -> str:
        return self.url()

    @property
    def json_url(self) -> str:
        return self.url("trust_json")

    @property
    def atom_url(self) -> str:
        return self.url("trust_atom")

    @property
    def home_name(self) -> str:
        """Of its own page here: a service stands on that of its organisation."""
        return self.service.organisation.local_name if self.service else self.name

    @property
    def home_url(self) -> str:
        organisation = self.organisation or (self.service.organisation if self.service else None)
        if organisation:
            return reverse("organisation", args=[organisation.slug])
        return reverse("place", args=[self.place.slug]) if self.place else ""

    def narrow(
        self, rows: Rows, *, organisation: str = "organisation", service: str = "service", place: str = "place"
    ) -> Rows:
        """Only those of the subject; none where rows of that sort have no field (an empty name) to tell by."""
        if self.thing is None:
            return rows
        field = {"organisation": organisation, "service": service, "place": place}[self.kind]
        if not field:
            return rows.none()
        if self.place:
            return rows.filter(**{f"{field}__in": Place.objects.within(self.place).values("pk")})
        return rows.filter(**{field: self.thing})

    @property
    def listed(self) -> tuple[str, str] | None:
        """The parameter with which a public list shows only what is the subject's, where it knows that one."""
        if self.organisation:
            return "organisation", self.organisation.slug
        if self.service:
            return "service", self.service.public_id
        return ("place", self.place.slug) if self.place else None


def area() -> Subject:
    tops = list(Place.objects.filter(parent=None).defer(*LARGE).order_by("pk")[:2])
    return Subject(top=tops[0] if len(tops) == 1 else None)


def subject_of(kind: str, public_id: str) -> Subject:
    """Raises `Http404` where there is none."""
    if kind == "organisation":
        return Subject(organisation=get_object_or_404(Organisation, public_id=public_id))
    if kind == "service":
        return Subject(service=get_object_or_404(Service.objects.select_related("organisation"), public_id=public_id))
    if kind == "place":
        return Subject(place=get_object_or_404(Place.objects.defer(*LARGE), public_id=public_id))
    raise Http404
