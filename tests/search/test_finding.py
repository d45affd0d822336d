"""Finding: the same answers on both databases, whatever is typed."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from saidanddone.search import index
from saidanddone.search.index import Document
from saidanddone.search.models import SearchDocument
from saidanddone.search.queries import count, find, matches, rank
from tests.conftest import MOMENT

CORPUS = {
    "bins": ("en", "The bins were not collected on Monday, and the bin lorry never came."),
    "buses": ("en", "The last bus goes at half past eight. Evening buses would help people who work late."),
    "cafe": ("en", "The café in the old tŷ hall is a warm space for everyone."),
    "gp": ("en", "I cannot see a doctor: the GP surgery’s telephone is always busy."),
    "damp": ("en", "Damp and mould in my flat in Bryn Teg; repairs were promised in May."),
    "bysiau": ("cy", "Mae angen mwy o fysiau gyda’r nos. Collais fy mws olaf i Fryn Teg."),
    "cyngor": ("cy", "Diolch i’r cyngor am drwsio’r ffordd; dywedodd y Gyngor y byddai’n digwydd."),
    "meddyg": ("cy", "Mae’n amhosibl gweld y feddyg yn y dref."),
    "signs": ("en", '100% of C++ "quotes" aren\'t bus/train; see gov.uk/bins or e-mail a_b@example.org 🚌'),
}


@pytest.fixture
def corpus(db):
    index.put_many(
        Document(kind="contribution", public_id=name, language=language, body=text, moment=MOMENT)
        for name, (language, text) in CORPUS.items()
    )


def found(text, **options):
    return [hit.public_id for hit in find(text, kinds=["contribution"], **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bin", ["bins", "signs"]),
        ("bins", ["signs", "bins"]),
        ("bus", ["buses", "signs"]),
        ("repair", ["damp"]),
        ("cafe", ["cafe"]),
        ("CAFÉ", ["cafe"]),
        ("ty", ["cafe"]),
        ("tŷ", ["cafe"]),
        ("late bus", ["buses"]),
        ("bus in the evening", ["buses"]),
        ("surgery", ["gp"]),
        ("train", ["signs"]),
        ("gov.uk", ["signs"]),
        ("c++", ["signs"]),
        ("nothing-like-this", []),
        # Welsh: whatever the mutation, asked or written
        ("bysiau", ["bysiau"]),
        ("bws", ["bysiau"]),
        ("fws", ["bysiau"]),
        ("bryn teg", ["damp", "bysiau"]),
        ("nghyngor", ["cyngor"]),
        ("cyngor", ["cyngor"]),
        ("meddyg", ["meddyg"]),
        ("tref", ["meddyg"]),
    ],
)
def test_finds_every_form_of_the_words(corpus, text, expected):
    assert sorted(found(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        '"',
        "'",
        '"unclosed quote',
        "bus'; DROP TABLE search_searchdocument; --",
        "bus\x00bus",
        "\x00",
        "🚌",
        "a" * 100_000,
        "bus " * 50_000,
        "* AND OR NOT NEAR( ^ : { } - +",
        "'bus':* & !damp | <->",
        "%s %(x)s {kinds}",
        "\\ \\' \\\"",
        "ﷺ 漢字 عربى हिन्दी",
        "\ud800",
        "title:bus",
    ],
)
def test_any_text_is_a_question_and_none_an_error(corpus, text):
    assert isinstance(found(text), list)
    assert isinstance(found(text, unfinished=True), list)


def test_begins_of_words_are_found_while_typing(corpus):
    assert found("surg") == []
    assert found("surg", unfinished=True) == ["gp"]


@pytest.mark.parametrize("text", ["bin", "bws", "late bus", "bryn teg", "nothing-like-this", "", '" OR *'])
def test_a_filter_by_words_holds_what_is_found(corpus, text):
    held = matches(text, kind="contribution").values_list("public_id", flat=True)

    assert sorted(held) == sorted(found(text))
    assert count(text, kind="contribution") == len(held)


def test_a_filter_by_words_holds_all_that_is_not_ranked(corpus, monkeypatch):
    monkeypatch.setattr("saidanddone.search.queries.LIMIT", 1)

    assert len(found("bus")) == 1
    assert matches("bus", kind="contribution").count() == 2


def test_what_is_ranked_apart_stands_in_the_order_of_what_is_found(corpus):
    assert rank("bus", kind="contribution", public_ids=["gone", "signs", "buses"]) == found("bus")


def test_words_as_typed_rank_before_other_forms(corpus):
    assert found("bins")[0] == "bins"
    assert found("buses")[0] == "buses"


def test_neighbouring_words_rank_first(db):
    for name, text in {"apart": "warm hall and much space", "together": "much and warm space hall"}.items():
        index.put(kind="contribution", public_id=name, language="en", body=text, moment=MOMENT)

    assert found("warm space") == ["together", "apart"]


def test_titles_rank_before_texts(db):
    index.put(kind="organisation", public_id="bus", language="en", title="Bus company", body="We drive.", moment=MOMENT)
    index.put(kind="organisation", public_id="other", language="en", title="Other", body="bus bus bus", moment=MOMENT)

    assert [hit.public_id for hit in find("bus", kinds=["organisation"])] == ["bus", "other"]


def test_of_equals_the_newest_come_first_and_the_limit_keeps_the_newest(db):
    index.put_many(
        Document(kind="contribution", public_id=f"c{n}", language="en", body="same words", moment=MOMENT)
        for n in range(6)
    )

    assert found("words", limit=3) == ["c5", "c4", "c3"]


def test_a_kind_with_few_things_is_not_lost_among_one_with_many(db):
    index.put(kind="place", public_id="bus-town", language="en", title="Bus town", moment=MOMENT)
    index.put_many(
        Document(kind="contribution", public_id=f"c{n}", language="en", body="bus bus", moment=MOMENT) for n in range(9)
    )

    assert "bus-town" in [hit.public_id for hit in find("bus", kinds=["contribution", "place"], limit=5)]


def test_only_the_kinds_asked_for_are_found(corpus):
    index.put(kind="place", public_id="bus-town", language="en", title="Bus town", moment=MOMENT)

    assert {hit.kind for hit in find("bus", kinds=["place"])} == {"place"}
    assert {hit.kind for hit in find("bus", kinds=["place", "contribution"])} == {"place", "contribution"}
    assert find("bus", kinds=[]) == []


def test_putting_again_replaces_the_words(corpus):
    index.put(kind="contribution", public_id="bins", language="en", body="Parking now", moment=MOMENT)

    assert "bins" not in found("bin")
    assert found("parking") == ["bins"]
    assert SearchDocument.objects.filter(public_id="bins").count() == 1


def test_what_is_removed_is_not_found(corpus):
    index.remove(kind="contribution", public_id="bins")
    index.remove(kind="contribution", public_id="never-there")
    index.remove_many(kind="contribution", public_ids=["buses", "signs"])

    assert found("bin") == []
    assert found("bus") == ["bysiau"] or found("bus") == []


def test_rebuilding_makes_the_same_index_from_the_sources_and_says_how_far_it_is(corpus, monkeypatch, capsys):
    before = found("bus")
    monkeypatch.setattr(
        index,
        "_sources",
        {
            "contribution": lambda: [
                Document(
                    kind="contribution", public_id=name, language=language, body=text, moment=MOMENT + timedelta(1)
                )
                for name, (language, text) in CORPUS.items()
            ]
        },
    )
    SearchDocument.objects.filter(public_id="buses").delete()

    call_command("reindex", "contribution")

    assert found("bus") == before
    assert "Documents: 8 of 8" in capsys.readouterr().err


def test_only_kinds_that_there_are_can_be_built_anew(corpus, capsys):
    with pytest.raises(CommandError, match="no dream"):
        call_command("reindex", "dream")
    call_command("reindex")

    assert "contribution: 0" in capsys.readouterr().out
    assert not SearchDocument.objects.filter(kind="contribution").exists()


def test_texts_with_nul_and_odd_characters_are_kept(db):
    index.put(
        kind="contribution", public_id="odd", language="en", title="N\x00UL", body="bus\x00 🚌" * 9, moment=MOMENT
    )

    assert found("bus") == ["odd"]


def test_a_question_is_one_query_a_kind(corpus, django_assert_num_queries):
    with django_assert_num_queries(1):
        found("late bus")
