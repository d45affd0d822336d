"""Every address of the site. Pages stand under both languages: `/…` in English, `/cy/…` in Welsh."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from saidanddone.web.urls import for_machines

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(for_machines)),
    path("api/", include("saidanddone.api.urls")),
]
urlpatterns += i18n_patterns(
    path("", include("saidanddone.web.urls")),
    path("", include("saidanddone.contributions.urls")),
    path("", include("saidanddone.decisions.urls")),
    path("", include("saidanddone.commitments.urls")),
    path("", include("saidanddone.surveys.urls")),
    path("", include("saidanddone.thread.urls")),
    path("", include("saidanddone.funds.urls")),
    path("", include("saidanddone.alliances.urls")),
    path("", include("saidanddone.trust.urls")),
    path("", include("saidanddone.people.urls")),
    path("", include("saidanddone.places.urls")),
    path("", include("saidanddone.messaging.urls")),
    path("", include("saidanddone.moderation.urls")),
    path("record/", include("saidanddone.record.urls")),
    path("gallery/", include("saidanddone.ui.urls")),
    path("account/", include("allauth.urls")),
    prefix_default_language=False,
)

handler400 = "saidanddone.ui.views.bad_request"
handler403 = "saidanddone.ui.views.permission_denied"
handler404 = "saidanddone.ui.views.page_not_found"
