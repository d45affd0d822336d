from collections.abc import Callable, Collection
from datetime import timedelta

from django.apps import AppConfig, apps
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "saidanddone.commitments"
    label = "commitments"

    def ready(self) -> None:
        from saidanddone.core.refs import pages, register_kind

        register_kind("commitment", label=_("commitment"), urls=pages("commitment"))
        register_kind("setback", label=_("setback"), urls=pages("setback"))
        _outcomes()


def _outcomes() -> None:
    from saidanddone.commitments import outcome_entries, outcome_handlers
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
    navigation.add("main", _("What changed"), "outcomes", order=50, icon="felt")


def _parts_of_page(model: str, outcome: str, anchor: str) -> Callable[[Collection[str]], dict[str, str]]:
    """The addresses of what stands on the page of its outcome: `outcome` and `anchor` are paths to public ids."""

    def urls(public_ids: Collection[str]) -> dict[str, str]:
        rows = apps.get_model("commitments", model)._default_manager.filter(public_id__in=public_ids)
        found = rows.values_list("public_id", f"{outcome}public_id", f"{anchor}public_id")
        name = "indicator" if anchor.startswith("indicator") else model.lower()
        return {public_id: f"{reverse('outcome', args=[page])}#{name}-{part}" for public_id, page, part in found}

    return urls
