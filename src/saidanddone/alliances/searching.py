"""Alliances in the search index: what is public can be found, in the words that all have signed."""

from collections.abc import Iterator

from saidanddone.alliances.models import Alliance, DealVersion
from saidanddone.alliances.texts import for_everyone, parts_of, with_words
from saidanddone.core.text import to_plain
from saidanddone.search import index as search


def put(alliance: Alliance) -> None:
    """Make it findable, or take it out where it is not public."""
    if alliance.is_public:
        search.put(**_document(alliance))
    else:
        search.remove(kind="alliance", public_id=alliance.public_id)


def documents() -> Iterator[search.Document]:
    """Every public alliance, oldest first, to build the index anew."""
    yield from map(_document, Alliance.objects.public().order_by("signed_at", "pk").iterator(chunk_size=500))


def _document(alliance: Alliance) -> search.Document:
    words = [alliance.end_reason, *alliance.translation.values()]
    version = alliance.versions.filter(state=DealVersion.State.SIGNED).prefetch_related("taken_out").first()
    if version is not None:
        taken = {each.part: each.words for each in version.taken_out.all()}
        text = with_words(for_everyone(version.text), taken)
        words += [holder[key] for _name, holder, key in parts_of(text)]
    return {
        "kind": "alliance",
        "public_id": alliance.public_id,
        "language": alliance.language,
        "title": alliance.title,
        "body": to_plain("\n".join(words)),
        "moment": alliance.signed_at or alliance.begun_at,
    }
