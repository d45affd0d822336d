"""A contribution in each state, with an answer, a verdict, a translation and a file; and who may see which of them.

The table says it once, apart from the code. States are reached by the actions that lead to them.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from saidanddone.contributions import actions
from saidanddone.contributions.files import Upload
from saidanddone.contributions.models import Contribution, Verdict
from saidanddone.core import clock
from saidanddone.core.viewer import SITE
from saidanddone.moderation import actions as moderation
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case
from saidanddone.record import sequencer
from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory, contributor_of
from tests.people.factories import ContributorFactory

STATES = (
    "public", "held", "new", "hidden", "withdrawn", "for_two", "for_one", "one_hidden", "redacted", "no_answer",
    "no_words",
)  # fmt: skip
"""`new`: held from the first, `held`: after a correction. `for_two`: for the council and Aberwen Homes alone;
`for_one`: for the council alone, and `one_hidden`: that, hidden. `redacted`, `no_answer` and `no_words` are public,
with parts of the text, the answer, or the words of the verdict hidden."""
PUBLIC = {"public", "redacted", "no_answer", "no_words"}
OF_COUNCIL = PUBLIC | {"for_two", "for_one"}
SEES = {
    "stranger": PUBLIC,
    "neighbour": PUBLIC,
    "author": set(STATES),
    "connector": OF_COUNCIL,
    "officer": OF_COUNCIL,
    "other_officer": PUBLIC | {"for_two"},
    "lead": OF_COUNCIL,
    "steward": OF_COUNCIL,
    "moderator": set(STATES) - {"withdrawn"},
    "administrator": PUBLIC,
}
OPENS = {**SEES, "author": set(STATES) - {"withdrawn"}}
"""On the public pages: what was withdrawn is gone there for its author too, who finds it under `/yours/` alone."""
WAS_PUBLIC = {"held", "hidden", "withdrawn"}
"""Could be read by everyone once: the record and the log of decisions name them."""
WITHOUT_ANSWER = {"new"}
KINDS = ("text", "name", "cymraeg", "answer", "verdict", "file", "label", "secret")
GONE_FOR_ALL = {"redacted": {"secret", "cymraeg"}, "no_answer": {"answer", "verdict"}, "no_words": {"verdict"}}
"""What nobody sees of a contribution that they see, but the author their own words on their own pages."""


@dataclass(frozen=True)
class Said:
    """A contribution in one state, and the public ids of all that hangs on it."""

    state: str
    contribution: Contribution
    ids: frozenset[str] = field(default_factory=frozenset)

    @property
    def answer(self):
        return self.contribution.answers.first()


def word(state: str) -> str:
    return state.replace("_", "")


def mark(kind: str, state: str) -> str:
    """A word that stands in one part of one contribution alone."""
    return f"qq{kind}{word(state)}"


def hidden_marks(state: str, who: str) -> set[str]:
    """The words of a contribution that may not stand before this viewer."""
    kinds = KINDS if state not in SEES[who] else GONE_FOR_ALL.get(state, ())
    return {mark(kind, state) for kind in kinds}


def all_said(world) -> dict[str, Said]:
    """One contribution in each state, all by one author."""
    author = ContributorFactory(name="Qqauthor", email="qqauthor@example.org")
    ContributorFactory(name="Neighbour")
    found = {state: _said(world, author, state) for state in STATES}
    sequencer.run_once(at=clock.now())
    return found


def _said(world, author, state: str) -> Said:
    at, cast = clock.now() - timedelta(days=5), world.cast
    more = f" Ask {mark('secret', state)}." if state == "redacted" else ""
    said = ContributionFactory(
        at=at,
        text=f"The {mark('text', state)} bus never comes.{more}",
        credit_name=mark("name", state).title(),
        contributor=author,
        place=cast.bryn_teg,
        organisations=(cast.council, cast.homes) if state == "for_two" else (cast.council,),
        with_point=True,
        for_organisations=state == "for_two",
        for_one_organisation=state in ("for_one", "one_hidden"),
        hold=state == "new",
        files=(Upload(f"%PDF-1.7 {mark('file', state)}".encode(), "application/pdf", mark("label", state)),),
    )
    if state not in WITHOUT_ANSWER:
        _happened(cast, said, state, at)
    _BECOMES.get(state, lambda *_: None)(cast, said)
    said = Contribution.objects.get(pk=said.pk)
    ids = {said.public_id, *said.answers.values_list("public_id", flat=True)}
    ids |= {*said.attachments.values_list("public_id", flat=True)}
    ids |= {*Verdict.objects.filter(answer__contribution=said).values_list("public_id", flat=True)}
    return Said(state, said, frozenset(ids))


def _happened(cast, said: Contribution, state: str, at) -> None:
    """An answer, a verdict on it, and a translation."""
    text = f"Bws {mark('cymraeg', state)}"
    actions.add_translation(by=SITE, at=at, contribution=said, language="cy", text=text, made_by="person")
    words = f"Sorry, {mark('answer', state)}."
    answer = AnswerFactory(contribution=said, organisation=cast.council, officer=cast.owen, text=words, at=at)
    VerdictFactory(answer=answer, value="partly", words=f"Well, {mark('verdict', state)}.", at=at)


def _hold(cast, said: Contribution) -> None:
    """A correction on a channel that is checked first."""
    by = cast.viewer("administrator")
    moderation.set_modes(by=by, modes={said.channel: "hold_then_publish"}, at=clock.now())
    actions.correct(by=contributor_of(said), at=clock.now(), contribution=said, text=f"{said.text} Never.")
    moderation.set_modes(by=by, modes={said.channel: "publish_then_check"}, at=clock.now())


def _withdraw(cast, said: Contribution) -> None:
    actions.withdraw(by=contributor_of(said), at=clock.now(), contribution=said)


def _decide(cast, about, outcome: str, text: str = "") -> None:
    """Reported by whoever may read it, and decided by a moderator."""
    by, at = cast.viewer("moderator"), clock.now()
    thing = registry.describe(about)
    moderation.report(by=by, about=about, reason="personal", words="", reporter_key=str(about), at=at)
    case = Case.objects.open().about(about).get()
    moderation.claim(by=by, public_id=case.public_id, at=at)
    ruling = moderation.Ruling(outcome=outcome, seen=thing.seen, category="personal", reason="It names.", text=text)
    moderation.decide(by=by, public_id=case.public_id, ruling=ruling, at=at)


_BECOMES = {
    "held": _hold,
    "withdrawn": _withdraw,
    "hidden": lambda cast, said: _decide(cast, said.ref, "hide"),
    "one_hidden": lambda cast, said: _decide(cast, said.ref, "hide"),
    "redacted": lambda cast, said: _decide(cast, said.ref, "redact", said.text.split(" Ask")[0]),
    "no_answer": lambda cast, said: _decide(cast, said.answers.get().ref, "hide"),
    "no_words": lambda cast, said: _decide(cast, said.answers.get().verdict.ref, "hide"),
}
