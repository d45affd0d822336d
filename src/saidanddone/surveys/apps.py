from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "saidanddone.surveys"
    label = "surveys"

    def ready(self) -> None:
        from saidanddone.contributions import holdings
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.record import kinds
        from saidanddone.surveys.queries import held

        register_kind("survey", label=_("survey"), urls=pages("survey"))
        register_kind("survey-wave", label=_("round of a survey"), urls=pages("survey_wave"))
        holdings.register("panels", _("Whose panels you joined"), held.panels, "surveys.PanelMember.contributor")
        kinds.register("survey-wave", _("A round of a survey was opened, closed or withdrawn."))
        kinds.register("survey-results", _("The figures of a survey were published."))
