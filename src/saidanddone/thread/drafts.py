"""What is handed to actions, before it is a row."""

from dataclasses import dataclass
from datetime import date

from saidanddone.people.models import Organisation


@dataclass(frozen=True, slots=True)
class ThanksDraft:
    """What an organisation gave; `submission_key` makes a form that is sent twice one thing."""

    organisation: Organisation
    kind: str
    given_date: date
    amount_pence: int | None = None
    words: str = ""
    submission_key: str | None = None
