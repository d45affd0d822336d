"""What people feel: only what is published to everyone, with how sure it is; never put together."""

import pytest

from saidanddone.trust.felt import felt, leading
from saidanddone.trust.subjects import Subject, area
from tests.surveys.factories import QuestionFactory
from tests.trust.factories import estimate, published_wave, trust_survey

pytestmark = pytest.mark.django_db


def feelings(cast, determinant="openness"):
    return felt(Subject(organisation=cast.council)).of(determinant)


def test_a_wave_that_is_not_published_says_nothing(cast):
    published_wave(trust_survey(cast.council), published=False)

    assert feelings(cast) == ()


def test_what_was_superseded_says_nothing_beside_what_took_its_place(cast, at):
    survey = trust_survey(cast.council)
    old = published_wave(survey, net=0.9)
    new = old.wave.analyses.create(
        made_at=at, published_at=at, readers="everyone", method="weighted again", engine="2", count=1100
    )
    estimate(new, "open-voice", "net", "net", 0.1)
    old.superseded_by = new
    old.save()

    (feeling,) = feelings(cast)

    assert feeling.newest.words == "+10"


def test_what_staff_say_among_themselves_is_not_shown(cast):
    published_wave(trust_survey(cast.council, kind="staff"))

    found = felt(Subject(organisation=cast.council))

    assert found.of("openness") == found.of_staff("openness") == ()


def test_what_staff_say_is_a_line_of_its_own_once_it_is_published_for_everyone(cast):
    analysis = published_wave(trust_survey(cast.council, kind="staff"), readers="everyone")

    found = felt(Subject(organisation=cast.council))

    assert found.of("openness") == ()
    (feeling,) = found.of_staff("openness")
    assert feeling.url.endswith(f"/surveys/{analysis.wave.survey.public_id}/#round-1")


def test_a_survey_about_another_says_nothing_here(cast):
    published_wave(trust_survey(cast.homes))

    assert feelings(cast) == ()


def test_a_survey_about_the_place_that_holds_all_others_speaks_of_the_area(cast):
    published_wave(trust_survey(cast.county))

    assert len(felt(area()).of("openness")) == len(felt(Subject(place=cast.county)).of("openness")) == 1


def test_two_questions_about_one_ground_are_two_lines(cast):
    survey = trust_survey(cast.council)
    QuestionFactory(survey=survey, name="open-information", determinant="openness")
    published_wave(survey)

    assert [each.asked.name for each in feelings(cast)] == ["open-voice", "open-information"]


def test_the_line_goes_back_over_waves_that_asked_the_same(cast):
    survey = trust_survey(cast.council)
    for number, net in ((1, 0.1), (2, 0.3)):
        analysis = published_wave(survey, number, net=net)
    changed(analysis, 0.2)

    (feeling,) = feelings(cast)

    assert [each.words for each in feeling.line] == ["+10", "+30"]
    assert feeling.change_words == "Up by 20 points since the round before (95% interval: 15 to 25)."


def changed(analysis, by, error=0.05):
    estimate(analysis, "open-voice", "net", "difference", by, error)


def test_what_changed_is_what_was_published_though_the_two_margins_meet(cast):
    """Two margins that meet do not tell: the error of a difference is less than their sum."""
    survey = trust_survey(cast.council)
    for number, net in ((1, 0.13), (2, 0.04)):
        analysis = published_wave(survey, number, net=net, error=0.06)
    changed(analysis, -0.09, 0.07)

    (feeling,) = feelings(cast)

    assert feeling.change_words == "Down by 9 points since the round before (95% interval: 2 to 16)."


def test_where_no_difference_was_published_nothing_is_compared(cast):
    survey = trust_survey(cast.council)
    for number, net in ((1, 0.1), (2, 0.5)):
        published_wave(survey, number, net=net)

    assert feelings(cast)[0].change_words == ""


def test_of_those_who_came_by_themselves_no_change_is_said(cast):
    survey = trust_survey(cast.council)
    for number, net in ((1, 0.1), (2, 0.5)):
        analysis = published_wave(survey, number, net=net, sampling="open")
    changed(analysis, 0.4)

    assert feelings(cast)[0].change_words == ""


def test_one_question_stands_for_its_ground_by_a_rule_that_does_not_look_at_the_answers(cast):
    survey = trust_survey(cast.council, name="open-informed")
    QuestionFactory(survey=survey, name="open-own", determinant="openness", construct="openness")
    published_wave(survey)
    published_wave(trust_survey(cast.council, name="open-pulse"), 2, sampling="open")

    assert leading(feelings(cast)).asked.name == "open-own"


def test_what_people_of_a_place_say_of_others_stands_on_its_page_with_whom_they_spoke_of(cast):
    analysis = published_wave(trust_survey(cast.council), net=0.2)
    estimate(analysis, "open-voice", "net", "net", -0.3, variable="area", group="1", place=cast.bryn_teg.public_id)

    (here,) = felt(Subject(place=cast.bryn_teg)).of("openness")

    assert (here.newest.words, here.about) == ("−30", cast.council.name)
    assert felt(area()).of("openness") == ()
    assert [each.newest.words for each in feelings(cast)] == ["+20"]


def test_a_difference_within_the_margins_is_no_clear_change(cast):
    survey = trust_survey(cast.council)
    for number, net in ((1, 0.1), (2, 0.13)):
        analysis = published_wave(survey, number, net=net)
    changed(analysis, 0.03)

    (feeling,) = feelings(cast)
    assert feeling.change_words == "No clear change since the round before (−2 to +8 points)."


@pytest.mark.parametrize(
    "changed",
    [
        {"wording": {"en": "Do you trust the council at all?", "cy": "Ydych chi'n ymddiried yn y cyngor o gwbl?"}},
        {"labels": {"en": {"0": "Never", "10": "Always"}, "cy": {"0": "Byth", "10": "Bob amser"}}},
        {"scoring": {"points": [1, 2, 3, 4, 5], "bands": []}},
    ],
)
def test_no_line_is_drawn_across_a_question_that_changed(cast, changed):
    survey = trust_survey(cast.council)
    published_wave(survey, 1, net=0.1)
    survey.questions.update(**changed)
    published_wave(survey, 2, net=0.4)

    (feeling,) = feelings(cast)

    assert feeling.earlier == () and feeling.breaks
    assert feeling.change_words == "Asked differently before, so there is nothing to compare it with."


def test_no_line_is_drawn_across_another_order(cast):
    survey = trust_survey(cast.council)
    published_wave(survey, 1, net=0.1)
    QuestionFactory(survey=survey, name="asked-before", order=0)
    survey.questions.filter(name="open-voice").update(order=99)
    published_wave(survey, 2, net=0.4)

    assert feelings(cast)[0].earlier == ()


def test_of_those_who_came_by_themselves_no_margin_is_given(cast):
    published_wave(trust_survey(cast.council), sampling="open")

    newest = feelings(cast)[0].newest

    assert newest.interval_words == "not drawn by chance, so nobody knows how sure it is"
    assert not newest.has_interval


def test_a_figure_that_is_kept_back_has_words_and_no_number(cast):
    analysis = published_wave(trust_survey(cast.council))
    analysis.estimates.all().delete()
    estimate(analysis, "open-voice", "net", "net", 0).delete()
    analysis.estimates.create(item="open-voice", figure="net", kind="net", marker="c")

    newest = feelings(cast)[0].newest

    assert newest.words is None
    assert str(newest.marker_words) == "Kept back, as few people answered"


def test_the_number_of_queries_does_not_grow_with_waves_and_questions(cast, django_assert_max_num_queries):
    survey = trust_survey(cast.council)
    published_wave(survey, 1)
    with django_assert_max_num_queries(4) as before:
        felt(Subject(organisation=cast.council))
    count = len(before)

    QuestionFactory(survey=survey, name="open-information", determinant="openness")
    for number in (2, 3, 4):
        published_wave(survey, number)

    with django_assert_max_num_queries(count):
        felt(Subject(organisation=cast.council))
