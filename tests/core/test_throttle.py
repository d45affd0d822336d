import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import RequestFactory

from saidanddone.core.throttle import ClientThrottle, Throttle, Throttled, client_key

NOON = 1_772_445_600.0


class Session:
    def __init__(self, session_key):
        self.session_key = session_key


def asked(*, session=None, address="198.51.100.7"):
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.user, request.session = AnonymousUser(), Session(session)
    return request


def hits(throttle, requests, at=NOON):
    stopped = 0
    for request in requests:
        try:
            throttle.hit(request, at=at)
        except Throttled:
            stopped += 1
    return stopped


def test_one_too_many_is_stopped_and_told_when_to_come_back():
    throttle = Throttle("say", limit=2, seconds=60)
    throttle.hit("a", at=NOON)
    throttle.hit("a", at=NOON)

    with pytest.raises(Throttled) as stopped:
        throttle.hit("a", at=NOON + 20)

    assert stopped.value.retry_after == 41


def test_the_next_window_and_another_key_start_at_none():
    throttle = Throttle("say", limit=1, seconds=60)
    throttle.hit("a", at=NOON)

    throttle.hit("b", at=NOON)
    throttle.hit("a", at=NOON + 60)


def test_a_count_that_left_the_cache_lets_through(monkeypatch):
    def gone(key):
        raise ValueError(key)

    monkeypatch.setattr(cache, "incr", gone)

    Throttle("say", limit=0, seconds=60).hit("a", at=NOON)


def test_addresses_are_kept_only_as_a_keyed_hash():
    Throttle("say", limit=1, seconds=60).hit("198.51.100.7", at=NOON)

    assert not [key for key in cache._cache if "198.51" in key]


def test_two_hundred_people_in_one_hall_take_part():
    hall = [asked(session=f"s{number}") for number in range(200)]

    assert hits(ClientThrottle("say"), hall) == 0


def test_one_client_that_sends_sixty_a_second_is_stopped():
    assert hits(ClientThrottle("say"), [asked(session="one")] * 60) == 50


def test_a_client_that_drops_its_cookie_each_time_is_stopped_by_its_address():
    throttle = ClientThrottle("say")

    assert hits(throttle, [asked() for _ in range(600)]) == 300


def test_those_who_throw_their_cookies_away_are_stopped_before_a_hall_with_sessions_is():
    throttle = ClientThrottle("support", limit=40, address_limit=1200, newcomers=300)

    assert hits(throttle, [asked() for _ in range(500)]) == 200
    assert hits(throttle, [asked(session=f"s{number}") for number in range(200)]) == 0


def test_an_account_counts_as_itself_whatever_its_session(cast):
    request = asked(session="any")
    request.user = cast.owen

    assert client_key(request) == f"account:{cast.owen.pk}"
