from django.urls import URLPattern, URLResolver, path, re_path

from saidanddone.core.ids import PATTERN
from saidanddone.thread.views import contribution, tellings

urlpatterns: list[URLPattern | URLResolver] = [
    path("contributions/<public_id:public_id>/", contribution.contribution, name="contribution"),
    path("contributions/<public_id:public_id>/words/", contribution.check_words, name="check_words"),
    re_path(
        rf"^contributions/(?P<public_id>{PATTERN})/words/(?P<name>[0-9]{{1,4}}-[0-9]{{1,15}}-[a-z_]{{1,40}})\.json$",
        contribution.opening,
        name="opening",
    ),
    path("yours/news/", tellings.your_news, name="your_news"),
    path("yours/telling/", tellings.your_wishes, name="your_wishes"),
    path("stop/<str:token>/", tellings.stop_telling, name="stop_telling"),
    path("desk/tellings/", tellings.desk_tellings, name="desk_tellings"),
    path("desk/tellings/<public_id:public_id>/told/", tellings.mark_told, name="mark_told"),
]
