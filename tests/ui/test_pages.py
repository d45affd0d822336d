"""The frame of every page, the error pages and the gallery."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation

from saidanddone.core.rules import Refused
from saidanddone.ui import navigation, views

pytestmark = pytest.mark.django_db  # the footer tells how much the record holds


@pytest.fixture
def request_of(rf):
    return rf.get("/nowhere/?page=2")


def test_gallery_is_closed_in_production(client, settings):
    settings.DEBUG = False

    assert client.get("/gallery/").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/gallery/", "/cy/gallery/"])
def test_gallery_shows_every_component(client, settings, address):
    settings.DEBUG = True

    page = client.get(address)

    assert page.status_code == 200
    assert 'style="' not in page.text


@pytest.mark.parametrize(
    ("view", "exception", "status", "words"),
    [
        (views.bad_request, BadRequest("No such page."), 400, "No such page."),
        (views.bad_request, ValueError("secret"), 400, "go back and try again"),
        (views.permission_denied, Refused("Only the council may."), 403, "Only the council may."),
        (views.permission_denied, PermissionError("secret"), 403, "sign in"),
        (views.page_not_found, Http404("secret"), 404, "withdrawn"),
    ],
)
def test_error_page_says_what_went_wrong_and_no_more(request_of, view, exception, status, words):
    page = view(request_of, exception)

    assert page.status_code == status
    assert words in page.content.decode()
    assert "secret" not in page.content.decode()


def test_form_from_elsewhere_is_told_to_send_again(request_of):
    page = views.forged(request_of)

    assert page.status_code == 403
    assert "send that again" in page.content.decode()


def test_page_for_our_own_faults_needs_nothing():
    from django.template import engines

    page = engines["django"].get_template("500.html").render()

    assert "It is our fault" in page
    assert "<script" not in page


def test_method_that_a_page_does_not_know_gets_a_page(rf):
    from django.http import HttpResponseNotAllowed

    from saidanddone.ui.middleware import ClientErrorsMiddleware

    page = ClientErrorsMiddleware(lambda request: HttpResponseNotAllowed(["GET"]))(rf.post("/"))

    assert page.status_code == 405
    assert page["Allow"] == "GET"
    assert "cannot do that" in page.content.decode()


def test_too_many_gets_a_page_that_says_how_long_to_wait(rf):
    from saidanddone.core.throttle import Throttled
    from saidanddone.ui.middleware import ClientErrorsMiddleware

    page = ClientErrorsMiddleware(lambda request: None).process_exception(rf.get("/"), Throttled(30))

    assert page.status_code == 429
    assert page["Retry-After"] == "30"


def test_page_links_to_itself_in_the_other_language(request_of):
    page = views.page_not_found(request_of, Http404()).content.decode()

    assert 'hreflang="cy"' in page
    assert '<html lang="en">' in page


def test_page_says_that_the_area_is_invented_only_when_it_is(request_of, settings):
    settings.DEMONSTRATION = True
    invented = views.page_not_found(request_of, Http404()).content.decode()
    settings.DEMONSTRATION = False
    real = views.page_not_found(request_of, Http404()).content.decode()

    assert "is an invented county" in invented
    assert "is an invented county" not in real


class TestNavigation:
    @pytest.fixture(autouse=True)
    def own_bars(self, monkeypatch):
        monkeypatch.setattr(navigation, "_bars", {bar: [] for bar in navigation.BARS})

    def test_links_stand_in_their_order_and_once(self, rf):
        navigation.add("main", "Second", "gallery", order=20)
        navigation.add("main", "First", "home", order=10)
        navigation.add("main", "Second again", "gallery", order=20)

        links = navigation.links("main", rf.get("/elsewhere/"))

        assert [link.label for link in links] == ["First", "Second again"]

    def test_link_that_begins_the_address_is_current(self, rf):
        navigation.add("main", "Home", "home", order=10)
        navigation.add("main", "Gallery", "gallery", order=20)

        links = navigation.links("main", rf.get("/gallery/tags/"))

        assert [link.is_current for link in links] == [False, True]

    def test_link_is_hidden_from_those_it_is_not_for(self, rf):
        request = rf.get("/")
        request.user = AnonymousUser()
        navigation.add("desk", "Reports", "gallery", order=10, shown_to=lambda request: False)
        navigation.add("desk", "Inbox", "home", order=20, shown_to=lambda request: True)

        assert [link.label for link in navigation.links("desk", request)] == ["Inbox"]

    def test_request_refused_before_anyone_was_known_sees_what_is_for_everyone(self, rf):
        navigation.add("account", "Desk", "gallery", order=10, shown_to=lambda request: request.user.is_authenticated)

        assert navigation.links("account", rf.get("/")) == []

    def test_link_counts_what_waits(self, rf):
        navigation.add("desk", "Reports", "gallery", order=10, count=lambda request: 3)

        assert navigation.links("desk", rf.get("/"))[0].count == 3


def test_area_is_named_in_the_reader_s_language(settings):
    from saidanddone.ui.context import Site

    settings.AREA = {"en": "Aberwen County", "cy": "Sir Aberwen"}

    with translation.override("cy"):
        assert Site(RequestFactory().get("/")).area == "Sir Aberwen"
