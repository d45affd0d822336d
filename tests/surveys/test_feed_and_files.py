"""Published results are followed as a feed, and the list of surveys is taken away: what everyone may read, no more."""

import json

import pytest

from saidanddone.surveys.models import Wave
from tests.surveys.factories import AnalysisFactory, SurveyFactory, WaveFactory

pytestmark = pytest.mark.django_db


def feed(client, prefix=""):
    response = client.get(f"{prefix}/surveys/feed.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    return response.content.decode()


def test_the_feed_has_each_published_round_with_its_page(client):
    found = AnalysisFactory(published=True)
    shown = feed(client)

    assert f"/surveys/{found.wave.survey.public_id}/{found.wave.public_id}/" in shown
    assert "Trust in Aberwen" in shown and "100 people answered." in shown
    assert "Ymddiriedaeth yn Aberwen" in feed(client, "/cy")


def test_the_feed_has_nothing_that_is_not_for_everyone(client, at):
    AnalysisFactory()
    AnalysisFactory(published=True, readers="organisation")
    AnalysisFactory(published=True, superseded_by=AnalysisFactory())
    gone = AnalysisFactory(published=True).wave
    Wave.objects.filter(pk=gone.pk).update(state="withdrawn", withdrawn_reason="The list was wrong.")

    assert "<entry>" not in feed(client)


def test_words_of_a_survey_do_not_break_the_feed(client):
    AnalysisFactory(published=True, wave__survey__title={"en": "<b>&\"'</b>]]>"})
    assert "<b>" not in feed(client).split("<entry>")[1]


def test_the_file_has_open_surveys_with_their_newest_round_and_none_of_staff_or_in_draft(client):
    shown = SurveyFactory(opened=True)
    WaveFactory(survey=shown, number=1, closed=True)
    WaveFactory(survey=shown, number=2, opened=True)
    SurveyFactory()
    WaveFactory(survey=SurveyFactory(opened=True, of_staff=True), opened=True, link_key="another")

    (row,) = json.loads(b"".join(client.get("/surveys/download.json")))

    assert (row["public_id"], row["rounds"], row["newest_round"], row["newest_state"]) == (
        shown.public_id,
        2,
        2,
        "open",
    )
    assert (row["title_en"], row["title_cy"]) == ("Trust in Aberwen", "Ymddiriedaeth yn Aberwen")


def test_the_list_leads_to_its_files_and_its_feed(client):
    WaveFactory(survey=SurveyFactory(opened=True), opened=True)
    shown = client.get("/surveys/").content.decode()
    assert "/surveys/download.csv" in shown and "/surveys/feed.atom" in shown
