"""Surveys as those who build them need them, and whom they are about by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from saidanddone.core.languages import Language, said_in
from saidanddone.core.refs import Ref, url_of
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Organisation, Service
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place
from saidanddone.surveys.models import Question, Survey, Wave
from saidanddone.surveys.permissions.waves import check_measures_for


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a survey is about: the name in each language, and the page."""

    ref: Ref
    names: dict[str, str]
    url: str

    def __str__(self) -> str:
        return said_in(_Named(self.names), "name")


class _Named:
    def __init__(self, names: dict[str, str]) -> None:
        self.name, self.name_cy = names[Language.ENGLISH], names[Language.WELSH]


def subject_of(survey: Survey) -> Subject:
    """Whom it is about, as it is called now; where that is gone, whose survey it is."""
    found = _named(survey.about)
    thing = found or survey.organisation
    ref = survey.about if found else Ref("organisation", survey.organisation.public_id)
    if isinstance(thing, Service):
        ref = Ref("organisation", thing.organisation.public_id)
    names = {each.value: said_in(thing, "name", each.value) for each in Language}
    return Subject(survey.about, names, url_of(ref))


def _named(ref: Ref) -> Organisation | Service | Place | None:
    if ref.kind == "organisation":
        return Organisation.objects.filter(public_id=ref.public_id).first()
    if ref.kind == "service":
        return Service.objects.filter(public_id=ref.public_id).select_related("organisation").first()
    return Place.objects.filter(public_id=ref.public_id).defer("boundary", "outline").first()


def organisations_of(viewer: Viewer) -> list[Organisation]:
    """Those for which somebody measures; refused to whoever measures for none."""
    held = [pk for name, pk in viewer.permissions if name == Permission.MEASURE and pk is not None]
    found = list(Organisation.objects.filter(pk__in=held).order_by("name", "pk"))
    if not found:
        raise Refused(_("Only those who measure for an organisation see this."))
    return found


def organisation_of(viewer: Viewer, slug: str) -> Organisation:
    organisation = get_object_or_404(Organisation, slug=slug)
    check_measures_for(by=viewer, organisation=organisation)
    return organisation


def surveys_of(organisation: Organisation) -> QuerySet[Survey]:
    """Newest first, each with the number of its questions and of its waves, and its waves, the newest first."""
    waves = Wave.objects.defer("questions").order_by("-number")
    counted = Survey.objects.filter(organisation=organisation).annotate(
        question_count=Count("questions", distinct=True), wave_count=Count("waves", distinct=True)
    )
    return counted.prefetch_related(Prefetch("waves", waves, to_attr="rounds")).order_by("-created_at", "-pk")


def survey_of(viewer: Viewer, slug: str, public_id: str) -> Survey:
    """One of them; refused to whoever does not measure for its organisation, and 404 where it is another's."""
    organisation = organisation_of(viewer, slug)
    rows = Survey.objects.filter(organisation=organisation).select_related("organisation")
    return get_object_or_404(rows, public_id=public_id)


def question_of(survey: Survey, public_id: str) -> Question:
    question = get_object_or_404(survey.questions, public_id=public_id)
    question.survey = survey
    return question


def wave_of(survey: Survey, public_id: str) -> Wave:
    wave = get_object_or_404(survey.waves, public_id=public_id)
    wave.survey = survey
    return wave


def may_be_about(organisation: Organisation) -> dict[str, list[tuple[str, str]]]:
    """Whom a survey of an organisation may be about: references with names, in groups."""
    services = Service.objects.filter(organisation=organisation).open().order_by("name", "pk")
    others = Organisation.objects.open().exclude(pk=organisation.pk).order_by("name", "pk")
    places = Place.objects.order_by("path").defer("boundary", "outline")
    return {
        str(_("This organisation")): _choices("organisation", [organisation]),
        str(_("Its services")): _choices("service", services),
        str(_("Other organisations")): _choices("organisation", others),
        str(_("Places")): _choices("place", places),
    }


def _choices(kind: str, rows: Iterable[Organisation | Service | Place]) -> list[tuple[str, str]]:
    return [(str(Ref(kind, row.public_id)), row.local_name) for row in rows]
