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


def test_a_kind_knows_its_word_and_the_addresses_of_those_that_are_there():
    here, gone = Ref("answer", "7k3m9qx2pd"), Ref("answer", "0000000000")
    refs.register_kind(
        "answer", label="Answer", urls=lambda ids: {each: f"/answers/{each}/" for each in ids - {"0000000000"}}
    )

    assert refs.url_of(here) == "/answers/7k3m9qx2pd/"
    assert refs.url_of(gone) == ""
    assert refs.urls_of([here, gone, here]) == {here: "/answers/7k3m9qx2pd/"}
    assert [kind.label for kind in refs.kinds()] == ["Answer"]


def test_a_kind_is_asked_once_for_the_addresses_of_many():
    asked = []
    refs.register_kind("answer", label="Answer", urls=lambda ids: asked.append(sorted(ids)) or {})

    refs.urls_of([Ref("answer", "b"), Ref("answer", "a"), Ref("ghost", "c")])

    assert asked == [["a", "b"]]


def test_a_public_id_that_no_page_takes_has_no_address():
    refs.register_kind("entry", label="Entry", urls=refs.pages("contribution"))

    assert refs.urls_of([Ref("entry", "7k3m9qx2pd"), Ref("entry", "no/id")]).keys() == {Ref("entry", "7k3m9qx2pd")}


def test_a_kind_is_registered_once():
    refs.register_kind("answer", label="Answer", urls=refs.pages("answer"))

    with pytest.raises(ValueError, match="twice"):
        refs.register_kind("answer", label="Answer", urls=refs.pages("answer"))


def test_an_unknown_kind_is_named():
    with pytest.raises(UnknownKind, match="ghost"):
        refs.kind("ghost")
