"""The catalogues of translations: bring them up to date with the words in code and templates, check, compile.

    python tools/catalogues.py update     new words come in, words gone go out; compiles
    python tools/catalogues.py check      fails on a word that is missing, empty, fuzzy, or broken

English words are written in code and templates; `locale/cy` holds the Welsh. Babel reads Python, and Django's own
`templatize` turns a template into something that Babel can read, so GNU gettext is not needed.
"""

import io
import re
import sys
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "saidanddone"
FOLDER = SOURCE / "locale" / "cy" / "LC_MESSAGES"
BORROWED = ROOT / "tools" / "borrowed_words.txt"
"""Words of Django and allauth that people see here, one a line, where their own Welsh is missing or poor."""
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
WELSH_PLURALS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"
HEADER = rf"""msgid ""
msgstr ""
"Language: cy\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {WELSH_PLURALS}\n"

"""
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")


def words() -> Catalog:
    """Every word that code and templates ask to have translated."""
    catalogue = Catalog(locale="cy", project="saidanddone", charset="utf-8")
    catalogue._num_plurals, catalogue._plural_expr = 6, WELSH_PLURALS.partition("plural=")[2].rstrip(";")
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            text = path.read_text()
        elif path.suffix in (".html", ".txt", ".xml") and "templates" in path.parts:
            text = _as_python(templatize(path.read_text()))
        else:
            continue
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
            catalogue.add(
                message, locations=[(str(path.relative_to(SOURCE)), 0)], context=context, flags=_flags(message)
            )
    for line in BORROWED.read_text().splitlines() if BORROWED.exists() else []:
        if line and not line.startswith("#"):
            catalogue.add(line.replace("\\n", "\n"), locations=[("borrowed", 0)])
    return catalogue


def _as_python(text: str) -> str:
    """What `templatize` made of a template, without the indentation that Python would stumble over."""
    return "\n".join(line.strip() for line in text.splitlines())


def _flags(message: str | tuple[str, ...]) -> list[str]:
    said = message if isinstance(message, str) else message[0]
    return ["python-format"] if "%(" in said else []


def held() -> Catalog:
    path = FOLDER / "django.po"
    return read_po(io.BytesIO(path.read_bytes()), locale="cy") if path.exists() else Catalog(locale="cy")


def update() -> None:
    """Keep each translation whose words are still asked for; guess nothing."""
    wanted, known = words(), held()
    for message in wanted:
        old = known.get(message.id, message.context) if message.id else None
        if old is not None and old.string and not old.fuzzy:
            message.string = old.string
    FOLDER.mkdir(parents=True, exist_ok=True)
    write(wanted)
    missing = sum(not is_whole(message) for message in wanted if message.id)
    print(f"{len(wanted)} words, {missing} without Welsh")


def write(catalogue: Catalog) -> None:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, sort_output=True, include_lineno=False, omit_header=True, width=116)
    (FOLDER / "django.po").write_bytes(HEADER.encode() + buffer.getvalue())
    compile_catalogue()


def compile_catalogue() -> None:
    (FOLDER / "django.mo").write_bytes(compiled())


def compiled() -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, held())
    return buffer.getvalue()


def is_whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return not message.fuzzy and bool(strings) and all(strings)


def faults() -> list[str]:
    """What is wrong with the catalogue, a sentence each."""
    known, found = held(), []
    for message in words():
        if not message.id:
            continue
        said = message.id if isinstance(message.id, str) else message.id[0]
        translated = known.get(message.id, message.context)
        if translated is None or not is_whole(translated):
            found.append(f"no Welsh for {said!r} ({message.locations[0][0]})")
        elif fault := _placeholders_differ(message, translated):
            found.append(fault)
    if not found and _meanings((FOLDER / "django.mo").read_bytes()) != _meanings(compiled()):
        found.append("django.mo is older than django.po: run ./do messages")
    return found


def _meanings(catalogue: bytes) -> dict[object, str]:
    """What a compiled catalogue says, without its header, in which Babel writes the time."""
    return {key: said for key, said in GNUTranslations(io.BytesIO(catalogue))._catalog.items() if key}


def _placeholders_differ(message: Message, translated: Message) -> str:
    """A translation must carry the placeholders of its English, or it breaks when shown."""
    english = message.id if isinstance(message.id, str) else message.id[-1]
    welsh = [translated.string] if isinstance(translated.string, str) else list(translated.string)
    expected = set(PLACEHOLDER.findall(english))
    found = [(each, set(PLACEHOLDER.findall(each))) for each in welsh]
    # The forms for none and for one may leave the number out: "Dim adroddiadau", "Un adroddiad".
    whole = found if isinstance(translated.string, str) else found[2:]
    wrong = [each for each, placeholders in found if placeholders - expected]
    wrong += [each for each, placeholders in whole if expected - placeholders]
    return f"the Welsh of {english!r} has other placeholders: {wrong[0]!r}" if wrong else ""


def main() -> None:
    settings.configure(USE_I18N=True)
    if sys.argv[1:] == ["update"]:
        update()
        return
    found = faults()
    print("\n".join(found) or "the Welsh catalogue is whole")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
