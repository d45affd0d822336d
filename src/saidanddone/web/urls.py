from django.urls import URLPattern, URLResolver, path

from saidanddone.web.views import about, area, desk, home, machine, searching, settings

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("organisations/", area.organisations, name="organisations"),
    path("organisations/download.<ending:ending>", area.organisations_download, name="organisations_download"),
    path("organisations/<slug:slug>/", area.organisation, name="organisation"),
    path("organisations/<slug:slug>/services/<slug:service_slug>/", area.service, name="service"),
    path("places/", area.places, name="places"),
    path("places/download.<ending:ending>", area.places_download, name="places_download"),
    path("places/<slug:slug>/", area.place, name="place"),
    path("search/", searching.search, name="search"),
    path("about/", about.about, name="about"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    path("cookies/", about.cookies, name="cookies"),
    path("data/", about.data, name="about_data"),
    path("desk/", desk.desk, name="desk"),
    path("desk/inbox/", desk.inbox, name="desk_inbox"),
    path("desk/inbox/acknowledge/", desk.acknowledge, name="desk_acknowledge"),
    path("desk/settings/", settings.settings, name="desk_settings"),
    path("desk/topics/", settings.topics, name="desk_topics"),
    path("desk/topics/new/", settings.add_topic, name="add_topic"),
    path("desk/topics/<slug:slug>/", settings.edit_topic, name="edit_topic"),
    path("desk/topics/<slug:slug>/retire/", settings.retire_topic, name="retire_topic"),
]

for_machines: list[URLPattern | URLResolver] = [
    path("robots.txt", machine.robots, name="robots"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("sitemap-<str:kind>-<int:number>.xml", machine.sitemap_part, name="sitemap_part"),
    path(".well-known/security.txt", machine.security, name="security_txt"),
    path("health/", machine.health, name="health"),
]
"""These stand outside both languages."""
