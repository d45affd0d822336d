"""Say something on a form, and be given the way back to it."""

from dataclasses import dataclass, field
from datetime import datetime

from saidanddone.contributions import keeping, tellings
from saidanddone.contributions.actions.saying import say
from saidanddone.contributions.drafts import Draft
from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import Viewer
from saidanddone.people import actions as people


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said, and the token of its return link; None for somebody with an account, who signs in instead."""

    contribution: Contribution
    token: str | None = field(repr=False)


def speak(*, by: Viewer, at: datetime, draft: Draft) -> Spoken:
    """Say it, and issue the return link; another goes out by email, if an address was given.

    Sent twice, it is one contribution with two links: whoever holds the form's key has said it.
    """
    with keeping.atomic_with_files():
        said = say(by=by, at=at, draft=draft)
        contributor = said.contributor
        if contributor.person_id is not None:
            return Spoken(said, None)
        themselves = Viewer(contributor_ids=frozenset({contributor.pk}))
        token = people.issue_return_link(by=themselves, contributor=contributor, at=at)
        if contributor.email and draft.contributor_email:
            tellings.return_link(contributor, about=said.ref, by=by, at=at)
    return Spoken(said, token)
