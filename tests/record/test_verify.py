"""Both verifiers find every kind of tampering, and agree on every record."""

import ast
import base64
import contextlib
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.record import audit, canonical, notes, tiles, tree, verify
from tests.record.factories import LOG, NOON, ORIGIN, WITNESS, checkpoint, entries, entry, receipt, write

COUNT = 300
CONTENTS = entries(COUNT)
KEY, WITNESS_KEY = str(LOG.key()), str(WITNESS.key(notes.COSIGNATURE))


def by_file(folder: Path | str, *options: str) -> int:
    """Check with verify.py; give its exit code."""
    return verify.main([str(folder), "--key", KEY, *options])


def by_package(folder: Path | str, since: notes.Checkpoint | None = None) -> bool:
    """Check with the package's own verifier."""
    try:
        return audit.audit(audit.Source(str(folder)), [LOG.key()], since).holds
    except (audit.Unreadable, notes.BadNote):
        return False


@pytest.fixture
def folder(tmp_path) -> Path:
    return write(tmp_path / "log", CONTENTS)


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 300])
def test_an_honest_record_holds(tmp_path, capsys, count):
    folder = write(tmp_path, CONTENTS[:count])

    assert by_file(folder) == 0
    assert by_package(folder)
    said = capsys.readouterr().out
    assert f"entries     {count} " in said
    assert "All is well" in said


def test_both_say_the_same_of_an_honest_record(folder):
    found = audit.audit(audit.Source(str(folder)), [LOG.key()])

    assert str(found) == (
        f"{ORIGIN}: 300 entries (answer 300)\nsigned by {ORIGIN}\n"
        "All is well: no entry was altered, removed or put in another order."
    )


def rewrite(folder: Path, contents: list[bytes]) -> None:
    """Write other entries and their whole tree, but keep the signed checkpoint."""
    note = notes.Note.parse((folder / "checkpoint").read_text())
    for path in sorted((folder / "tile").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    write(folder, contents, note)


TAMPERINGS = {
    "altered": lambda: [*CONTENTS[:70], entry(70, words="something else"), *CONTENTS[71:]],
    "removed and replaced": lambda: [*CONTENTS[:70], *CONTENTS[71:], entry(999)],
    "put in another order": lambda: [*CONTENTS[:70], CONTENTS[71], CONTENTS[70], *CONTENTS[72:]],
    "doubled": lambda: [*CONTENTS[:70], CONTENTS[69], *CONTENTS[71:]],
    "first altered": lambda: [entry(0, words="x"), *CONTENTS[1:]],
    "last altered": lambda: [*CONTENTS[:-1], entry(299, words="x")],
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_a_rewritten_record_does_not_hold(folder, capsys, tampering):
    rewrite(folder, TAMPERINGS[tampering]())

    assert by_file(folder) == 1
    assert not by_package(folder)
    assert "WRONG" in capsys.readouterr().out


@pytest.mark.parametrize("change", ["truncated", "longer"])
def test_a_record_of_another_length_does_not_hold(folder, change):
    rewrite(folder, CONTENTS[:-1] if change == "truncated" else [*CONTENTS, entry(300)])

    assert by_file(folder) == 1
    assert not by_package(folder)


FILES = ["checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"]


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("where", [0.0, 0.3, 0.7, 0.999])
def test_a_turned_bit_is_found_in_every_file(folder, path, where):
    content = bytearray((folder / path).read_bytes())
    content[int(where * len(content))] ^= 1
    (folder / path).write_bytes(content)

    assert by_file(folder) == 1
    assert not by_package(folder)


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("change", ["missing", "empty", "torn", "longer"])
def test_a_spoilt_file_is_found(folder, path, change):
    file = folder / path
    content = file.read_bytes()
    file.unlink() if change == "missing" else file.write_bytes(
        {"empty": b"", "torn": content[:-1], "longer": content + b"x"}[change]
    )

    assert by_file(folder) == 1
    assert not by_package(folder)


def test_the_entry_that_was_altered_is_named(folder, capsys):
    path = folder / "tile/entries/000"
    path.write_bytes(path.read_bytes().replace(b'"number":70}', b'"number":77}'))

    found = audit.audit(audit.Source(str(folder)), [LOG.key()])
    by_file(folder)

    assert "entry 70 does not match" in found.wrong[0]
    assert "entry 70 does not match" in capsys.readouterr().out


def test_an_entry_in_another_spelling_is_named(tmp_path, capsys):
    contents = [b'{"kind": "answer"}', b"\xff", b"[]", *CONTENTS[:2]]
    folder = write(tmp_path, contents)

    assert by_file(folder) == 1
    found = audit.audit(audit.Source(str(folder)), [LOG.key()])
    assert found.wrong == [f"entry {number} is not written as an entry should be" for number in range(3)]
    assert capsys.readouterr().out.count("not written as an entry should be") == 3


def test_a_record_signed_by_another_key_does_not_hold(tmp_path, capsys):
    stranger = notes.Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"S" * 32))
    folder = write(tmp_path, CONTENTS, checkpoint(CONTENTS, stranger))

    assert by_file(folder) == 1
    assert not by_package(folder)
    assert "not signed by its own key" in capsys.readouterr().out


def test_a_record_of_another_origin_does_not_hold(tmp_path):
    folder = write(tmp_path, CONTENTS, checkpoint(CONTENTS, origin="elsewhere.example"))

    assert by_file(folder) == 1
    assert not by_package(folder)


# ---- the past -----------------------------------------------------------------------------------------------------


def kept(tmp_path: Path, contents: list[bytes], origin: str = ORIGIN) -> str:
    (tmp_path / "kept").write_text(str(checkpoint(contents, notes.Signer(origin, LOG.private), origin)))
    return str(tmp_path / "kept")


@pytest.mark.parametrize("size", [0, 1, 255, 256, 299, 300])
def test_a_record_that_grew_continues_its_past(folder, tmp_path, size):
    since = kept(tmp_path, CONTENTS[:size])

    assert by_file(folder, "--since", since) == 0
    assert by_package(folder, notes.Checkpoint(ORIGIN, size, tree.Tree(CONTENTS[:size]).root()))


@pytest.mark.parametrize(
    "past", [[entry(500), *CONTENTS[1:200]], [*CONTENTS, entry(300)], [entry(1)]], ids=["fork", "shrunk", "first"]
)
def test_a_record_with_another_past_does_not_hold(folder, tmp_path, capsys, past):
    assert by_file(folder, "--since", kept(tmp_path, past)) == 1
    assert not by_package(folder, notes.Checkpoint(ORIGIN, len(past), tree.Tree(past).root()))
    assert "earlier checkpoint" in capsys.readouterr().out


def test_the_past_of_another_record_is_none_of_this(folder):
    assert not by_package(folder, notes.Checkpoint("elsewhere.example", 1, tree.Tree(CONTENTS[:1]).root()))


def test_the_checkpoint_is_kept_for_the_next_time_only_if_all_is_well(folder, tmp_path):
    assert by_file(folder, "--save", str(tmp_path / "first")) == 0
    assert (tmp_path / "first").read_bytes() == (folder / "checkpoint").read_bytes()

    rewrite(folder, TAMPERINGS["altered"]())
    assert by_file(folder, "--save", str(tmp_path / "second")) == 1
    assert not (tmp_path / "second").exists()


# ---- keys, witnesses, receipts, openings ----------------------------------------------------------------------------


def test_the_key_can_come_from_a_file_or_from_the_record_itself(folder, tmp_path, capsys):
    (tmp_path / "key").write_text(f"{KEY}\n")

    assert verify.main([str(folder), "--key", str(tmp_path / "key")]) == 0
    assert verify.main([str(folder)]) == 0
    assert f"key         {KEY}" in capsys.readouterr().out


def test_a_witness_that_was_asked_for_must_have_signed(tmp_path, capsys):
    note = checkpoint(CONTENTS)
    folder = write(tmp_path, CONTENTS, note)
    assert by_file(folder, "--witness", WITNESS_KEY) == 1
    assert "has not signed" in capsys.readouterr().out

    (folder / "checkpoint").write_text(str(note.signed(WITNESS.cosign(note.text, at=NOON))))
    assert by_file(folder, "--witness", WITNESS_KEY) == 0


def receipt_file(tmp_path: Path, index: int = 3, contents: list[bytes] = CONTENTS) -> str:
    (tmp_path / "r.tlog-proof").write_text(str(receipt(contents, index)))
    return str(tmp_path / "r.tlog-proof")


def test_a_receipt_is_checked_offline(tmp_path, capsys):
    assert verify.main(["--receipt", receipt_file(tmp_path), "--key", KEY]) == 0
    said = capsys.readouterr().out
    assert f"this is entry 3 of {ORIGIN}" in said
    assert '"number":3' in said


def test_a_receipt_can_take_its_key_from_the_record(tmp_path, folder):
    assert verify.main([str(folder), "--receipt", receipt_file(tmp_path)]) == 0


def test_a_receipt_with_a_long_entry_needs_its_file(tmp_path, capsys):
    contents = [*CONTENTS[:3], entry(3, words="x" * 3_000)]
    path = receipt_file(tmp_path, 3, contents)
    (tmp_path / "entry").write_bytes(contents[3])

    assert verify.main(["--receipt", path, "--key", KEY]) == 1
    assert "download the entry" in capsys.readouterr().out
    assert verify.main(["--receipt", path, "--key", KEY, "--entry", str(tmp_path / "entry")]) == 0
    (tmp_path / "entry").write_bytes(contents[2])
    assert verify.main(["--receipt", path, "--key", KEY, "--entry", str(tmp_path / "entry")]) == 1


def test_words_are_checked_against_what_was_committed(tmp_path, capsys):
    salt, words = canonical.salt(), "Mae'r bws yn hwyr."
    committed = canonical.entry_bytes(
        kind="answer", about="a:b", at=NOON, fields={}, commitments={"text": canonical.commit(salt, words)}
    )
    path = receipt_file(tmp_path, 1, [CONTENTS[0], committed])
    opening = tmp_path / "opening.json"

    opening.write_text(json.dumps({"field": "text", "salt": salt.hex(), "content": words}))
    assert verify.main(["--receipt", path, "--key", KEY, "--opening", str(opening)]) == 0
    assert "The words are those that were recorded" in capsys.readouterr().out

    opening.write_text(json.dumps({"field": "text", "salt": salt.hex(), "content": "The bus is on time."}))
    assert verify.main(["--receipt", path, "--key", KEY, "--opening", str(opening)]) == 1

    opening.write_text("not JSON")
    assert verify.main(["--receipt", path, "--key", KEY, "--opening", str(opening)]) == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["--receipt", "r"], ["log", "--opening", "o"]],
    ids=["nothing to check", "no key", "no receipt"],
)
def test_a_command_that_cannot_be_meant_is_explained(arguments):
    with pytest.raises(SystemExit) as stopped:
        verify.main(arguments)

    assert stopped.value.code == 2


def test_a_key_file_that_is_missing_is_said(folder, capsys):
    assert verify.main([str(folder), "--key", str(folder / "nowhere")]) == 1
    assert "could not be read" in capsys.readouterr().out


def test_progress_is_shown_to_those_who_watch(folder, capsys):
    head = verify.read_checkpoint((folder / "checkpoint").read_text(), [verify.Key.read(KEY)])
    check = verify.Check(verify.Source(str(folder)), head, progress=True)

    check.run()

    assert "256 of 300 entries" in capsys.readouterr().err


def test_a_root_that_is_no_hash_is_refused():
    text = f"{ORIGIN}\n1\nAAAA\n"

    with pytest.raises(verify.Wrong, match="32 bytes"):
        verify.read_checkpoint(str(notes.Note(text).signed(LOG.sign(text))), [verify.Key.read(KEY)])


@pytest.mark.slow
def test_a_long_record_has_tiles_at_every_level(tmp_path):
    leaves = [entry(number) for number in range(65_537)]
    folder = write(tmp_path, leaves)

    assert by_file(folder) == 0
    assert by_package(folder)


def test_a_checkpoint_larger_than_any_record_is_refused():
    text = notes.Checkpoint(ORIGIN, 10**12, bytes(32)).text

    with pytest.raises(verify.Wrong, match="more entries"):
        verify.read_checkpoint(str(notes.Note(text).signed(LOG.sign(text))), [verify.Key.read(KEY)])


@pytest.mark.parametrize("line", ["— name AAAA\n", "- name AAAAAAA=\n"])
def test_a_malformed_signature_line_is_refused(line):
    text = checkpoint(CONTENTS[:1]).text

    with pytest.raises(verify.Wrong, match="malformed"):
        verify.read_checkpoint(text + "\n" + line, [])


# ---- on the web -----------------------------------------------------------------------------------------------------


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.slow
def test_a_record_on_the_web_is_checked_alike(folder):
    with served(folder) as address:
        assert by_file(address) == 0
        assert by_package(address)
        rewrite(folder, TAMPERINGS["altered"]())
        assert by_file(address) == 1
        assert not by_package(address)
        (folder / "checkpoint").unlink()
        assert by_file(address) == 1
        assert not by_package(address)


def test_a_file_larger_than_any_can_be_is_not_read(folder, monkeypatch):
    monkeypatch.setattr(audit, "LARGEST", 100)
    monkeypatch.setattr(verify, "LARGEST", 100)

    assert by_file(folder) == 1
    assert not by_package(folder)


@pytest.mark.parametrize("module", [verify, audit])
def test_a_file_that_is_not_text_is_refused(folder, module):
    (folder / "checkpoint").write_bytes(b"\xff\xfe")

    with pytest.raises((verify.Wrong, audit.Unreadable), match="not text"):
        module.Source(str(folder)).text("checkpoint")


# ---- the file itself ------------------------------------------------------------------------------------------------


def test_the_file_needs_nothing_but_python_3_9():
    source = Path(verify.__file__).read_text()
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source, feature_version=(3, 9)))
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [])
        + ([node.module] if isinstance(node, ast.ImportFrom) and node.module else [])
    }

    assert imported <= {
        *("__future__", "argparse", "base64", "collections", "concurrent", "hashlib", "json", "pathlib", "sys"),
        *("time", "typing", "urllib"),
    }


@pytest.mark.slow
@given(st.data())
def test_any_tampering_with_any_byte_is_found_by_both(tmp_path_factory, data):
    count = data.draw(st.integers(1, 12))
    contents = CONTENTS[:count]
    folder = write(tmp_path_factory.mktemp("log"), contents)
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "key"]
    path = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)

    assert by_file(folder) == 1
    assert not by_package(folder)


def test_the_roots_are_those_that_were_signed(folder):
    note = notes.Note.parse((folder / "checkpoint").read_text())

    assert note.text.split("\n")[2] == base64.b64encode(tree.Tree(CONTENTS).root()).decode()
    assert tiles.holds(COUNT, tiles.Tile(0, 1, 44))
