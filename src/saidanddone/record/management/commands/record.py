"""`saidanddone record verify|export|witness|register-witness|start-new-log`."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.core.management import CommandError

from saidanddone.core import clock
from saidanddone.core.commands import ExampleCommand, Progress, with_example
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE
from saidanddone.record import actions, audit, export, keys, queries, witnessing
from saidanddone.record.notes import COSIGNATURE, BadNote, Note, VerifierKey

VERIFY = (
    "saidanddone record verify https://example.org/record/\n"
    "  saidanddone record verify ./copy --key KEY --since checkpoint.txt"
)
EXPORT = "saidanddone record export ./copy"
WITNESS = "saidanddone record witness https://example.org/record/ --name library.example/witness"
REGISTER = "saidanddone record register-witness KEY"
START = 'saidanddone record start-new-log --reason "The disk broke; the newest backup was from Monday."'


class Command(ExampleCommand):
    help = "Verify or export the public record, witness one, or start a new log when the old one cannot go on."
    example = "\n  ".join((VERIFY, EXPORT, WITNESS, REGISTER, START))

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="WORD")

        def word(name: str, what: str, example: str) -> ArgumentParser:
            return words.add_parser(name, help=what, description=what, **with_example(example))

        verify = word("verify", "check that no entry was altered, removed or reordered", VERIFY)
        verify.add_argument("source", help="address or folder of the record")
        verify.add_argument("--key", help="the record's key, as you kept it; a line or a file")
        verify.add_argument("--witness", action="append", default=[], help="key of a witness that must have signed")
        verify.add_argument("--since", metavar="FILE", help="an earlier checkpoint, which the record must continue")
        verify.add_argument("--save", metavar="FILE", help="keep the checkpoint here if all is well")
        copy = word("export", "write the record into a folder of plain files", EXPORT)
        copy.add_argument("folder")
        witness = word("witness", "cosign another installation's newest checkpoint", WITNESS)
        witness.add_argument("source", help="address of the record")
        witness.add_argument("--name", required=True, help="the witness's name, such as library.example/witness")
        witness.add_argument("--key", help="the record's key, as you kept it; a line or a file")
        witness.add_argument("--no-submit", action="store_true", help="only check and sign; print the cosignature")
        register = word("register-witness", "take cosignatures by this key from now on", REGISTER)
        register.add_argument("key")
        start = word("start-new-log", "after a restore: start a log that names the old one", START)
        start.add_argument("--reason", required=True, help="why the old log cannot go on; this is published")

    def handle(self, *, word: str, **options: Any) -> None:
        does: dict[str, Callable[[dict[str, Any]], None]] = {
            "verify": self.verify,
            "export": self.export,
            "witness": self.witness,
            "register-witness": self.register_witness,
            "start-new-log": self.start_new_log,
        }
        try:
            does[word](options)
        except (BadNote, Refused, audit.Unreadable, witnessing.NotConsistent, keys.BadKeyFile, URLError) as error:
            raise CommandError(str(error)) from error

    def verify(self, options: dict[str, Any]) -> None:
        source = audit.Source(options["source"])
        trusted = [self.key_of(source, options["key"]), *map(read_key, options["witness"])]
        head, signers = audit.signed_head(source.text("checkpoint"), trusted)
        for key in set(trusted) - set(signers):
            raise CommandError(f"the witness {key.name} has not signed this checkpoint")
        past = options["since"] and audit.signed_head(Path(options["since"]).read_text(), trusted)[0]
        with Progress("Checking entries", total=head.size) as progress:
            found = audit.audit(source, trusted, past, progress.advance)
        self.stdout.write(str(found))
        if not found.holds:
            raise CommandError("the record does not hold")
        if options["save"]:
            Path(options["save"]).write_text(source.text("checkpoint"))

    def export(self, options: dict[str, Any]) -> None:
        checkpoint = queries.newest_checkpoint()
        if checkpoint is None:
            raise CommandError("nothing is signed yet: run `saidanddone work --once` first")
        with Progress("Writing entries", total=checkpoint.size) as progress:
            files = export.export(checkpoint, Path(options["folder"]), progress.advance)
        self.stdout.write(f"{checkpoint.size:,} entries, {files:,} new files in {options['folder']}")

    def witness(self, options: dict[str, Any]) -> None:
        source, keys_dir = audit.Source(options["source"]), Path(settings.RECORD_DIR) / "witness"
        keys.make(keys_dir / "key")
        signer = keys.signer(options["name"], keys_dir / "key")
        log = self.key_of(source, options["key"], kept=keys_dir)
        memory = keys_dir / f"{log.key_id.hex()}.checkpoint"
        signed = witnessing.cosign(source, signer, [log], at=clock.now(), memory=memory)
        self.stdout.write(
            f"{signed.head.origin}: {signed.head.size:,} entries, {signed.new:,} new; nothing has changed"
        )
        self.stdout.write(f"witness key {signer.key(COSIGNATURE)}")
        if options["no_submit"]:
            self.stdout.write(signed.note.signatures[-1].line, ending="")
        else:
            bring = Note(signed.note.text, signed.note.signatures[-1:])
            self.stdout.write(f"cosignatures taken: {witnessing.submit(options['source'], bring)}")

    def register_witness(self, options: dict[str, Any]) -> None:
        witness = actions.register_witness(by=SITE, at=clock.now(), key=options["key"])
        self.stdout.write(f"{witness.name} is now a witness")

    def start_new_log(self, options: dict[str, Any]) -> None:
        log = actions.start_new_log(by=SITE, at=clock.now(), reason=options["reason"])
        self.stdout.write(f"{log.origin} is started; it follows {log.follows}")

    def key_of(self, source: audit.Source, given: str | None, kept: Path | None = None) -> VerifierKey:
        """The key that was given, or kept from the first time; else the record's own, which is said."""
        if given:
            return read_key(given)
        own = VerifierKey.parse(source.text("key"))
        path = kept and kept / f"{own.name.replace('/', '_')}.key"
        if path and path.exists():
            return read_key(str(path))
        if path:
            path.write_text(f"{own}\n")
        self.stdout.write(f"The key came from the record itself. Keep it, and give it with --key from now on:\n{own}")
        return own


def read_key(text: str) -> VerifierKey:
    """A key given as its line or as a file that holds it."""
    return VerifierKey.parse(text if text.count("+") > 1 else Path(text).read_text())
