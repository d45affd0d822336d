"""The command `saidanddone`: each word stands for a management command of the app that owns the job."""

import os
import secrets
import sys
from pathlib import Path

from saidanddone.core import env

MARKER = "this-is-the-demonstration"
OF_REAL_INSTALLATIONS = (
    *("ALLOWED_HOSTS", "AREA_NAME", "AREA_NAME_CY", "CONTACT_EMAIL", "DATABASE_URL", "DEBUG", "EDIT_WINDOW_MINUTES"),
    *("EMAIL_URL", "FROM_EMAIL", "LOCAL_TIME_ZONE", "MESSAGE_DAYS", "NATION", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"),
    *("OIDC_NAME", "OIDC_SERVER", "RECORD_DIR", "RECORD_KEY_FILE", "RECORD_ORIGIN", "SEALED_ORIGINAL_DAYS", "SITE_URL"),
    *(
        "GIVING_IDS",
        "GIVING_PREFIX",
        "LIVE_OUTCOMES",
        "SETBACK_DAYS",
        "TEXT_INDEX_DIR",
        "TEXT_SERVICE",
        "TRUSTED_PROXIES",
    ),
)
"""Every setting but the demonstration's own; a test holds them to those that are read."""
WORDS = {
    "demo": ("demo", "Serve the invented county on this machine, to be tried."),
    "serve": ("serve", "Serve the site: pages and worker, supervised."),
    "work": ("work", "Work through queued tasks and regular jobs, and number what the record received."),
    "import": (
        "import",
        "Bring in contributions, commitments, figures, surveys, funds, places or population profiles from a file.",
    ),
    "record": ("record", "Verify or export the public record, or witness one."),
    "administrator": ("add_administrator", "Make someone an administrator: the first, who invites the others."),
    "reindex": ("reindex", "Build the search index anew."),
    "export": ("export_site", "Write the whole site as open data, with a manifest."),
    "backup": ("backup", "Write database, files and record to one file."),
    "restore": ("restore", "Bring back what a backup holds."),
    "check": ("check_installation", "Say whether this installation is set up well."),
}
IMPORTS = {
    "commitments": "promises made elsewhere, under the Open Government Partnership's header, from CSV or Excel",
    "contributions": "what was said elsewhere, from CSV, Excel or JSON lines",
    "places": "places with their boundaries, from GeoJSON",
    "profile": "population profiles, from CSV, Excel or JSON lines",
    "fund": "opening balances and spending of a fund, from CSV, Excel or JSON lines; somebody else approves them",
    "indicators": "figures of indicators, from CSV, Excel or JSON lines",
    "survey": "the answers of a survey that was asked elsewhere, from CSV, Excel or SPSS, by a codebook",
}
USAGE = "saidanddone WORD [options]\n\n{words}\n\nsaidanddone WORD --help shows a word's options, with an example."


USAGE_OF_IMPORT = """saidanddone import KIND FILE [options]

{kinds}

saidanddone import KIND --help shows a kind's options.

Example:
  saidanddone import contributions comments.csv --set place=bryn-teg --set kind=idea"""


def main() -> None:
    word, *rest = sys.argv[1:] or ["--help"]
    if word in ("--help", "-h", "help"):
        print(usage())
        return
    if word == "demo" and not {"-h", "--help"} & set(rest):
        set_up_demonstration()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.config.settings")
    from django.core.management import execute_from_command_line

    command, *options = management_command(word, rest)
    named = f"{word} {rest[0]}" if word == "import" else word
    execute_from_command_line([f"saidanddone {named}", command, *options])


def management_command(word: str, rest: list[str]) -> list[str]:
    """Which management command a word means; a word that is not ours is Django's own, such as `migrate`."""
    if word != "import":
        return [WORDS.get(word, (word,))[0], *rest]
    asked = rest[0] if rest else "nothing"
    if asked in ("--help", "-h"):
        print(usage_of_import())
        sys.exit()
    if asked not in IMPORTS:
        sys.exit(f"saidanddone import: say what to bring in, {', '.join(IMPORTS)}; this says {asked}.")
    return [f"import_{rest[0]}", *rest[1:]]


def usage() -> str:
    return USAGE.format(words=_listed({word: sentence for word, (_, sentence) in WORDS.items()}))


def usage_of_import() -> str:
    return USAGE_OF_IMPORT.format(kinds=_listed(IMPORTS))


def _listed(words: dict[str, str]) -> str:
    width = max(map(len, words))
    return "\n".join(f"  {word:<{width}}  {sentence}" for word, sentence in words.items())


def set_up_demonstration() -> None:
    """The demonstration's own settings: a folder of its own, a key made once, this machine only.

    What a real installation on the same machine is set up with is left aside, so that no word of Aberwen enters its
    database or record, and nothing of it is lost.
    """
    folder = demonstration_folder()
    key = folder / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(60))
    for name in OF_REAL_INSTALLATIONS:
        os.environ.pop(name, None)
    os.environ.update(DEMONSTRATION="yes", DATA_DIR=str(folder), SECRET_KEY=key.read_text())


def demonstration_folder() -> Path:
    """DEMO_DIR, marked as the demonstration's; a folder that holds something else stops the program."""
    folder = env.folder("DEMO_DIR", Path("var/demo")).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    if is_of_demonstration(folder):
        return folder
    if any(folder.iterdir()):
        raise env.BadSetting("DEMO_DIR", f"is {folder}, which holds something that the demonstration did not make.")
    (folder / MARKER).write_text("`saidanddone demo` made this folder; with --fresh it deletes what is in it.\n")
    return folder


def is_of_demonstration(folder: Path) -> bool:
    return (folder / MARKER).is_file()
