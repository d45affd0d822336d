"""Who may build a survey, and in which state."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from saidanddone.core.languages import Language
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation, Service
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place
from saidanddone.surveys.instruments import DETERMINANTS, SPEAKS_OF, Instrument
from saidanddone.surveys.models import Question, Survey, Wave
from saidanddone.surveys.readiness import CHOSEN, lacking
from saidanddone.surveys.states import SURVEYS

if TYPE_CHECKING:
    from saidanddone.surveys.drafts import QuestionDraft, QuestionWords, SurveyDraft, SurveyWords

MOST_QUESTIONS = 80
MOST_ANSWERS = 60
LONGEST_NAME = 40
LONGEST = {"title": 160, "introduction": 3000, "thanks": 2000, "wording": 500, "help": 500, "label": 120}


def check_builds_for(*, by: Viewer, organisation: Organisation) -> None:
    """Before anything is written: whoever measures for the organisation, while it goes on."""
    if not by.may(Permission.MEASURE, organisation.pk):
        raise Refused(_("Only those who measure for the organisation build its surveys."))
    if organisation.ended_date is not None:
        raise Refused(_("This organisation has ended."))


def check_builds(*, by: Viewer, survey: Survey) -> None:
    """Before anything is written of this survey: whoever measures, while it is a draft."""
    check_builds_for(by=by, organisation=survey.organisation)
    if survey.state == Survey.State.ARCHIVED:
        raise Refused(_("This survey is no longer asked. Begin another one."))
    if survey.state != Survey.State.DRAFT:
        raise Refused(_("This survey is ready. Take it back to a draft first."))


def check_create_survey(*, by: Viewer, draft: "SurveyDraft") -> None:
    """Whoever measures; of staff only about their own organisation, a pulse only about a service of its own."""
    check_builds_for(by=by, organisation=draft.organisation)
    if draft.kind not in Survey.Kind.values:
        raise Refused(_("Choose whom it asks."))
    _check_words(draft.words)
    _check_about(draft)


def _check_about(draft: "SurveyDraft") -> None:
    kind, public_id = draft.about.kind, draft.about.public_id
    own = kind == "organisation" and public_id == draft.organisation.public_id
    if draft.kind == Survey.Kind.STAFF and not own:
        raise Refused(_("A survey of staff is about their own organisation."))
    services = Service.objects.filter(organisation=draft.organisation, public_id=public_id)
    if draft.kind == Survey.Kind.PULSE and not (kind == "service" and services.exists()):
        raise Refused(_("Choose the service that people have just dealt with."))
    found = {
        "organisation": Organisation.objects.filter(public_id=public_id),
        "service": Service.objects.filter(public_id=public_id),
        "place": Place.objects.filter(public_id=public_id),
    }
    if kind not in found or not found[kind].exists():
        raise Refused(_("Choose an organisation, a service or a place that it is about."))


def _check_words(words: "SurveyWords") -> None:
    if not words.title:
        raise Refused(_("Give it a title."))
    for name in ("title", "introduction", "thanks"):
        _check_lengths(getattr(words, name), name)


def _check_lengths(words: Mapping[str, str], name: str) -> None:
    if not set(words) <= set(Language.values):
        raise Refused(_("Write in one of the languages of this site."))
    if any(len(text) > LONGEST[name] for text in words.values()):
        raise Refused(_("That is too long."))


def check_edit_survey(*, by: Viewer, survey: Survey, words: "SurveyWords") -> None:
    check_builds(by=by, survey=survey)
    _check_words(words)


def check_take_from_instrument(
    *, by: Viewer, survey: Survey, instrument: Instrument, names: Mapping[str, str], taken: Collection[str]
) -> None:
    """Items that it has and that suit the survey, each under a name that is free. `names` maps items to those."""
    check_builds(by=by, survey=survey)
    if survey.kind not in instrument.suits:
        raise Refused(_("These questions are not meant for this kind of survey."))
    if not names or not set(names) <= {item.name for item in instrument.items}:
        raise Refused(_("Choose at least one question."))
    if twice := sorted(set(names.values()) & set(taken)):
        raise Refused(_("The survey has a question with the name %(name)s already.") % {"name": twice[0]})
    if any(len(name) > LONGEST_NAME for name in names.values()):
        raise Refused(_("That is too long."))
    _check_room(len(taken) + len(names))


def check_add_question(*, by: Viewer, survey: Survey, draft: "QuestionDraft", before: Sequence[Question]) -> None:
    """`before` are the questions that it comes after."""
    check_builds(by=by, survey=survey)
    _check_room(len(before) + 1)
    _check_question(draft, before)


def check_edit_question(
    *, by: Viewer, question: Question, draft: "QuestionDraft", before: Sequence[Question], after: Sequence[Question]
) -> None:
    """What hangs on its answers keeps a question of that name, with those answers."""
    check_builds(by=by, survey=question.survey)
    _check_question(draft, before)
    if draft.name in {each.name for each in after}:
        raise Refused(_("The survey has a question with the name %(name)s already.") % {"name": draft.name})
    hanging = [each for each in after if each.shown_after == question.name]
    offered = set(codes_of(draft))
    if hanging and (draft.name != question.name or any(not set(each.shown_for) <= offered for each in hanging)):
        raise Refused(_("Other questions hang on its name and its answers. Change those first."))


def _check_room(number: int) -> None:
    if number > MOST_QUESTIONS:
        raise Refused(_("A survey has at most %(most)s questions.") % {"most": MOST_QUESTIONS})


def _check_question(draft: "QuestionDraft", before: Sequence[Question]) -> None:
    if draft.kind not in Question.Kind.values:
        raise Refused(_("Choose how it is answered."))
    if not draft.wording:
        raise Refused(_("Write the question."))
    if draft.name in {each.name for each in before}:
        raise Refused(_("The survey has a question with the name %(name)s already.") % {"name": draft.name})
    for name in ("wording", "help"):
        _check_lengths(getattr(draft, name), name)
    for labels in draft.labels.values():
        _check_lengths(dict.fromkeys(Language.values, max(labels.values(), key=len)), "label")
    if draft.determinant not in ("", *DETERMINANTS) or draft.speaks_of not in ("", *SPEAKS_OF):
        raise Refused(_("Choose one of the six grounds of trust."))
    _check_answers(draft)
    _check_places(draft)
    _check_skip(draft, before)


def _check_answers(draft: "QuestionDraft") -> None:
    points, codes = draft.scoring.get("points", []), codes_of(draft)
    if draft.kind == Question.Kind.SCALE and not 2 <= len(points) <= MOST_ANSWERS:
        raise Refused(_("A scale has two points or more."))
    if len(codes) > MOST_ANSWERS:
        raise Refused(_("Offer at most %(most)s answers.") % {"most": MOST_ANSWERS})
    named = {int(code) for labels in draft.labels.values() for code in labels}
    if draft.kind == Question.Kind.SCALE and named - set(codes):
        raise Refused(_("A word belongs to no point of the scale."))
    if draft.lowest is not None and draft.highest is not None and draft.lowest >= draft.highest:
        raise Refused(_("The lowest number comes before the highest."))


def _check_places(draft: "QuestionDraft") -> None:
    """Each answer that is a place is one of this site, and no two are the same."""
    if not draft.places:
        return
    ids = set(draft.places.values())
    if draft.kind != Question.Kind.SINGLE or not set(draft.places) <= {str(code) for code in codes_of(draft)}:
        raise Refused(_("Only an answer to choose from can be a place."))
    if len(ids) < len(draft.places) or Place.objects.filter(public_id__in=ids).count() < len(ids):
        raise Refused(_("Choose places of this site, each once."))


def _check_skip(draft: "QuestionDraft", before: Sequence[Question]) -> None:
    if not draft.shown_after:
        return
    on = next((each for each in before if each.name == draft.shown_after), None)
    if on is None or on.kind not in CHOSEN:
        raise Refused(_("A question can hang on the answer to an earlier one that offers answers to choose from."))
    if not draft.shown_for or not set(draft.shown_for) <= set(codes_of(on)):
        raise Refused(_("Say for which answers it is shown."))


def codes_of(question: "Question | QuestionDraft") -> list[int]:
    """All codes that may be chosen."""
    is_scale = question.kind == Question.Kind.SCALE
    labelled = [] if is_scale else [int(code) for labels in question.labels.values() for code in labels]
    missing = [int(code) for code in question.scoring.get("missing", {})]
    return list(dict.fromkeys([*question.scoring.get("points", []), *labelled, *missing]))


def check_move_question(*, by: Viewer, question: Question, other: Question | None) -> None:
    """It changes places with its neighbour, unless one of the two hangs on the other."""
    check_builds(by=by, survey=question.survey)
    if other is None:
        raise Refused(_("There is no further place to move it to."))
    if question.shown_after == other.name or other.shown_after == question.name:
        raise Refused(_("One of the two hangs on the other, so they stay in this order."))


def check_remove_question(*, by: Viewer, question: Question, hanging: Collection[str]) -> None:
    """Unless another question hangs on its answers."""
    check_builds(by=by, survey=question.survey)
    if hanging:
        raise Refused(_("Other questions hang on its name and its answers. Change those first."))


def check_translate_survey(
    *, by: Viewer, survey: Survey, language: str, words: Mapping[str, str], questions: Mapping[str, "QuestionWords"]
) -> None:
    """Into one of the site's languages. Titles are not taken away by leaving them empty."""
    check_builds(by=by, survey=survey)
    if language not in Language.values:
        raise Refused(_("Write in one of the languages of this site."))
    for name, text in words.items():
        _check_lengths({language: text}, name)
    for each in questions.values():
        _check_lengths({language: each.wording}, "wording")
        _check_lengths({language: each.help}, "help")
        for label in each.labels.values():
            _check_lengths({language: label}, "label")


def check_make_ready(*, by: Viewer, survey: Survey, questions: Sequence[Question]) -> None:
    """Nothing is missing: words in each language, both ends of each scale, answers to choose from."""
    check_builds(by=by, survey=survey)
    if lacks := lacking(survey, questions):
        raise Refused(_("Something is still missing: %(what)s") % {"what": lacks[0].words})


def check_rewrite_survey(*, by: Viewer, survey: Survey, waves: Collection[Wave]) -> None:
    """A ready one, while no wave is open: nobody's questions change while they are answered."""
    check_builds_for(by=by, organisation=survey.organisation)
    _check_goes(survey, Survey.State.DRAFT)
    if any(each.state == Wave.State.OPEN for each in waves):
        raise Refused(_("A round is open. Close it before you change the questions."))


def check_archive_survey(*, by: Viewer, survey: Survey, waves: Collection[Wave]) -> None:
    """While no wave is open. What was asked and found stays."""
    check_builds_for(by=by, organisation=survey.organisation)
    _check_goes(survey, Survey.State.ARCHIVED)
    if any(each.state == Wave.State.OPEN for each in waves):
        raise Refused(_("A round is open. Close it before you put the survey away."))


def _check_goes(survey: Survey, after: str) -> None:
    if not SURVEYS.allows(survey.state, after):
        raise Refused(_("That does not follow on the state that it is in."))
