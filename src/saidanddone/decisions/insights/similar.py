"""What is like what a writer has cited, and which contributions may belong together: proposals to a person.

The index is built by a task, from public contributions alone, and kept as a file beside the database; a request only
reads it, once a process and version. Rows are found by their keys and by what the viewer may see now, so words that
were hidden since stand nowhere. When somebody is erased the file goes at once.
"""

import contextlib
import hashlib
import os
import pickle
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max

from saidanddone.analysis.text import TextIndex, propose_groups
from saidanddone.contributions.models import Contribution
from saidanddone.decisions.models import Finding

MOST = 25_000
"""So many contributions are in the index at most, the newest."""
MOST_IN_GROUPS = 3_000
FEWEST_IN_GROUPS = 16
MOST_SCOPES = 100
SEED = 2026
Scope = tuple[str, int, str]
"""What groups are proposed among: the path of a place, a topic (0: any) and a language."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A group that may belong together: its telling words, and sentences with the keys of who wrote them."""

    words: tuple[str, ...]
    voices: int
    sentences: tuple[tuple[int, str], ...]
    pks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the file holds."""

    fingerprint: str
    pks: tuple[int, ...]
    rows: dict[int, int]
    index: TextIndex
    groups: dict[Scope, tuple[Proposed, ...]]


_loaded: dict[str, tuple[int, _Known]] = {}
"""The file's name → its version and content; one entry at most."""


def fingerprint() -> str:
    """Of all that the index is made of: another one, and it is built anew."""
    public = Contribution.objects.public()
    said = public.aggregate(Count("pk"), Count("same_as"), Max("pk"), Max("published_at"), Max("corrected_at"))
    return hashlib.sha256(repr((sorted(said.items()), _scopes())).encode()).hexdigest()


def is_current() -> bool:
    known = _known()
    return known is not None and known.fingerprint == fingerprint()


def build() -> int:
    """Learn all public contributions and propose groups for each open finding; give how many texts were learnt."""
    mark = fingerprint()
    said = Contribution.objects.public().order_by("-pk").values_list("pk", "same_as", "text")[:MOST]
    rows = sorted(said)
    if not rows:
        forget()
        return 0
    index = TextIndex().fit([text for _pk, _same, text in rows], same_as=[same or pk for pk, same, _text in rows])
    pks = tuple(pk for pk, _same, _text in rows)
    groups = {scope: _groups_of(scope) for scope in _scopes()}
    _write(_Known(mark, pks, {pk: row for row, pk in enumerate(pks)}, index, groups))
    return len(rows)


def forget() -> None:
    """Delete the file: it holds words of somebody who has been erased."""
    _loaded.clear()
    _file().unlink(missing_ok=True)


def similar_to(finding: Finding, *, cited: Collection[int], at_most: int) -> list[int] | None:
    """Keys of what is most like what it cites, or like its own words while it cites nothing; None without an index."""
    known = _known()
    if known is None:
        return None
    rows = [known.rows[pk] for pk in cited if pk in known.rows]
    query: str | Sequence[int] = rows or f"{finding.title} {finding.summary}"
    return [known.pks[row] for row in known.index.similar(query, k=at_most).rows]


def groups_for(finding: Finding) -> tuple[Proposed, ...] | None:
    """The groups proposed among what was said in its place, about its topic, in its language; None before they are."""
    known = _known()
    return known.groups.get(_scope_of(finding)) if known else None


def _scope_of(finding: Finding) -> Scope:
    return finding.place.path, finding.topic_id or 0, finding.language


def _scopes() -> list[Scope]:
    """Those of the findings that are being written, the newest first; each once."""
    open_ones = Finding.objects.filter(state__in=(Finding.State.DRAFT, Finding.State.CHECKING))
    rows = open_ones.order_by("-pk").values_list("place__path", "topic", "language")[: MOST_SCOPES * 5]
    return list(dict.fromkeys((path, topic or 0, language) for path, topic, language in rows))[:MOST_SCOPES]


def _groups_of(scope: Scope) -> tuple[Proposed, ...]:
    path, topic, language = scope
    said = Contribution.objects.public().filter(place__path__startswith=path, language=language)
    if topic:
        said = said.filter(topic=topic)
    rows = sorted(said.order_by("-pk").values_list("pk", "same_as", "text")[:MOST_IN_GROUPS])
    labels = [same or pk for pk, same, _text in rows]
    if len(set(labels)) < FEWEST_IN_GROUPS:
        return ()
    index = TextIndex().fit([text for _pk, _same, text in rows], same_as=labels)
    return tuple(
        Proposed(
            words=group.words,
            voices=group.voices,
            sentences=tuple((rows[each.row][0], each.text) for each in group.sentences),
            pks=tuple(rows[row][0] for row in group.rows),
        )
        for group in propose_groups(index, SEED).groups
    )


def _file() -> Path:
    return Path(settings.TEXT_INDEX_DIR) / "contributions.pickle"


def _write(known: _Known) -> None:
    """Whole or not at all, readable by the site alone."""
    folder = _file().parent
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            pickle.dump(known, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(name).replace(_file())
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _known() -> _Known | None:
    """The file's content, read once a version of it; a file that cannot be read is none."""
    try:
        version = _file().stat().st_mtime_ns
        kept = _loaded.get(str(_file()))
        if kept and kept[0] == version:
            return kept[1]
        known: _Known = pickle.loads(_file().read_bytes())  # noqa: S301 - our own file, in a folder that only we write
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError):
        _loaded.clear()
        return None
    _loaded.clear()
    _loaded[str(_file())] = (version, known)
    return known
