"""Beside the grounds: satisfaction never alone, expectation by itself, benchmarks of the same question only."""

import pytest

from saidanddone.trust.beside import beside
from saidanddone.trust.felt import felt
from saidanddone.trust.subjects import Subject
from tests.people.factories import ServiceFactory
from tests.surveys.factories import QuestionFactory
from tests.trust.factories import estimate, published_wave, trust_survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def buses(cast):
    return ServiceFactory(organisation=cast.council, slug="buses", name="Buses")


def asked(buses, *names):
    """A pulse about the service, with these questions and no ground."""
    survey = trust_survey(buses, "", kind="pulse", name=names[0][1])
    survey.questions.update(instrument=names[0][0])
    for instrument, name in names[1:]:
        QuestionFactory(survey=survey, name=name, instrument=instrument)
    return survey


def headings(subject):
    return {str(each.heading): [one.asked.name for one in each.feelings] for each in beside(felt(subject))}


def test_satisfaction_is_not_shown_alone(client, buses):
    published_wave(asked(buses, ("after-contact", "satisfied")))

    assert headings(Subject(service=buses)) == {}
    assert "satisfaction" not in client.get(Subject(service=buses).url()).content.decode()


def test_satisfaction_stands_beside_trust(buses):
    published_wave(asked(buses, ("after-contact", "satisfied"), ("public-trust", "trust-whom")))

    assert headings(Subject(service=buses)) == {"Trust itself, and satisfaction": ["trust-whom", "satisfied"]}


def test_how_satisfaction_and_trust_go_together_stands_with_them(client, buses):
    analysis = published_wave(asked(buses, ("after-contact", "satisfied"), ("public-trust", "trust-whom")))
    analysis.association = {
        "trust": "trust-whom", "satisfied": "satisfied", "marker": "", "value": 0.3, "lower": 0.2, "upper": 0.4,
        "among_satisfied": 0.6, "among_dissatisfied": 0.3,
    }  # fmt: skip
    analysis.save()

    page = client.get(Subject(service=buses).url()).content.decode()

    assert "Of those who are satisfied 60.0% trust, of those who are not 30.0%: 30.0 points between them" in page
    assert "What goes together need not be cause and effect." in page


def test_what_the_public_and_what_staff_say_are_two_lines_and_never_one(client, cast):
    outside = trust_survey(cast.council, "", name="trust-whom")
    outside.questions.update(instrument="public-trust", construct="overall")
    inside = trust_survey(cast.council, "", kind="staff", name="managers-trusted")
    published_wave(outside, 1, net=0.1)
    published_wave(outside, 2, net=0.3)
    published_wave(inside, 2, net=-0.4, readers="everyone")

    (found,) = beside(felt(Subject(organisation=cast.council)))

    assert [each.newest.words for each in found.feelings] == ["+30", "−40"]
    assert [len(found.lines.outside.dots), len(found.lines.inside.dots)] == [2, 1]
    rows = [[one and one.words for one in (each.outside, each.inside)] for each in found.lines.rounds]
    assert rows == [["+30", "−40"], ["+10", None]]
    page = client.get(Subject(organisation=cast.council).url()).content.decode()
    assert "Trust from outside and from inside" in page


def test_what_staff_say_among_themselves_draws_no_line(client, cast):
    outside = trust_survey(cast.council, "", name="trust-whom")
    outside.questions.update(instrument="public-trust", construct="overall")
    published_wave(outside)
    published_wave(trust_survey(cast.council, "", kind="staff", name="managers-trusted"))

    assert (
        "Trust from outside and from inside"
        not in client.get(Subject(organisation=cast.council).url()).content.decode()
    )


def test_expectation_against_experience_stands_by_itself(client, buses):
    published_wave(asked(buses, ("after-contact", "as-expected")))

    assert headings(Subject(service=buses)) == {"Expectation and experience": ["as-expected"]}
    assert "Low expectations are easily met." in client.get(Subject(service=buses).url()).content.decode()


def test_a_benchmark_stands_beside_the_same_question_and_figure_only(cast):
    survey = trust_survey(cast.council, "", name="trust-local")
    survey.questions.update(instrument="trust-in-institutions")
    analysis = published_wave(survey)

    def against():
        return [each.words for each in felt(Subject(organisation=cast.council)).feelings[0].benchmarks]

    assert against() == []
    for name, share in (("low", 0.3), ("neutral", 0.2), ("high", 0.5)):
        estimate(analysis, "trust-local", name, "share", share)
    assert against() == ["Elsewhere: 42% high (Local; Adults in the UK, 2022)"]


def test_where_one_part_of_a_scale_is_kept_back_no_other_is_shown(cast):
    analysis = published_wave(trust_survey(cast.council))
    for name, share in (("low", 0.3), ("neutral", 0.2)):
        estimate(analysis, "open-voice", name, "share", share)
    analysis.estimates.create(item="open-voice", figure="high", kind="share", marker="c")

    assert felt(Subject(organisation=cast.council)).of("openness")[0].newest.bands == ()
