from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordConfig(AppConfig):
    name = "saidanddone.record"
    label = "record"

    def ready(self) -> None:
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.record import kinds, queries
        from saidanddone.ui import navigation

        register_kind("log", label=_("Public record"), urls=pages("record_log"))
        kinds.register("log-started", _("This log was started to follow one that could not be continued."))
        kinds.register("withdrawal", _("Words were withdrawn, and what could open them here was deleted."))
        navigation.add("footer", _("Public record"), "record", order=30)
        navigation.set_record_line(queries.record_line)
