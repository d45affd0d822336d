"""A response: one a key, saved as one goes, handed in once, and joined to nobody."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import models as fields

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.surveys import actions, codes
from saidanddone.surveys.codes import Key
from saidanddone.surveys.models import Response, SampleCase, WrittenAnswer
from tests.surveys.factories import SampleCaseFactory, SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db
CODE = "7k3m9qx2pd4t"
OTHER = "00000000000a"
ASKS = ({"name": "trust"}, {"name": "why", "text": True}, {"name": "age", "single": True})


@pytest.fixture
def wave():
    return WaveFactory(opened=True, asks=ASKS)


@pytest.fixture
def case(wave):
    return SampleCaseFactory(wave=wave, code=CODE)


def begin(wave, at, key=None, by=STRANGER):
    return actions.begin_response(by=by, at=at, wave=wave, key=key or Key(CODE, is_code=True), language="en")


def save(wave, at, key=None, by=STRANGER, **answers):
    key = key or Key(CODE, is_code=True)
    return actions.save_answers(by=by, at=at, wave=wave, key=key, answers=answers, language="en")


def finish(wave, at, key=None, **more):
    key = key or Key(CODE, is_code=True)
    return actions.finish_response(by=STRANGER, at=at, wave=wave, key=key, language="en", **more)


@pytest.mark.parametrize("typed", ["7K3M-9QX2-PD4T", "7k3m9qx2pd4t", " 7k3m 9qx2 pd4t ", "7K3M–9QX2–PD4T"])
def test_a_code_is_typed_in_any_case_and_parted_as_one_likes(typed):
    assert codes.as_made(typed) == CODE


def test_letters_that_look_like_numbers_are_forgiven():
    assert codes.as_made("OIL0-1234-5678") == "011012345678"
    assert codes.as_made("7K3M-9QX2-PD4") == codes.as_made("7K3M-9QX2-PD4U") == codes.as_made("") == ""


def test_a_new_code_is_in_groups_of_four_and_reads_back():
    code = codes.new_code()

    assert codes.as_made(codes.grouped(code)) == code
    assert [len(each) for each in codes.grouped(code).split("-")] == [4, 4, 4]


def test_a_code_makes_two_digests_that_share_nothing(settings):
    key = Key(CODE, is_code=True)
    before = key.digest

    assert len({codes.case_digest(CODE), key.digest, Key(CODE).digest}) == 3
    settings.SECRET_KEY = "another secret key, as long as it must be to be one"
    assert key.digest != before
    assert CODE not in repr(key)


def test_a_code_used_again_is_the_same_response(wave, case, at):
    assert begin(wave, at) == begin(wave, at)
    assert Response.objects.count() == 1


def test_a_response_carries_stratum_cluster_and_weight_of_its_case(wave, case, at):
    response = begin(wave, at)

    assert (response.stratum, response.cluster, response.weight) == ("valley", "c1", 2.5)


def test_a_code_of_another_wave_opens_nothing(wave, at):
    SampleCaseFactory(wave=WaveFactory(opened=True, link_key="elsewhere"), code=CODE)

    with pytest.raises(Refused, match="do not know this code"):
        begin(wave, at)


def test_a_code_that_nobody_was_given_opens_nothing(wave, case, at):
    with pytest.raises(Refused, match="do not know this code"):
        begin(wave, at, Key(OTHER, is_code=True))


def test_the_secret_of_a_link_is_no_code_and_the_other_way_round(wave, case, at):
    begin(wave, at)

    with pytest.raises(Refused, match="Begin the survey"):
        save(wave, at, Key(CODE), trust=3)


def test_nobody_saves_into_the_response_of_another(wave, case, at):
    begin(wave, at)
    save(wave, at, trust=9)

    with pytest.raises(Refused):
        save(wave, at, Key.made(), trust=0)
    assert Response.objects.get().answers == {"trust": 9}


@pytest.mark.parametrize("days", [-3, 40])
def test_no_answers_are_taken_before_it_opens_or_after_it_has_closed(wave, case, at, days):
    begin(wave, at)
    save(wave, at, trust=9)
    then = at + timedelta(days=days)

    for act in (begin, save, finish):
        with pytest.raises(Refused, match="does not take answers"):
            act(wave, then)


def test_no_answers_are_taken_once_it_was_closed_early(wave, case, at):
    begin(wave, at)
    wave.state = "closed"
    wave.save()

    with pytest.raises(Refused, match="does not take answers"):
        save(wave, at, trust=9)


def test_pages_are_kept_beside_each_other_and_an_answer_can_be_taken_back(wave, case, at):
    begin(wave, at)
    save(wave, at, trust=9)
    save(wave, at, age=2)
    save(wave, at, age=2)
    assert Response.objects.get().answers == {"trust": 9, "age": 2}

    save(wave, at, trust=None)
    assert Response.objects.get().answers == {"age": 2}


def test_only_questions_of_the_wave_and_answers_that_they_offer_are_kept(wave, case, at):
    begin(wave, at)
    save(wave, at, trust=9, weight=1000, finished_date="2026-03-02")

    assert Response.objects.get().answers == {"trust": 9}
    assert Response.objects.get().weight == 2.5
    with pytest.raises(Refused, match="one of the answers"):
        save(wave, at, trust=12)


def test_words_part_from_the_response_when_it_is_handed_in(wave, case, at):
    begin(wave, at)
    save(wave, at, trust=9, why="They came.")
    response = finish(wave, at)

    written = WrittenAnswer.objects.get()
    assert response.answers == {"trust": 9}
    assert (written.question, written.text, written.state, written.as_contribution) == (
        "why",
        "They came.",
        "held",
        False,
    )


def test_what_was_skipped_later_is_not_handed_in(at):
    asks = ({"name": "used", "single": True}, {"name": "how", "shown_after": "used", "shown_for": [1]})
    wave = WaveFactory(opened=True, asks=asks)
    key = Key.made()
    begin(wave, at, key)
    save(wave, at, key, used=1, how=4)
    save(wave, at, key, used=2)

    assert finish(wave, at, key).answers == {"used": 2}


def test_handed_in_twice_is_handed_in_once_and_then_stays(wave, case, at):
    begin(wave, at)
    save(wave, at, trust=9, why="They came.")
    finish(wave, at)
    finish(wave, at)

    assert WrittenAnswer.objects.count() == Response.objects.finished().count() == 1
    with pytest.raises(Refused, match="handed in"):
        save(wave, at, trust=0)
    with pytest.raises(Refused, match="handed in"):
        begin(wave, at)


def test_nothing_is_handed_in_without_an_answer(wave, case, at):
    begin(wave, at)

    with pytest.raises(Refused, match="at least one"):
        finish(wave, at)


def test_of_two_codes_of_one_case_one_is_handed_in(wave, case, at):
    case.codes.create(digest=codes.case_digest(OTHER))
    second = Key(OTHER, is_code=True)
    begin(wave, at)
    begin(wave, at, second)
    save(wave, at, trust=9)
    save(wave, at, second, trust=1)
    finish(wave, at)

    with pytest.raises(Refused, match="another of your codes"):
        finish(wave, at, second)
    assert Response.objects.finished().count() == 1


def test_a_survey_by_code_alone_has_no_open_link(at):
    wave = WaveFactory(opened=True, modes=["code"], asks=ASKS)

    with pytest.raises(Refused, match="answered with a code"):
        begin(wave, at, Key.made())
    with pytest.raises(Refused, match="answered with a code"):
        begin(wave, at, Key.made(at_kiosk=True))


def test_the_link_of_a_staff_survey_is_for_its_own_organisation(cast, at):
    survey = SurveyFactory(organisation=cast.council, of_staff=True, opened=True)
    wave = WaveFactory(survey=survey, state="open", opened_at=at, link_key="staff", asks=ASKS)
    officer, other = cast.viewer("officer"), cast.viewer("other_officer")

    for by in (STRANGER, other):
        with pytest.raises(Refused, match="who work there"):
            begin(wave, at, Key.made(), by)
    assert begin(wave, at, Key.made(), officer)


def test_words_of_a_staff_survey_never_become_a_contribution(cast, at):
    survey = SurveyFactory(organisation=cast.council, of_staff=True, opened=True)
    wave = WaveFactory(survey=survey, state="open", opened_at=at, asks=ASKS)
    SampleCaseFactory(wave=wave, code=CODE)
    begin(wave, at)
    save(wave, at, why="They came.")
    finish(wave, at, as_contributions=["why"])

    assert not WrittenAnswer.objects.get().as_contribution


def test_no_value_joins_a_sample_case_to_a_response(wave, at):
    """Twenty of one stratum answer on twenty days: nothing that a row holds says which case made which response."""
    chosen = [f"{number:012d}" for number in range(20)]
    for number, code in enumerate(chosen):
        SampleCaseFactory(wave=wave, code=code)
        then, key = at + timedelta(days=number), Key(code, is_code=True)
        begin(wave, then, key)
        save(wave, then, key, trust=number % 11, why=f"Words {number}")
        finish(wave, then, key)

    shared = {"wave_id", "stratum", "cluster", "weight"}
    rows = Response.objects.order_by("pk")
    assert {(each.begun_date, each.finished_date) for each in rows} == {(date(2026, 3, 1), date(2026, 3, 1))}
    assert all(each.answered_date.weekday() == 0 for each in SampleCase.objects.all())
    in_order = list(rows.values_list("key_digest", flat=True))
    assert in_order != [Key(each, is_code=True).digest for each in chosen], "rows stand in no order of time"
    by_case, by_response = (
        {
            str(value)
            for row in table.objects.all()
            for name, value in vars(row).items()
            if name not in shared and name != "_state" and len(str(value)) > 2
        }
        for table in (SampleCase, Response)
    )
    assert not by_case & by_response
    digests = {str(each.digest) for case in SampleCase.objects.all() for each in case.codes.all()}
    assert not digests & by_response
    texts = list(WrittenAnswer.objects.order_by("pk").values_list("text", flat=True))
    assert texts != [f"Words {number}" for number in range(20)]


def test_no_model_of_answers_leads_to_a_model_of_people():
    """By no key, in any number of steps."""
    for name in ("Response", "WrittenAnswer"):
        model = apps.get_model("surveys", name)
        keys = [each for each in model._meta.get_fields() if isinstance(each, fields.ForeignKey)]
        assert [each.name for each in keys] == ["wave"]
        assert not any(isinstance(each, fields.DateTimeField) for each in model._meta.get_fields())


def test_moderators_get_written_answers_with_the_day_alone(wave, case, at):
    from saidanddone.moderation.models import Case

    begin(wave, at)
    save(wave, at, why="They came.")
    finish(wave, at)

    opened = Case.objects.get().opened_at
    assert (opened.hour, opened.minute, opened.second) == (0, 0, 0)
