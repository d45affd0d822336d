"""`saidanddone record`: verify, export, witness, start a new log."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE
from saidanddone.record import actions, keys, notes, sequencer, verify
from saidanddone.record.models import Cosignature, Entry, Log, Witness
from tests.record.factories import LOG, NOON, WITNESS, checkpoint, entries, sequenced, write

CONTENTS = entries(300)


def run(*words: str) -> str:
    out = StringIO()
    call_command("record", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path) -> Path:
    return write(tmp_path / "log", CONTENTS)


def test_an_honest_record_is_verified_and_its_checkpoint_kept(folder, tmp_path):
    said = run("verify", str(folder), "--save", str(tmp_path / "kept"))

    assert "300 entries (answer 300)" in said
    assert f"The key came from the record itself. Keep it, and give it with --key from now on:\n{LOG.key()}" in said
    assert "All is well" in said
    assert "All is well" in run("verify", str(folder), "--key", str(folder / "key"), "--since", str(tmp_path / "kept"))


def test_a_record_that_does_not_hold_is_an_error(folder):
    (folder / "tile/1/000.p/1").write_bytes(bytes(32))

    with pytest.raises(CommandError, match="does not hold"):
        run("verify", str(folder), "--key", str(LOG.key()))


def test_a_witness_that_was_asked_for_must_have_signed(folder):
    key = str(WITNESS.key(notes.COSIGNATURE))

    with pytest.raises(CommandError, match="has not signed"):
        run("verify", str(folder), "--witness", key)


@pytest.mark.parametrize("source", ["/nowhere", "http://127.0.0.1:1/"])
def test_a_record_that_is_not_there_is_an_error(source):
    with pytest.raises(CommandError):
        run("verify", source)


@pytest.mark.django_db
def test_an_exported_record_is_verified_by_both(tmp_path):
    sequenced(5, private={"text": "words"})

    said = run("export", str(tmp_path / "copy"))

    assert said.startswith("5 entries, 6 new files")
    assert "All is well" in run("verify", str(tmp_path / "copy"))
    assert verify.main([str(tmp_path / "copy"), "--key", Log.objects.get().verifier_key]) == 0
    assert (tmp_path / "copy/verify.py").read_bytes() == Path(verify.__file__).read_bytes()


@pytest.mark.django_db
def test_exporting_again_adds_what_is_new(tmp_path):
    sequenced(5)
    run("export", str(tmp_path))
    sequenced(2)

    said = run("export", str(tmp_path))

    assert said.startswith("7 entries, 6 new files")
    assert "All is well" in run("verify", str(tmp_path))


@pytest.mark.slow
@pytest.mark.django_db
def test_a_long_record_is_exported_with_every_level(tmp_path):
    drafts = [actions.Draft("withdrawal", Ref("contribution", f"c{n}"), {"n": n}) for n in range(260)]
    actions.append_many(by=SITE, at=NOON, drafts=drafts)
    sequencer.run_once(NOON)

    run("export", str(tmp_path))

    assert (tmp_path / "tile/1/000.p/1").exists()
    assert run("export", str(tmp_path)).startswith("260 entries, 4 new files")
    assert "All is well" in run("verify", str(tmp_path))


@pytest.mark.django_db
def test_nothing_is_exported_before_anything_is_signed(tmp_path):
    with pytest.raises(CommandError, match="nothing is signed yet"):
        run("export", str(tmp_path))


@pytest.mark.django_db
def test_a_new_log_is_started_with_a_reason():
    sequenced(1)
    keys._memory().unlink()
    sequencer.run_once(NOON)

    said = run("start-new-log", "--reason", "The disk broke.")

    assert "logs/2 is started" in said
    assert Entry.objects.get(kind="log-started").facts["reason"] == "The disk broke."


@pytest.mark.django_db
def test_a_new_log_is_refused_while_the_old_one_stands():
    sequenced(1)

    with pytest.raises(CommandError, match="in order"):
        run("start-new-log", "--reason", "For fun")


@pytest.mark.django_db
def test_a_witness_is_registered():
    assert "witness.example/canolfan is now a witness" in run("register-witness", str(WITNESS.key(notes.COSIGNATURE)))
    assert Witness.objects.get().key == WITNESS.key(notes.COSIGNATURE)


@pytest.mark.django_db
def test_a_key_that_cannot_cosign_makes_no_witness():
    with pytest.raises(CommandError, match="cosigns"):
        run("register-witness", str(WITNESS.key()))


# ---- being a witness ------------------------------------------------------------------------------------------------


def test_a_witness_signs_what_continues_and_remembers_it(folder, settings):
    first = run("witness", str(folder), "--name", "library.example/witness", "--no-submit")
    write(folder, entries(303))
    second = run("witness", str(folder), "--name", "library.example/witness", "--no-submit")

    assert "300 entries, 300 new; nothing has changed" in first
    assert "303 entries, 3 new; nothing has changed" in second
    assert "— library.example/witness " in second
    key = notes.VerifierKey.parse(second.split("witness key ")[1].split("\n")[0])
    line = notes.Signature.parse(second.strip().split("\n")[-1])
    assert key.accepts(checkpoint(entries(303)).text, line)
    assert (Path(settings.RECORD_DIR) / "witness/key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("contents", [entries(299), [*entries(5)[:4], *entries(320)[10:]]], ids=["shrunk", "rewritten"])
def test_a_witness_does_not_sign_what_changed(folder, contents):
    run("witness", str(folder), "--name", "library.example/witness", "--no-submit")
    write(folder, contents)

    with pytest.raises(CommandError):
        run("witness", str(folder), "--name", "library.example/witness", "--no-submit")


def test_a_witness_keeps_to_the_key_that_it_saw_first(folder):
    run("witness", str(folder), "--name", "library.example/witness", "--no-submit")
    other = notes.Signer(LOG.name, WITNESS.private)
    write(folder, CONTENTS, checkpoint(CONTENTS, other))
    (folder / "key").write_text(f"{other.key()}\n")

    with pytest.raises(CommandError, match="no trusted key"):
        run("witness", str(folder), "--name", "library.example/witness", "--no-submit")


def test_the_same_checkpoint_can_be_signed_again(folder):
    run("witness", str(folder), "--name", "library.example/witness", "--key", str(LOG.key()), "--no-submit")

    said = run("witness", str(folder), "--name", "library.example/witness", "--key", str(LOG.key()), "--no-submit")

    assert "300 entries, 0 new" in said


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_witness_on_the_web_brings_its_cosignature(live_server):
    sequenced(3)
    place = f"{live_server.url}/record/"
    signed = run("witness", place, "--name", "library.example/witness", "--no-submit")
    key = signed.split("witness key ")[1].split("\n")[0]
    run("register-witness", key)

    said = run("witness", place, "--name", "library.example/witness")

    assert "cosignatures taken: 1" in said
    assert Cosignature.objects.get().witness.name == "library.example/witness"
    assert verify.main([place, "--witness", key]) == 0
    assert "All is well" in run("verify", place, "--witness", key)
