"""What is handed to actions, before it is a row."""

from dataclasses import dataclass
from datetime import date

from saidanddone.people.models import Organisation, Service
from saidanddone.places.models import Place


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """One action of a plan; `service` or `place` where it is about one."""

    organisation: Organisation
    determinant: str
    benefit: str
    what: str
    measure: str
    owner: str
    due_date: date
    language: str
    service: Service | None = None
    place: Place | None = None
    submission_key: str | None = None
