"""Enters surveys as they are built here, the answers that others collected for them, and what came out of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from saidanddone.core.ids import drawn_from
from saidanddone.core.refs import Ref
from saidanddone.core.table_files import TableRow
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.demonstration import content
from saidanddone.demonstration.consequences import Consequences
from saidanddone.demonstration.respondents import PREFER_NOT, Respondent, categories, codes, respondents
from saidanddone.demonstration.timeline import Step
from saidanddone.moderation import actions as moderation
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case, Decision
from saidanddone.places.models import Place
from saidanddone.surveys import actions, instruments
from saidanddone.surveys.codebooks import Codebook, Coded, Round
from saidanddone.surveys.codes import Key
from saidanddone.surveys.drafts import QuestionDraft, SurveyDraft, SurveyWords, WaveDraft
from saidanddone.surveys.models import Question, Survey, Wave, WrittenAnswer
from saidanddone.surveys.questionnaire import Asked, questionnaire

Facts = Mapping[str, Any]
COLUMNS, OF_A_SAMPLE = ("wave", "key", "weight", "language"), ("stratum", "cluster")
WORDS = "what-else"
"""The question that is answered in one's own words."""
BROUGHT_IN_AFTER = 4
"""Days after the last one of a round that others asked, until its file is here."""
KEPT_DAYS = 60
"""After its last day, until names and addresses go."""
AT_KIOSKS = 3
"""One of so many answers at a kiosk."""
OWN = ("kind", "wording", "help", "labels", "scoring", "construct", "determinant", "speaks_of")
ALSO_OWN = ("shown_after", "shown_for", "may_be_contribution")


@dataclass(slots=True)
class _Asking:
    """One survey of the files, and what became of it so far."""

    so_far: Consequences
    facts: Facts
    public_id: str = ""
    waves: dict[int, Wave] = field(default_factory=dict)
    answered: list[Respondent] = field(default_factory=list)
    """Of the round that is open, whoever answers it one by one."""
    steps: int = 0

    @property
    def survey(self) -> Survey:
        """As it stands now."""
        return Survey.objects.get(public_id=self.public_id)

    @property
    def steward(self) -> Viewer:
        return self.so_far.area.steward

    def step(self, days_ago: int, hour: int, take: Callable[..., None], *given: Any) -> Step:
        """Its identifiers are drawn for themselves, so that those of everything else stay as they are."""
        self.steps += 1
        seed = f"{self.so_far.story.seed}/surveys/{self.facts['key']}/{self.steps}"
        at = self.so_far.moment(days_ago, hour=hour)
        return Step(at, partial(_drawn, seed, take, self, at, *given))


def _drawn(seed: str, take: Callable[..., None], *given: Any) -> None:
    with drawn_from(seed):
        take(*given)


def steps(so_far: Consequences) -> Iterator[Step]:
    for facts in content.surveys():
        asking = _Asking(so_far, facts)
        yield asking.step(facts["built"], 9, _build)
        for number, each in enumerate(facts["rounds"], start=1):
            if "reworded" in each:
                yield asking.step(each["opened"] + 6, 10, _reword, each["reworded"])
            if "closed" in each:
                yield asking.step(each["closed"] - BROUGHT_IN_AFTER, 10, _bring_in, number)
                yield asking.step(each["published"], 10, _publish, number)
            else:
                yield from _open_round(asking, number)


def _build(asking: _Asking, at: datetime) -> None:
    so_far, facts, by = asking.so_far, asking.facts, asking.steward
    organisation = so_far.organisation(facts["organisation"])
    service = so_far.area.services.get(facts.get("service", ""))
    about = Ref("service", service.public_id) if service else Ref("organisation", organisation.public_id)
    words = SurveyWords(title=facts["title"], introduction=facts["introduction"], thanks=facts["thanks"])
    draft = SurveyDraft(organisation=organisation, kind=facts["kind"], words=words, about=about)
    survey = actions.create_survey(by=by, at=at, draft=draft)
    for each in facts["questions"]:
        if "items" in each:
            instrument = instruments.instrument(each["instrument"])
            actions.take_from_instrument(
                by=by, at=at, survey=survey, instrument=instrument, items=each["items"], whom=facts["whom"]
            )
        else:
            actions.add_question(by=by, at=at, survey=survey, draft=_question(each))
    asking.public_id = actions.make_ready(by=by, at=at, survey=survey).public_id


def _question(facts: Facts) -> QuestionDraft:
    """One that does not ship: about the person, in words of its own, or on the scale of one that ships."""
    if "about_you" in facts:
        return _about_you(facts["about_you"], splits=facts.get("splits", False))
    given = {name: facts[name] for name in (*OWN, *ALSO_OWN) if name in facts}
    if "like" in facts:
        instrument, item = facts["like"]
        model = instruments.instrument(instrument).item(item)
        given = {"kind": model.kind, "labels": model.labels, "scoring": model.scoring, **given}
    return QuestionDraft(
        name=facts["name"],
        splits_results=facts.get("splits", False),
        **{"kind": str(Question.Kind.SINGLE), **given},
    )


def _about_you(name: str, *, splits: bool) -> QuestionDraft:
    apart = {language: instruments.standing_apart(language, PREFER_NOT) for language in ("en", "cy")}
    named = {language: _names(name, language) for language in apart}
    return QuestionDraft(
        name=name,
        kind=str(Question.Kind.SINGLE),
        wording=content.about_you()[name]["wording"],
        labels={language: {**named[language], str(PREFER_NOT): apart[language]} for language in apart},
        scoring={"missing": {str(PREFER_NOT): "prefer_not"}},
        battery="about-you",
        splits_results=splits,
        places=_places(name),
    )


def _places(name: str) -> dict[str, str]:
    """By code, the place that the answer is, where people say in which one they live."""
    if name in content.profile_labels():
        return {}
    known = dict(Place.objects.values_list("slug", "public_id"))
    return {str(code): known[each] for code, each in enumerate(codes(name), start=1)}


def _names(name: str, language: str) -> dict[str, str]:
    if name in content.profile_labels():
        labels = content.profile_labels()[name] | content.about_you()[name].get("join", {})
        return {str(code): labels[each][language] for code, each in enumerate(codes(name), start=1)}
    places = {place.slug: place for place in Place.objects.all()}
    return {
        str(code): (places[each].name_cy if language == "cy" else places[each].name)
        for code, each in enumerate(codes(name), start=1)
    }


def _reword(asking: _Asking, at: datetime, words: Facts) -> None:
    """Between two rounds: the line of such a question breaks there."""
    survey = actions.rewrite_survey(by=asking.steward, at=at, survey=asking.survey)
    for name, wording in words.items():
        question = survey.questions.get(name=name)
        draft = replace(QuestionDraft.of(question), wording=wording)
        actions.edit_question(by=asking.steward, at=at, question=question, draft=draft)
    actions.make_ready(by=asking.steward, at=at, survey=survey)


def _bring_in(asking: _Asking, at: datetime, number: int) -> None:
    """The file of whoever asked, and the figures that are worked out of it."""
    facts, by, survey = asking.facts, asking.steward, asking.survey
    asked = [Asked.of(each) for each in survey.questions.all()]
    empty = dict.fromkeys((each.name for each in asked), "")
    answered = respondents(facts, number, asked, seed=asking.so_far.story.seed)
    rows = (
        TableRow(line, {"wave": str(number), "key": str(line), **empty, **each.cells()})
        for line, each in enumerate(answered, start=2)
    )
    codebook = Codebook(
        organisation=facts["organisation"],
        kind=facts["kind"],
        title=facts["title"],
        introduction=facts["introduction"],
        columns={name: name for name in (*COLUMNS, *(OF_A_SAMPLE if "spread" in facts else ()))},
        waves={str(number): _round(asking, number)},
        questions=tuple(Coded(_by_slug(each), each.name) for each in asked),
    )
    actions.import_survey(by=by, at=at, rows=rows, codebook=codebook, source=facts["key"], into=survey)
    asking.waves[number] = survey.waves.get(number=number)
    actions.analyse_wave(by=by, at=at, wave=asking.waves[number])


def _by_slug(asked: Asked) -> Asked:
    """As a file names the places that are answers."""
    slugs = dict(Place.objects.filter(public_id__in=asked.places.values()).values_list("public_id", "slug"))
    return replace(asked, places={code: slugs[public_id] for code, public_id in asked.places.items()})


def _round(asking: _Asking, number: int) -> Round:
    facts, each = asking.facts, asking.facts["rounds"][number - 1]
    return Round(
        number=number,
        opens=asking.so_far.day(each["opened"]),
        closes=asking.so_far.day(each["closed"]),
        margins=[_margin(name) for name in facts.get("margins", ())],
        **{name: facts[name] for name in ("sampling", "sponsor", "population", "frame", "design")},
    )


def _margin(name: str) -> dict[str, Any]:
    counts = categories(name, content.places()[0].key)
    source = content.profiles()[0]
    shares = {str(code): counts[each] for code, each in enumerate(codes(name), start=1)}
    return {"question": name, "shares": shares, "source": f"{source.source}, {source.year}"}


def _publish(asking: _Asking, at: datetime, number: int) -> None:
    by, readers = (
        asking.so_far.lead(asking.facts["organisation"]),
        asking.facts["rounds"][number - 1].get("readers", ""),
    )
    actions.publish_results(by=by, at=at, analysis=asking.waves[number].analyses.get(), readers=readers)


def _open_round(asking: _Asking, number: int) -> Iterator[Step]:
    """One that can be answered now: some have, and some of what they wrote has been read."""
    facts, each = asking.facts, asking.facts["rounds"][number - 1]
    yield asking.step(each["opened"], 9, _open, number)
    for person in range(each["people"]):
        words = facts["words"][person] if person < len(facts["words"]) else {}
        days_ago = words.get("written", 1 + person % (each["opened"] - 1))
        yield asking.step(days_ago, 12, _answer, number, person, words)
        if "read" in words:
            yield asking.step(words["read"], 14, _let_through, words)


def _open(asking: _Asking, at: datetime, number: int) -> None:
    so_far, facts, by = asking.so_far, asking.facts, asking.steward
    each = facts["rounds"][number - 1]
    draft = WaveDraft(
        opens_date=so_far.day(each["opened"]),
        closes_date=so_far.day(each["closes"]),
        identity_deleted_date=so_far.day(each["closes"] - KEPT_DAYS),
        **{name: facts[name] for name in ("sampling", "modes", "sponsor", "population", "frame", "design")},
    )
    wave = actions.plan_wave(by=by, at=at, survey=asking.survey, draft=draft)
    asking.waves[number] = actions.open_wave(by=by, at=at, wave=wave)
    asking.answered = list(respondents(facts, number, questionnaire(asking.waves[number]), seed=so_far.story.seed))


def _answer(asking: _Asking, at: datetime, number: int, person: int, words: Facts) -> None:
    """Page after page, as a browser sends it, and handed in."""
    wave, given = asking.waves[number], asking.answered[person]
    key = Key.made(at_kiosk=person % AT_KIOSKS == 0)
    asked_in = words.get("language", given.language)
    facts: dict[str, Any] = {"by": STRANGER, "at": at, "wave": wave, "key": key, "language": asked_in}
    actions.begin_response(**facts)
    actions.save_answers(**facts, answers={**given.answers, **({WORDS: words["text"]} if words else {})})
    actions.finish_response(**facts, as_contributions={WORDS} if words.get("as_contribution") else set())


def _let_through(asking: _Asking, at: datetime, words: Facts) -> None:
    """A moderator has read it. What was given as a contribution becomes one."""
    moderator = asking.so_far.area.people[words["by"]]
    about = WrittenAnswer.objects.get(text=words["text"]).ref
    case = Case.objects.open().about(about).get()
    described = registry.describe(about)
    assert described is not None  # noqa: S101 - it has just been read
    moderation.claim(by=moderator, public_id=case.public_id, at=at)
    ruling = moderation.Ruling(outcome=str(Decision.Outcome.PUBLISH), seen=described.seen)
    moderation.decide(by=moderator, public_id=case.public_id, ruling=ruling, at=at)
