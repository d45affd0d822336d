import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.core import refs
from saidanddone.core.refs import Ref, UnknownKind

words = st.text(st.characters(exclude_characters=":", codec="utf-8"), min_size=1)


@pytest.fixture(autouse=True)
def no_kinds(monkeypatch):
    monkeypatch.setattr(refs, "_kinds", {})


@given(words, words)
def test_a_reference_reads_back_as_it_was_written(kind, public_id):
    ref = Ref(kind, public_id)

    assert Ref.parse(str(ref)) == ref


@pytest.mark.parametrize("text", ["", "contribution", "contribution:", ":7k3m9qx2pd"])
def test_what_is_no_reference_is_refused(text):
    with pytest.raises(ValueError, match="not a reference"):
        Ref.parse(text)


def test_a_kind_knows_its_word_and_its_addresses():
    refs.register_kind("answer", label="Answer", url=lambda public_id: f"/answers/{public_id}/")

    assert refs.url_of(Ref("answer", "7k3m9qx2pd")) == "/answers/7k3m9qx2pd/"
    assert [kind.label for kind in refs.kinds()] == ["Answer"]


def test_a_kind_is_registered_once():
    refs.register_kind("answer", label="Answer", url=str)

    with pytest.raises(ValueError, match="twice"):
        refs.register_kind("answer", label="Answer", url=str)


def test_an_unknown_kind_is_named():
    with pytest.raises(UnknownKind, match="ghost"):
        refs.kind("ghost")
