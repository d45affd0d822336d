from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from saidanddone.core.viewer import Viewer


class DecisionsConfig(AppConfig):
    name = "saidanddone.decisions"
    label = "decisions"

    def ready(self) -> None:
        from saidanddone.contributions import signals, sources
        from saidanddone.core import machines, schedule
        from saidanddone.decisions import finding_entries, hiding, moderated, open_record, states
        from saidanddone.decisions.queries.sources import source
        from saidanddone.moderation import registry
        from saidanddone.record import kinds
        from saidanddone.search import index
        from saidanddone.ui import navigation

        registry.register("finding", moderated.FindingHandler())
        registry.register("finding-check", moderated.CheckHandler())
        kinds.register("finding", _("A finding was published: what was understood, and what it rests on."))
        kinds.register("finding-superseded", _("A newer finding took the place of this one."))
        kinds.register("finding-withdrawn", _("A finding was withdrawn, for a reason."))
        kinds.register("words-translated", _("What an organisation wrote was put into the other language."))
        kinds.register("finding-check", _("Somebody whom a finding cites said whether it is what they meant."))
        index.register_source("finding", finding_entries.documents)
        sources.register("decision", source)
        navigation.add("main", _("Decisions"), "decisions", order=20, icon="decided")
        navigation.add("desk", _("Decisions"), "own_decisions", order=22, icon="decided", shown_to=_writes)
        registry.register("decision", hiding.DecisionHandler())
        registry.register("use", hiding.UseHandler())
        kinds.register("decision", _("An organisation announced a decision, brought it further, or revised it."))
        kinds.register("use", _("A decision cited something, or said what its use was."))
        registry.register("backing", hiding.BackingHandler())
        kinds.register("backing", _("An organisation said that it backs what a decision tries."))
        kinds.register("backing-ended", _("An organisation said why it backs a decision no more."))
        index.register_source("decision", open_record.documents)
        navigation.add("main", _("What was understood"), "findings", order=15, icon="understood")
        navigation.add(
            "desk", _("Findings"), "desk_own_findings", order=20, icon="understood", shown_to=_writes_findings
        )
        schedule.every(timedelta(minutes=10), "saidanddone.decisions.tasks.keep_text_index")
        signals.moved.connect(follow_names)
        signals.forgotten.connect(forget_contributor)
        _kinds()
        _holdings()
        machines.register(states.FINDINGS, states.DECISIONS)


def _kinds() -> None:
    from saidanddone.core.refs import pages, register_kind

    register_kind("finding", label=_("finding"), urls=pages("finding"))
    register_kind("finding-check", label=_("check of a finding"), urls=_check_urls)
    register_kind("decision", label=_("decision"), urls=pages("decision"))
    register_kind("use", label=_("use in a decision"), urls=_use_urls)
    register_kind("backing", label=_("backing of a decision"), urls=_backing_urls)
    register_kind("exercise", label=_("trade-off exercise"), urls=_exercise_urls)


def _holdings() -> None:
    from saidanddone.contributions import holdings
    from saidanddone.decisions.queries import held

    holdings.register("checks", _("What you said of findings"), held.checks, "decisions.Check.contributor")
    holdings.register(
        "findings_written",
        _("Findings that you helped to write"),
        held.written,
        "decisions.Writer.contributor",
        "decisions.Writer.person",
    )
    holdings.register(
        "exercises", _("What you would have chosen"), held.exercises, "decisions.ExerciseResponse.contributor"
    )


def _writes(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    viewer = request.viewer  # type: ignore[attr-defined]
    return any(permission == Permission.WRITE for permission, _organisation in viewer.permissions)


def _use_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.decisions.models import Use

    found = Use.objects.filter(public_id__in=public_ids).values_list("public_id", "decision__public_id")
    return {public_id: f"{reverse('decision', args=[decision])}#heard" for public_id, decision in found}


def _backing_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.decisions.models import Backing

    found = Backing.objects.filter(public_id__in=public_ids).values_list("public_id", "decision__public_id")
    return {public_id: f"{reverse('decision', args=[decision])}#backing" for public_id, decision in found}


def _exercise_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.decisions.models import Exercise

    found = Exercise.objects.filter(public_id__in=public_ids).values_list("public_id", "decision__public_id")
    return {public_id: reverse("decision_try", args=[decision]) for public_id, decision in found}


def _check_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.decisions.models import Check

    found = Check.objects.filter(public_id__in=public_ids).values_list("public_id", "finding__public_id")
    return {public_id: f"{reverse('finding', args=[finding])}#checks" for public_id, finding in found}


def follow_names(
    sender: str, *, contribution_ids: Collection[int], by: "Viewer", at: datetime, **facts: object
) -> None:
    """In the transaction in which somebody chose another name, took their words back, or a moderator changed them."""
    if sender == "dispositions":
        from saidanddone.decisions import actions

        actions.follow_names(by=by, at=at, contribution_ids=contribution_ids)


def forget_contributor(contributor_id: int, **facts: object) -> None:
    """In the transaction in which somebody is erased."""
    from saidanddone.core import clock
    from saidanddone.core.viewer import SITE
    from saidanddone.decisions import actions

    at = clock.now()
    actions.forget_in_findings(by=SITE, at=at, contributor_id=contributor_id)
    actions.forget_in_exercises(by=SITE, at=at, contributor_id=contributor_id)


def _writes_findings(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    viewer = request.viewer  # type: ignore[attr-defined]
    return any(viewer.may(Permission.WRITE, pk) for pk in viewer.organisation_ids)
