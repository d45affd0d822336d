"""A worker that is meant to be killed: `python -m tests.messaging.crashing work` or `… work after-sending`.

`queue 2000` queues so many messages. `work` delivers until nothing is due, or kills itself with signal 9 at the
moment that is named, at the third message. `settle` does what the next worker does once the claims are old.
`facts` says what stands in the database, as JSON.
"""

import json
import os
import signal
import sys
from datetime import timedelta

import django


def main(word: str, argument: str = "") -> None:
    django.setup()
    {"queue": queue, "work": work, "settle": settle, "facts": facts}[word](argument)


def queue(number: str) -> None:
    from saidanddone.core import clock
    from saidanddone.core.viewer import SITE
    from saidanddone.messaging import actions

    words = {"language": "cy", "subject": "Defnyddiwyd", "body": "Defnyddiwyd eich geiriau.", "about": None}
    drafts = [
        actions.Draft(address=f"reader{each}@example.org", dedupe_key=f"used:{each}", **words)
        for each in range(int(number))
    ]
    actions.send_many(by=SITE, at=clock.now(), drafts=drafts)


def work(moment: str) -> None:
    from saidanddone.core import clock
    from saidanddone.messaging import tasks
    from saidanddone.messaging.models import Message

    _die_at(moment)
    while Message.objects.due(clock.now()).exists():
        tasks.deliver_due(at=clock.now())


def settle(_: str) -> None:
    from saidanddone.core import clock
    from saidanddone.messaging import actions, tasks

    tasks.doubt_abandoned(at=clock.now() + actions.CLAIM + timedelta(seconds=1))
    work("")


def facts(_: str) -> None:
    from saidanddone.messaging.models import Message

    print(json.dumps(dict(Message.objects.values_list("public_id", "state"))))


def _die_at(moment: str) -> None:
    from saidanddone.messaging.actions import delivering
    from saidanddone.messaging.channels import Post

    seen = []

    def then_die(function, *, after):
        def both(*arguments, **options):
            seen.append(1)
            if len(seen) == 3 and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            given = function(*arguments, **options)
            if len(seen) == 3:
                os.kill(os.getpid(), signal.SIGKILL)
            return given

        return both

    match moment:
        case "before-claiming":
            delivering._claim = then_die(delivering._claim, after=False)
        case "with-claim-uncommitted":
            delivering._claim = then_die(delivering._claim, after=True)
        case "before-sending":
            Post.deliver = then_die(Post.deliver, after=False)
        case "after-sending":
            Post.deliver = then_die(Post.deliver, after=True)
        case "with-note-uncommitted":
            delivering._note = then_die(delivering._note, after=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
