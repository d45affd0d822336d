import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from saidanddone.core import text
from saidanddone.core.text import clean_line, clean_text, excerpt, to_html, to_plain

ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a", "div"}


@given(st.text())
def test_cleaning_again_changes_nothing(value):
    cleaned = clean_text(value)

    assert clean_text(cleaned) == cleaned
    assert clean_line(clean_line(value)) == clean_line(value)


@given(st.text())
def test_cleaned_text_can_be_kept_by_every_database(value):
    cleaned = clean_text(value + "\x00\ud800\u202e")

    assert not set(cleaned) & set("\x00\x07\x1b\x7f\u202e\u2066\ufeff")
    cleaned.encode()


def test_paragraphs_stay_and_runs_of_blank_lines_go():
    assert clean_text("  One. \r\n\r\n\r\n\r\nTwo.\rThree. ") == "One.\n\nTwo.\nThree."


def test_a_line_is_one_line():
    assert clean_line("Mair\r\nBcc: all@example.org\u2028!") == "Mair Bcc: all@example.org!"


def test_names_of_any_script_and_joined_emoji_stay():
    for words in ("Siân Ŵyn", "أمينة", "李小龍", "👩‍👩‍👧"):
        assert clean_line(words) == words


@given(st.text(st.sampled_from("<>\"'&=/ \n*_[]()!`~#-:ajvscriptoe1.\\{}"), max_size=80))
def test_whatever_is_typed_becomes_only_the_html_that_is_allowed(value):
    tree = lxml_html.fromstring(f"<div>{to_html(value)}</div>")

    for element in tree.iter():
        assert element.tag in ALLOWED
        assert set(element.attrib) <= {"href", "rel"}
        assert "script:" not in element.attrib.get("href", "").lower().split("?")[0]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "&#106;avascript:x"]
)
def test_a_link_leads_only_to_the_web_or_an_email(address):
    assert "href" not in to_html(f"[here]({address})")


@given(st.text(st.sampled_from("aé<>\"'&;=/ \n\t*_[]()!`~#-+.:1\\"), max_size=80))
def test_words_are_read_alike_whether_or_not_markdown_was_needed(value):
    short = to_plain(value)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "_MARKED", re.compile(""))
        assert to_plain(value) == short


def test_links_say_that_they_come_from_people():
    assert to_html("[a](https://example.org)") == (
        '<p><a href="https://example.org" rel="nofollow noopener ugc">a</a></p>'
    )


def test_the_small_part_of_markdown_works():
    assert to_html("- *one*\n- **two**\n\n> three") == (
        "<ul>\n<li><em>one</em></li>\n<li><strong>two</strong></li>\n</ul>\n<blockquote>\n<p>three</p>\n</blockquote>"
    )


def test_headings_images_and_html_stay_words():
    shown = to_html('# Big\n\n![x](https://example.org/p.png)\n\n<b onclick="x">bold</b>')

    assert "<h1" not in shown
    assert "<img" not in shown
    assert "<b" not in shown.replace("<br", "")


def test_plain_words_keep_their_signs():
    assert to_plain('Tea & *cake* < "£5"\n\n&lt;b&gt;') == 'Tea & cake < "£5" <b>'


@given(st.text(), st.integers(20, 200))
def test_an_excerpt_is_never_longer_than_asked(value, length):
    assert len(excerpt(value, length)) <= length + 1


def test_an_excerpt_of_a_text_made_to_be_slow_is_cut_before_it_is_read():
    assert len(excerpt("[" * 5000)) <= 161


def test_an_excerpt_ends_at_a_word():
    assert excerpt("The bus was late again, and again.", 20) == "The bus was late…"
    assert excerpt("Short.") == "Short."


@pytest.mark.parametrize("piece", ["*", "**", "_", "[", "](", "> ", "- ", "`", "&", "<", "\\", "[a](b", "*a_"])
def test_no_pattern_of_signs_grows_out_of_hand(piece):
    html = to_html((piece * 5000)[:5000])

    assert len(html) < 100_000
