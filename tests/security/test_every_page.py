"""Every address, opened by each of the cast: who gets in, that nothing changes, and what each answer carries."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import NoReverseMatch, path
from lxml import html as lxml_html

from saidanddone.config import urls as config_urls
from tests.access_table import ACCESS
from tests.security import walk

CSP = "Content-Security-Policy"


@pytest.fixture(scope="module")
def walked():
    """What each of the cast met on their walk, which is made once."""
    return {}


FAST = {"stranger", "resident", "officer"}
WALKERS = [who if who in FAST else pytest.param(who, marks=pytest.mark.slow) for who in walk.PEOPLE]


@pytest.fixture(params=WALKERS)
def visits(world, walked, request):
    who = request.param
    if who not in walked:
        walked[who] = [*walk.walk(world, who), *walk.knock(world, who)]
    return walked[who]


def test_every_address_is_in_the_access_table():
    missing = [name for name in walk.names() if name not in ACCESS and f"POST:{name}" not in ACCESS]

    assert not missing, f"add to tests/access_table.py: {missing}"


def test_the_access_table_names_no_address_that_is_gone():
    known = set(walk.names())

    assert not [name for name in ACCESS if name.removeprefix("POST:") not in known]


def test_the_access_table_says_each_thing_once():
    source = Path(__file__).parents[1].joinpath("access_table.py").read_text()
    rows = re.findall(r'^    "([^"]+)":', source, re.M)

    assert sorted(rows) == sorted(set(rows))


def test_every_address_with_arguments_has_them_in_the_world(world):
    missing = []
    for name in walk.names():
        try:
            walk.url(world, name)
        except NoReverseMatch:
            missing.append(name)

    assert not missing, f"add to tests/security/world.py: {missing}"


def test_each_address_answers_as_the_table_says(visits):
    wrong = []
    for visit in visits:
        name = visit.name if visit.method == "GET" else f"POST:{visit.name}"
        expected = ACCESS[name][walk.PEOPLE.index(visit.who)]
        if visit.status != expected:
            wrong.append(f"{visit}, not {expected} {visit.body[:200] if visit.status == 500 else ''}")

    assert not wrong, "\n".join(wrong)


NOTES_THAT_IT_WAS_OPENED = {"yours", "your_news"}
"""One's own page: what stands on it has been told, and is not sent as well."""


def test_opening_a_page_changes_nothing(visits):
    opened = [visit for visit in visits if visit.method == "GET"]
    written = [
        f"{visit}: {write}"
        for visit in opened
        for write in visit.writes
        if not (visit.name in NOTES_THAT_IT_WAS_OPENED and is_seeing(write))
    ]

    assert not written, "\n".join(written)


def is_seeing(write):
    """Whoever opens their own page has seen what stands there: that, and that they are told now, is noted."""
    return re.search(r'^(UPDATE|INSERT INTO|DELETE FROM) "thread_(telling|way|coveragefigure|groupfigure)"', write)


def without(visits, is_sound):
    return [str(visit) for visit in visits if visit.status != 500 and not is_sound(visit)]


def directives(visit):
    parts = (part.split() for part in visit.headers.get(CSP, "").split(";"))
    return {part[0]: part[1:] for part in parts if part}


FRAMED = {"story_embedded"}
"""Made to stand in other people's pages: without scripts, forms and cookies."""


FILES = {"attachment", "update_file"}


def is_policed(visit):
    policy = directives(visit)
    if visit.name in FILES and visit.status == 200:  # a stranger's file: nothing in it may run at all
        return policy == {"default-src": ["'none'"], "frame-ancestors": ["'none'"], "sandbox": []}
    is_framed = visit.name in FRAMED and visit.status == 200
    if is_framed:
        assert policy.pop("frame-ancestors") == ["*"]
        assert (policy.pop("script-src"), policy.pop("form-action")) == (["'none'"], ["'none'"])
        policy |= {"script-src": ["'self'"], "form-action": ["'self'"], "frame-ancestors": ["'none'"]}
    sources = [source for values in policy.values() for source in values]
    return (
        f"{CSP}-Report-Only" not in visit.headers
        and policy.get("default-src") == ["'none'"]
        and policy.get("script-src") == ["'self'"]
        and policy.get("style-src") == ["'self'"]
        and policy.get("base-uri") == ["'none'"]
        and policy.get("frame-ancestors") == ["'none'"]
        and policy.get("form-action") == ["'self'"]
        and not [source for source in sources if "unsafe" in source or source in ("*", "http:", "https:")]
    )


def test_the_same_headers_stand_on_every_answer(visits):
    assert not without(visits, is_policed)
    assert not without(visits, lambda visit: visit.headers.get("X-Content-Type-Options") == "nosniff")
    assert not without(visits, lambda visit: visit.headers.get("Referrer-Policy") in ("same-origin", "no-referrer"))
    framed = [visit for visit in visits if visit.name in FRAMED and visit.status == 200]
    others = [visit for visit in visits if visit not in framed]
    assert not [str(visit) for visit in framed if "X-Frame-Options" in visit.headers or visit.cookies]
    assert not without(others, lambda visit: visit.headers.get("X-Frame-Options") == "DENY")
    assert not without(visits, lambda visit: visit.headers.get("Cross-Origin-Opener-Policy") == "same-origin")


def inline(visit):
    """What a page holds that the policy would block."""
    for element in lxml_html.fromstring(visit.body or "<p>").iter(lxml_html.etree.Element):
        if element.tag == "style" or "style" in element.attrib:
            yield f"style on {element.tag}"
        if any(name.startswith("on") for name in element.attrib):
            yield f"{element.attrib} on {element.tag}"
        is_data = element.attrib.get("type") in ("application/json", "application/ld+json")
        if element.tag == "script" and "src" not in element.attrib and not is_data:
            yield "inline script"
        for name in ("href", "src", "action", "formaction"):
            if re.match(r"\s*(javascript|data|vbscript):", element.attrib.get(name, ""), re.I):
                yield f"{name}={element.attrib[name][:40]}"


def test_no_page_holds_what_the_policy_would_block(visits):
    assert not without([visit for visit in visits if visit.is_html], lambda visit: not list(inline(visit)))


def test_every_script_and_style_comes_from_here(visits):
    found = set()
    for visit in visits:
        if visit.is_html:
            tree = lxml_html.fromstring(visit.body or "<p>")
            found |= set(tree.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src | //iframe/@src"))

    assert not [address for address in found if not address.startswith("/") or address.startswith("//")]


def test_data_in_a_page_is_json_that_cannot_close_its_script(visits):
    for visit in visits:
        for data in re.findall(r'<script[^>]*type="application/(?:ld\+)?json"[^>]*>(.*?)</script', visit.body, re.S):
            assert "<" not in data, str(visit)
            json.loads(data)


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(visits):
    cookies = [cookie for visit in visits for cookie in visit.cookies.values() if "Max-Age=0" not in cookie]

    assert not [cookie for cookie in cookies if "SameSite" not in cookie]
    assert not [cookie for cookie in cookies if "HttpOnly" not in cookie and not cookie.startswith("django_language")]


def test_pages_for_one_person_are_not_kept_by_caches(visits):
    """What a stranger is shown may be kept; what depends on who looks may not."""
    own = [visit for visit in visits if visit.is_html and visit.who != "stranger" and visit.status == 200]

    assert not without(own, lambda visit: re.search("no-store|private", visit.headers.get("Cache-Control", "")))


def broken(request):
    raise RuntimeError("broken on purpose: Mair Pugh")


@pytest.fixture
def broken_site(settings, monkeypatch):
    """The site with one page that fails."""
    broken.login_required = False
    module = type(config_urls)("urls_with_a_broken_page")
    module.urlpatterns = [path("broken/", broken), *config_urls.urlpatterns]
    for name in ("handler400", "handler403", "handler404", "handler500"):
        if hasattr(config_urls, name):
            setattr(module, name, getattr(config_urls, name))
    settings.ROOT_URLCONF = module
    settings.DEBUG = False


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/moderation/decisions/?page=x", 400),
        ("GET", "/desk/messages/", 403),
        ("GET", "/nowhere/", 404),
        ("POST", "/moderation/policy/", 405),
        ("GET", "/broken/", 500),
    ],
)
def test_error_pages_carry_them_too_and_tell_nothing(world, broken_site, method, address, status):
    client = Client(raise_request_exception=False)
    world.cast.sign_in(client, "officer")

    response = client.generic(method, address)

    page = walk.Visit("officer", address, method, address, status, dict(response.headers), {}, "", ())
    assert response.status_code == status
    assert is_policed(page)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert "Mair" not in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_no_template_switches_escaping_off_without_a_reason():
    source = Path(__file__).parents[2] / "src" / "saidanddone"
    trusted = re.compile(r"\|\s*safe\b|autoescape off|\|\s*safeseq")

    found = [
        f"{file.relative_to(source)}: {line.strip()}"
        for file in source.rglob("templates/**/*.html")
        for line in file.read_text().splitlines()
        if trusted.search(line)
    ]

    assert not [line for line in found if not any(html in line for html in SANITISED)], found


SANITISED = (".html|safe",)
"""`html` of a contribution or an answer comes out of `core.text.to_html`, which sanitises."""
