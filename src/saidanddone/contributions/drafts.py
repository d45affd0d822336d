"""What is handed to actions: a contribution or an answer, before it is one. Plain values, cleaned as they are made."""

from dataclasses import dataclass, field
from datetime import date

from saidanddone.contributions.files import Upload
from saidanddone.contributions.models import Answer, Contribution, Topic
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.core.text import clean_line, clean_text
from saidanddone.people.models import Contributor, Organisation, Service
from saidanddone.places.models import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants to say. Without a `contributor`, one is made of `contributor_name` and `contributor_email`.

    `submission_key` makes a form that is sent twice one contribution; `import_key` does so for a row of a file, whose
    rows by one author hang together by `author_key`. `hold` holds it to be checked, whatever the rule of its channel.
    """

    kind: str
    text: str
    language: str
    place: Place
    credit: str = Contribution.Credit.UNCREDITED
    credit_name: str = ""
    organisations: tuple[Organisation, ...] = ()
    topic: Topic | None = None
    service: Service | None = None
    audience: str = Contribution.Audience.PUBLIC
    latitude: float | None = None
    longitude: float | None = None
    said_date: date | None = None
    channel: str = Contribution.Channel.WEB
    source: Ref | None = None
    may_be_quoted: bool = False
    may_be_contacted: bool = False
    contributor: Contributor | None = None
    contributor_person_id: int | None = None
    contributor_name: str = field(default="", repr=False)
    contributor_email: str = field(default="", repr=False)
    files: tuple[Upload, ...] = ()
    hold: bool = False
    submission_key: str | None = None
    import_key: str | None = None
    author_key: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean_text(self.text))
        object.__setattr__(self, "credit_name", clean_line(self.credit_name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an organisation wants to say back."""

    organisation: Organisation
    kind: str
    text: str = ""
    reason: str = ""
    passed_to: Organisation | None = None
    language: str = Language.ENGLISH
    submission_key: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean_text(self.text))
        object.__setattr__(self, "reason", clean_text(self.reason))

    @property
    def is_answer(self) -> bool:
        """Whether it says something: more than an acknowledgement, and not passed on."""
        return self.kind not in (Answer.Kind.ACKNOWLEDGED, Answer.Kind.PASSED_ON)
