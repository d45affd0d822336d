from collections.abc import Callable, Collection
from datetime import timedelta

from django.apps import AppConfig, apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "saidanddone.funds"
    label = "funds"

    def ready(self) -> None:
        from saidanddone.core import schedule
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.funds import handlers, searching
        from saidanddone.moderation import registry
        from saidanddone.record import kinds
        from saidanddone.search import index
        from saidanddone.ui import navigation

        navigation.add("footer", _("Funds: where the money comes from and what it does"), "funds", order=16)
        navigation.add("desk", _("Funds"), "desk_own_funds", order=28, icon="chart", shown_to=_has_money)
        register_kind("fund", label=_("fund"), urls=pages("fund"))
        register_kind("fund-forecast", label=_("forecast of a fund"), urls=_on_page("Forecast", "line"))
        register_kind("fund-plan", label=_("plan of a fund"), urls=_on_page("VariancePlan", "forecast__line"))
        register_kind("fund-virement", label=_("move of a fund's budget"), urls=_on_page("Virement", "giving"))
        register_kind("fund-order", label=_("promise of a fund's money"), urls=_on_page("Order", "line"))
        registry.register("fund", handlers.FundHandler())
        index.register_source("fund", searching.documents)
        kinds.register("fund-correction", _("A moderator took words out, or brought them back."))
        schedule.every(timedelta(days=1), "saidanddone.funds.tasks.publish_figures")
        kinds.register("fund-opened", _("Partners opened a fund: what each pays, and what it is for."))
        kinds.register("fund-locked", _("The books of a fund were closed up to a day."))
        kinds.register("fund-forecast", _("It was said what a line of a fund will have spent when the year is over."))
        kinds.register("fund-plan", _("It was planned what is done about a line that is over or under its budget."))
        kinds.register("fund-plan-ended", _("It was said what came of such a plan."))
        kinds.register("fund-virement", _("Budget was moved from one line of a fund to another."))
        kinds.register("fund-order", _("Money of a fund was promised to somebody: a grant or a contract."))
        kinds.register("fund-order-cancelled", _("What was still promised of a grant or a contract was cancelled."))
        kinds.register("fund-year", _("A year of a fund was closed, with every partner's statement."))
        kinds.register("fund-figures", _("What a fund came to in a month."))
        kinds.register("fund-closed", _("A fund was closed."))


def _has_money(request: HttpRequest) -> bool:
    from saidanddone.people.roles import Permission

    viewer = request.viewer  # type: ignore[attr-defined]
    return any(permission == Permission.HANDLE_MONEY and of for permission, of in viewer.permissions)


def _on_page(model: str, line: str) -> Callable[[Collection[str]], dict[str, str]]:
    """The addresses of what stands beside a line on the page of its fund; `line` is the path to it."""

    def urls(public_ids: Collection[str]) -> dict[str, str]:
        rows = apps.get_model("funds", model)._default_manager.filter(public_id__in=public_ids)
        found = rows.values_list("public_id", f"{line}__scheme__fund__public_id", f"{line}__public_id")
        return {public_id: f"{reverse('fund', args=[fund])}#line-{part}" for public_id, fund, part in found}

    return urls
