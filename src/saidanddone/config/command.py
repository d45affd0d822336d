"""The command `saidanddone`: each word stands for a management command of the app that owns the job."""

import os
import sys

WORDS = {
    "demo": "demo",
    "serve": "serve",
    "work": "work",
    "import": "import",
    "record": "record",
    "backup": "backup",
    "restore": "restore",
    "check": "check_installation",
    "messages": "messages",
    "check-catalogues": "check_catalogues",
    "migrate": "migrate",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.config.settings")
    from django.core.management import execute_from_command_line

    word, *rest = sys.argv[1:] or ["help"]
    execute_from_command_line(["saidanddone", WORDS.get(word, word), *rest])
