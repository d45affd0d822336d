from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "saidanddone.people"
    label = "people"

    def ready(self) -> None:
        from saidanddone.core.refs import register_kind
        from saidanddone.record import kinds

        register_kind("organisation", label=_("Organisation"), url=_organisation_url)
        kinds.register("promise", _("An organisation published its promise to answer, or withdrew it."))


def _organisation_url(public_id: str) -> str:
    from saidanddone.people.models import Organisation

    return reverse("organisation", args=[Organisation.objects.values_list("slug", flat=True).get(public_id=public_id)])
