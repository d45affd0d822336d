import pytest
from django.template import engines

from saidanddone.messaging.wording import subject_line, write


@pytest.fixture
def template(monkeypatch):
    engine = engines["django"].engine
    words = (
        "{% blocktranslate %}What {{ name }} said{% endblocktranslate %}\n\n"
        "{{ name }} & co, {{ area }}:\n\n\n\n{{ site_url }}/x/"
    )
    monkeypatch.setattr(engine, "get_template", lambda name: engine.from_string(words))


def test_the_first_line_is_the_subject_and_the_rest_the_body(template, settings):
    settings.AREA = {"en": "Aberwen", "cy": "Aberŵen"}
    settings.SITE_URL = "https://aberwen.example"

    words = write("any.txt", "cy", name="<Mair>")

    assert words.subject == "What <Mair> said"
    assert words.body == "<Mair> & co, Aberŵen:\n\nhttps://aberwen.example/x/"


def test_a_name_cannot_start_a_header(template):
    assert write("any.txt", "en", name="Mair\nBcc: x").subject == "What Mair"


def test_a_subject_is_cut_to_what_the_field_holds():
    assert len(subject_line("a" * 300)) == 200
