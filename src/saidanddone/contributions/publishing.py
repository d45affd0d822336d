"""A contribution becomes public, or stops being so: the record and the search index follow in the same transaction."""

from datetime import datetime

from saidanddone.contributions import recording
from saidanddone.contributions.models import Contribution
from saidanddone.core.text import to_plain
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation
from saidanddone.search import index as search


def append_and_index(
    contribution: Contribution, organisations: list[Organisation], *, by: Viewer, at: datetime
) -> None:
    """Put it on the record and into the index, if it is for everyone."""
    if recording.is_recorded(contribution):
        recording.append_contribution(contribution, organisations, by=by, at=at)
        index(contribution)


def index(contribution: Contribution) -> None:
    """Make its words findable, or take them out of the index when they are not public."""
    if recording.is_recorded(contribution):
        search.put(**document(contribution))
    else:
        search.remove(kind="contribution", public_id=contribution.public_id)


def document(contribution: Contribution) -> search.Document:
    """What can be found of a contribution: its words, and the names of its place and topic."""
    about = [contribution.place, contribution.topic, contribution.service]
    names = {name for thing in about if thing for name in (thing.name, thing.name_cy) if name}
    return {
        "kind": "contribution",
        "public_id": contribution.public_id,
        "language": contribution.language,
        "title": " · ".join(sorted(names))[:300],
        "body": to_plain(contribution.text),
        "moment": contribution.published_at or contribution.created_at,
    }
