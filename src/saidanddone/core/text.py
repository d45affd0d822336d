"""Clean text from strangers, and the small, safe part of Markdown that they may use."""

import re
import unicodedata

import nh3
from markdown_it import MarkdownIt

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_MARKED = re.compile(r"[*_\[\\&<>]|^\s*(?:[-+]|\d+[.)])", re.MULTILINE)
"""What Markdown might read as more than words."""
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a"}
_markdown = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": False}).enable(
    ["emphasis", "list", "blockquote", "link", "newline", "escape", "entity"]
)


def clean_text(value: str) -> str:
    """Paragraphs as people type them: NFC, no control or direction-changing characters, no runs of blank lines."""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def clean_line(value: str) -> str:
    """One line: as `clean_text`, with all white space folded."""
    return " ".join(clean_text(value).split())


def to_html(text: str) -> str:
    """Markdown's paragraphs, emphasis, lists, quotations and links as HTML that is safe to show.

    >>> to_html("The *bus* was late.")
    '<p>The <em>bus</em> was late.</p>'
    """
    html = _markdown.render(text)
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener ugc",
    ).strip()


def to_plain(text: str) -> str:
    """The words alone, on one line, for excerpts, feeds and search."""
    if not _MARKED.search(text):  # most texts; rendering them takes nine times as long
        return " ".join(text.split())
    return " ".join(_unescape(nh3.clean(_markdown.render(text), tags=set())).split())


def _unescape(html: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", " "), ("&amp;", "&")):
        html = html.replace(entity, character)
    return html


def excerpt(text: str, length: int = 160) -> str:
    """The first words of a text, cut at a word with an ellipsis. Only its beginning is read, however long it is."""
    plain = to_plain(text[: length * 6])
    if len(plain) <= length:
        return plain
    return plain[: length + 1].rsplit(" ", 1)[0][:length].rstrip(" ,;:.-–") + "…"
