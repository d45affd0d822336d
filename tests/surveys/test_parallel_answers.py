"""Twenty requests at the same moment with one code are one response, handed in once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.surveys import actions
from saidanddone.surveys.codes import Key
from saidanddone.surveys.models import Response, WrittenAnswer
from tests.surveys.factories import SampleCaseFactory, WaveFactory

pytestmark = [pytest.mark.usefixtures("database_for_threads")]
if connections.settings["default"]["ENGINE"].endswith("sqlite3"):
    pytestmark.append(pytest.mark.slow)
TOGETHER = 20
CODE = "7k3m9qx2pd4t"


def together(act):
    ready = threading.Barrier(TOGETHER)

    def one(turn):
        ready.wait(30)
        try:
            return act(turn)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(one, range(TOGETHER)))


def test_a_code_that_is_used_by_twenty_at_once_is_one_response(at):
    import time_machine

    with time_machine.travel(at, tick=False):
        wave = WaveFactory(opened=True, asks=({"name": "trust"},))
        SampleCaseFactory(wave=wave, code=CODE)

        def answer(turn):
            client = Client(raise_request_exception=False)
            client.cookies[f"answer-{wave.public_id}"] = f"code.{CODE}"
            return client.post(f"/answer/{wave.public_id}/").status_code

        statuses = together(answer)

    assert statuses == [302] * TOGETHER
    assert Response.objects.count() == 1


def test_pages_that_are_saved_at_once_are_all_kept_and_handed_in_once(at):
    wave = WaveFactory(
        opened=True, asks=[{"name": f"q{number}"} for number in range(TOGETHER)] + [{"name": "why", "text": True}]
    )
    SampleCaseFactory(wave=wave, code=CODE)
    held = {"by": STRANGER, "at": at, "wave": wave, "key": Key(CODE, is_code=True), "language": "en"}
    actions.begin_response(**held)
    actions.save_answers(**held, answers={"why": "They came."})

    together(lambda turn: actions.save_answers(**held, answers={f"q{turn}": turn % 11}))
    together(lambda turn: actions.finish_response(**held))

    response = Response.objects.get()
    assert response.answers == {f"q{number}": number % 11 for number in range(TOGETHER)}
    assert WrittenAnswer.objects.count() == 1


def test_two_codes_of_one_case_at_once_are_handed_in_once(at):
    from saidanddone.surveys.codes import case_digest

    wave = WaveFactory(opened=True, asks=({"name": "trust"},))
    case = SampleCaseFactory(wave=wave)
    keys = [Key(f"{number:012d}", is_code=True) for number in range(TOGETHER)]
    for key in keys:
        case.codes.create(digest=case_digest(key.secret))
        held = {"by": STRANGER, "at": at, "wave": wave, "key": key, "language": "en"}
        actions.begin_response(**held)
        actions.save_answers(**held, answers={"trust": 3})

    def hand_in(turn):
        try:
            actions.finish_response(by=STRANGER, at=at, wave=wave, key=keys[turn], language="en")
        except Refused:
            return False
        return True

    assert sum(together(hand_in)) == 1
    assert Response.objects.finished().count() == 1
