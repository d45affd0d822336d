"""A process that is meant to be killed: `python -m tests.record.crashing write 3` or `… sequence after-remember`.

`write` appends entries one by one, each with a companion row in the same transaction, and says each number once it is
committed. `sequence` sequences for ever, or kills itself with signal 9 at the moment that is named.
"""

import json
import os
import signal
import sys
import time

import django


def main(word: str, argument: str = "") -> None:
    django.setup()
    {"write": write, "sequence": sequence, "settle": settle, "facts": facts}[word](argument)


def write(writer: str) -> None:
    from django.db import transaction

    from saidanddone.core import clock
    from saidanddone.core.refs import Ref
    from saidanddone.core.viewer import SITE
    from saidanddone.record import actions
    from saidanddone.record.models import Witness

    for number in range(100_000):
        at = clock.now()
        with transaction.atomic():
            name = f"{writer}-{number}"
            Witness.objects.create(name=name, verifier_key=name, registered_at=at, retired_at=at)
            fields = {"writer": int(writer), "number": number}
            actions.append(by=SITE, kind="withdrawal", about=Ref("contribution", name), at=at, fields=fields)
        print(number, flush=True)


def sequence(moment: str) -> None:
    from saidanddone.core import clock
    from saidanddone.record import sequencer

    _die_at(moment)
    while True:
        sequencer.run_once(clock.now())
        time.sleep(0.005)


def settle(_: str) -> None:
    """Sequence what is left, as the next worker would."""
    from saidanddone.core import clock
    from saidanddone.record import sequencer

    sequencer.run_once(clock.now())


def facts(folder: str) -> None:
    """Export and verify the record; say what stands in the database, as JSON."""
    from pathlib import Path

    from saidanddone.record import audit, export, queries, tree
    from saidanddone.record.models import Checkpoint, Entry, Log, Witness

    entries = Entry.objects.exclude(position=None).order_by("position")
    contents = [bytes(content) for content in entries.values_list("content", flat=True)]
    grown = tree.Tree(contents)
    newest = queries.newest_checkpoint()
    export.export(newest, Path(folder))
    found = {
        "holds": audit.audit(audit.Source(folder), [newest.log.key]).holds,
        "entries": list(entries.values_list("about_id", flat=True)),
        "companions": sorted(Witness.objects.values_list("name", flat=True)),
        "waiting": Entry.objects.waiting().count(),
        "contradiction": Log.objects.get().contradiction,
        "checkpoints_agree": all(bytes(each.root) == grown.root(each.size) for each in Checkpoint.objects.all()),
        "checkpoints": Checkpoint.objects.count(),
    }
    print(json.dumps(found))


def _die_at(moment: str) -> None:
    from saidanddone.record import actions, keys

    def die(*arguments, **options):
        os.kill(os.getpid(), signal.SIGKILL)

    def then_die(function):
        def both(*arguments, **options):
            function(*arguments, **options)
            die()

        return both

    match moment:
        case "before-positions":
            actions._take_up = die
        case "with-positions-uncommitted":
            actions._take_up = then_die(actions._take_up)
        case "before-signing":
            actions._sign = die
        case "before-remember":
            keys.remember = die
        case "after-remember":
            keys.remember = then_die(keys.remember)
        case "before-commit":
            actions._sign = then_die(actions._sign)


if __name__ == "__main__":
    main(*sys.argv[1:])
