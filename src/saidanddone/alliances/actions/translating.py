"""Put an alliance and its clauses into the other language. What was signed stays what counts."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from saidanddone.alliances import searching, translations
from saidanddone.alliances.models import Alliance, Clause
from saidanddone.alliances.permissions import check_translate_alliance_words
from saidanddone.core.viewer import Viewer
from saidanddone.decisions import translating


def translate_alliance_words(
    *,
    by: Viewer,
    at: datetime,
    alliance: Alliance,
    thing: Alliance | Clause,
    words: Mapping[str, str],
    still: Collection[str] = (),
) -> Alliance | Clause:
    """Of the alliance itself, or of a clause. Recorded from the day on which everyone can read them."""
    with transaction.atomic():
        alliance = Alliance.objects.locked(alliance)
        thing = alliance if isinstance(thing, Alliance) else alliance.clauses.select_related("party").get(pk=thing.pk)
        words = translating.cleaned(thing, words)
        check_translate_alliance_words(by=by, alliance=alliance, thing=thing, words=words)
        if translating.put(thing, words, still=still) and alliance.signed_at:
            translations.append(alliance, thing, by=by, at=at)
            searching.put(alliance)
    return thing
