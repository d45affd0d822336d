"""A PDF as those read it who test it: its words, its structure, and whether everybody can read it."""

import io

import pypdf


def opened(content):
    return pypdf.PdfReader(io.BytesIO(content))


def words_of(found):
    """All of its words, without white space: where a line ends is no matter of theirs."""
    return together("".join(page.extract_text() for page in found.pages))


def together(words):
    return "".join(words.split()).replace("\u200b", "")


def structure(found):
    """Each element, with its language where it says one."""
    return list(_elements(found.trailer["/Root"]["/StructTreeRoot"]))


def is_for_everybody(found, *, title, language):
    """Tagged, held to PDF/UA-1, with its title and language."""
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.metadata.title == title
    assert "pdfuaid:part>1<" in found.xmp_metadata.rdf_root.toxml()
    return True


def _elements(node):
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _elements(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"], node.get("/Lang")
        if "/K" in node:
            yield from _elements(node["/K"])
