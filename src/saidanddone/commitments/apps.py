from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from django.apps import AppConfig, apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "saidanddone.commitments"
    label = "commitments"

    def ready(self) -> None:
        from saidanddone.core.refs import pages, register_kind

        register_kind("commitment", label=_("commitment"), urls=pages("commitment"))
        register_kind("setback", label=_("setback"), urls=pages("setback"))
        _promises()
        _outcomes()
        _holdings()


def _holdings() -> None:
    from saidanddone.commitments.queries import held
    from saidanddone.contributions import holdings

    holdings.register("follow_ups", _("Whether it worked for you"), held.follow_ups, "commitments.FollowUp.contributor")
    holdings.register("burdens", _("Burdens that you reported"), held.burdens, "commitments.Burden.reported_by")


def _promises() -> None:
    """What promises and setbacks bring: kinds, entries, moderation, search, the job that asks, places in the menus."""
    from saidanddone.commitments import handlers, searching
    from saidanddone.contributions.signals import moved
    from saidanddone.core import schedule
    from saidanddone.core.refs import register_kind
    from saidanddone.moderation import registry
    from saidanddone.search import index
    from saidanddone.ui import navigation

    navigation.add("main", _("What was promised"), "commitments", order=25, icon="done")
    navigation.add(
        "desk",
        _("Promises"),
        "desk_promises",
        order=25,
        icon="promise",
        shown_to=_says_how_promises_go,
        count=_late,
    )
    register_kind("commitment-update", label=_("update of a commitment"), urls=_update_urls)
    register_kind("follow-up", label=_("what somebody says of a commitment"), urls=_follow_up_urls)
    registry.register("commitment", handlers.CommitmentHandler())
    registry.register("commitment-update", handlers.UpdateHandler())
    registry.register("follow-up", handlers.FollowUpHandler())
    registry.register("setback", handlers.SetbackHandler())
    index.register_source("commitment", searching.commitments)
    index.register_source("setback", searching.setbacks)
    schedule.every(timedelta(hours=1), "saidanddone.commitments.tasks.ask_if_it_worked")
    moved.connect(_forget, dispatch_uid="commitments forget what was withdrawn")
    _promise_entries()


def _promise_entries() -> None:
    from saidanddone.record import kinds

    kinds.register("commitment", _("An organisation made a promise."))
    kinds.register("commitment-update", _("An organisation said how its promise goes."))
    kinds.register("commitment-change", _("An organisation changed its promise, in sight of everyone."))
    kinds.register("commitment-partner", _("An organisation took a part in a promise, or left it."))
    kinds.register("commitment-replaced", _("A promise was replaced by another one."))
    kinds.register("commitment-period", _("It was said how often a standing promise was kept."))
    kinds.register("commitment-source", _("What the source of an imported promise says of it was brought in."))
    kinds.register("commitment-correction", _("A moderator took words out, or brought them back."))
    kinds.register("follow-up-asked", _("Those whose words led to a promise were asked whether it worked."))
    kinds.register("follow-up", _("Somebody said whether it worked for them."))
    kinds.register("setback", _("An organisation said what went wrong."))
    kinds.register("setback-checked", _("A setback was looked at again."))


def _says_how_promises_go(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    viewer = request.viewer  # type: ignore[attr-defined]
    return any(permission == Permission.UPDATE for permission, _organisation in viewer.permissions)


def _late(request: HttpRequest) -> int:
    from saidanddone.commitments.queries.desk import late_for
    from saidanddone.core import clock

    return late_for(request.viewer, on=clock.local_date(clock.now()))  # type: ignore[attr-defined]


def _outcomes() -> None:
    from saidanddone.commitments import outcome_entries, outcome_handlers, outcome_parts
    from saidanddone.core import schedule
    from saidanddone.core.refs import pages, register_kind
    from saidanddone.moderation import registry
    from saidanddone.record import kinds
    from saidanddone.search import index
    from saidanddone.ui import navigation

    register_kind("outcome", label=_("outcome"), urls=pages("outcome"))
    register_kind("outcome-owner", label=_("part in an outcome"), urls=_parts_of_page("Owner", "outcome__", ""))
    register_kind("indicator", label=_("indicator"), urls=_parts_of_page("Indicator", "outcome__", ""))
    register_kind(
        "observation", label=_("observation"), urls=_parts_of_page("Observation", "indicator__outcome__", "indicator__")
    )
    register_kind(
        "line", label=_("baseline or target"), urls=_parts_of_page("Line", "indicator__outcome__", "indicator__")
    )
    register_kind("opinion", label=_("opinion"), urls=_parts_of_page("Opinion", "indicator__outcome__", "indicator__"))
    register_kind("report", label=_("report on an outcome"), urls=_parts_of_page("Report", "outcome__", ""))
    registry.register("outcome", outcome_handlers.OutcomeHandler())
    for kind, handler in outcome_parts.HANDLERS.items():
        registry.register(kind, handler)
    index.register_source("outcome", outcome_entries.documents)
    kinds.register("outcome", _("Several organisations set an outcome that they answer for together."))
    kinds.register("outcome-owner", _("An organisation was asked, agreed, changed its part, or left an outcome."))
    kinds.register("outcome-ended", _("An outcome ended, for a reason."))
    kinds.register("outcome-correction", _("A moderator took words out, or brought them back."))
    kinds.register("indicator", _("A measure of an outcome was declared, with the rule that judges it."))
    kinds.register("observation", _("The figure of one period was entered."))
    kinds.register("line", _("A baseline or a target was set; what it replaces stays."))
    kinds.register("opinion", _("The owners, or somebody independent, said what they make of an indicator."))
    kinds.register("report", _("The owners of an outcome published their report."))
    for job in ("make_reports_due", "hand_on_parts"):
        schedule.every(timedelta(days=1), f"saidanddone.commitments.tasks.{job}")
    schedule.every(timedelta(hours=1), "saidanddone.commitments.tasks.draw_charts")
    navigation.add("main", _("What changed"), "outcomes", order=28, icon="felt")
    navigation.add("desk", _("Outcomes"), "desk_own_outcomes", order=27, icon="chart", shown_to=_works_somewhere)


def _works_somewhere(request: HttpRequest) -> bool:
    return bool(request.viewer.organisation_ids)  # type: ignore[attr-defined]


def _forget(sender: str, *, contribution_ids: Collection[int], by: Any, at: Any, **more: Any) -> None:
    """What was withdrawn or erased takes the words beside it along; beside what was only just said there are none."""
    from saidanddone.commitments.actions import forget_follow_ups

    if sender != "said":
        forget_follow_ups(by=by, at=at, contribution_ids=contribution_ids)


def _update_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.commitments.models import Update

    found = Update.objects.filter(public_id__in=public_ids).values_list("public_id", "commitment__public_id")
    return {public_id: f"{_page(commitment)}#update-{public_id}" for public_id, commitment in found}


def _follow_up_urls(public_ids: Collection[str]) -> dict[str, str]:
    from saidanddone.commitments.models import FollowUp

    found = FollowUp.objects.filter(public_id__in=public_ids).values_list("public_id", "commitment__public_id")
    return {public_id: f"{_page(commitment)}#people" for public_id, commitment in found}


def _page(commitment: str) -> str:
    return reverse("commitment", args=[commitment])


def _parts_of_page(model: str, outcome: str, anchor: str) -> Callable[[Collection[str]], dict[str, str]]:
    """The addresses of what stands on the page of its outcome: `outcome` and `anchor` are paths to public ids."""

    def urls(public_ids: Collection[str]) -> dict[str, str]:
        rows = apps.get_model("commitments", model)._default_manager.filter(public_id__in=public_ids)
        found = rows.values_list("public_id", f"{outcome}public_id", f"{anchor}public_id")
        name = "indicator" if anchor.startswith("indicator") else model.lower()
        return {public_id: f"{reverse('outcome', args=[page])}#{name}-{part}" for public_id, page, part in found}

    return urls
