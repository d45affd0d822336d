"""Trust on its six grounds: what people feel beside what the record shows."""

from typing import Literal

from django.http import HttpRequest
from django.utils import translation
from ninja import Query, Router

from saidanddone.api import schemas
from saidanddone.api.filters import TrustFilters
from saidanddone.api.routes import read
from saidanddone.core import clock
from saidanddone.trust import files, pages
from saidanddone.trust.periods import period_of
from saidanddone.trust.subjects import Subject, area, subject_of

router = Router(tags=["Felt"])
Kind = Literal["organisation", "service", "place"]


@read(router, "/trust", name="api_trust_area", shape=schemas.Trust, also=(422,))
def trust_area(request: HttpRequest, chosen: Query[TrustFilters]) -> schemas.Trust:
    """The whole area: felt estimates, figures of the record, actions of trust plans, and what was before and after."""
    return _told(area(), chosen)


@read(router, "/trust/{kind}/{public_id:public_id}", name="api_trust", shape=schemas.Trust, also=(404, 422))
def trust(request: HttpRequest, kind: Kind, public_id: str, chosen: Query[TrustFilters]) -> schemas.Trust:
    """The same of one organisation, service or place."""
    return _told(subject_of(kind, public_id), chosen)


def _told(subject: Subject, chosen: TrustFilters) -> schemas.Trust:
    on = clock.local_date(clock.now())
    with translation.override(chosen.language):
        return schemas.Trust(**files.as_json(pages.trust_page(subject, period_of(chosen.period, on=on), on=on)))
