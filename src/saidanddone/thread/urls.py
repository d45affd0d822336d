from django.urls import URLPattern, URLResolver, path, re_path

from saidanddone.core.ids import PATTERN
from saidanddone.thread.views import attribution, contribution, coverage, digests, ideas, stories, tellings, thanks

urlpatterns: list[URLPattern | URLResolver] = [
    path("contributions/<public_id:public_id>/", contribution.contribution, name="contribution"),
    path("contributions/<public_id:public_id>/words/", contribution.check_words, name="check_words"),
    re_path(
        rf"^contributions/(?P<public_id>{PATTERN})/words/(?P<name>[0-9]{{1,4}}-[0-9]{{1,15}}-[a-z_]{{1,40}})\.json$",
        contribution.opening,
        name="opening",
    ),
    path("contributions/<public_id:public_id>/thank/", thanks.thank, name="thank"),
    path("thanks/<public_id:public_id>/take-back/", thanks.take_back_thanks, name="take_back_thanks"),
    path("yours/news/", tellings.your_news, name="your_news"),
    path("yours/telling/", tellings.your_wishes, name="your_wishes"),
    path("yours/telling/number/", tellings.your_number, name="your_number"),
    path("stop/<str:token>/", tellings.stop_telling, name="stop_telling"),
    path("yours/attribution/", attribution.your_attribution, name="your_attribution"),
    path("yours/attribution/file.json", attribution.your_attribution_file, name="your_attribution_file"),
    path("yours/attribution/page/", attribution.change_credits_page, name="change_credits_page"),
    path("credits/<public_id:public_id>/", attribution.credits_page, name="credits_page"),
    path("credits/<public_id:public_id>/file.json", attribution.credits_file, name="credits_file"),
    path("what-would-you-add/", ideas.ideas, name="ideas"),
    path("what-would-you-add/open/", ideas.open_ideas, name="open_ideas"),
    path("thread/<slug:kind>/<public_id:public_id>/", stories.story_page, name="story"),
    path("thread/<slug:kind>/<public_id:public_id>/embed/", stories.story_embedded, name="story_embedded"),
    path("thread/<slug:kind>/<public_id:public_id>.json", stories.story_json, name="story_json"),
    path("thread/<slug:kind>/<public_id:public_id>.png", stories.story_card, name="story_card"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/download.<ending:ending>", coverage.coverage_download, name="coverage_download"),
    path("equity/", coverage.equity, name="equity"),
    path("digest/<slug:slug>/", digests.digest, name="digest"),
    path("digest/<slug:slug>/feed.atom", digests.digest_atom, name="digest_atom"),
    path("digest/<slug:slug>/poster.pdf", digests.digest_poster, name="digest_poster"),
    path("desk/tellings/", tellings.desk_tellings, name="desk_tellings"),
    path("desk/tellings/<public_id:public_id>/told/", tellings.mark_told, name="mark_told"),
]
