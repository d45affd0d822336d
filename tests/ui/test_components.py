"""Each component stands with the fewest arguments, escapes what people wrote, and says unknown as unknown."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

MOMENT = datetime(2026, 7, 12, 9, 30, tzinfo=UTC)
WRITTEN = '<script>alert("x")</script>'


def rendered(template, **context):
    request = RequestFactory().get("/list", {"place": "glan", "page": "3"})
    return engines["django"].from_string(template).render(context, request)


@pytest.mark.parametrize(
    "template",
    [
        "{% tag 'late' %}",
        "{% button 'Go' %}",
        "{% button 'Go' href='/x' kind='plain small' icon='said' %}",
        "{% facts 'a' '' None 'b' %}",
        "{% back_link '/x' %}",
        "{% crumbs 'Home' '/' %}",
        "{% card %}x{% endcard %}",
        "{% card stage='done' heading='H' kind='sunk' %}x{% endcard %}",
        "{% quote %}x{% endquote %}",
        "{% knot 'Said' stage='said' %}x{% endknot %}",
        "{% knot 'Waiting' stage='waiting' note='soon' anchor='a' %}{% endknot %}",
        "{% notice %}x{% endnotice %}",
        "{% notice 'H' kind='warning' %}x{% endnotice %}",
        "{% panel 'Done' %}x{% endpanel %}",
        "{% empty_state 'Nothing' %}x{% endempty_state %}",
        "{% more 'Why' %}x{% endmore %}",
        "{% table 'T' note='n' kind='stack' %}<tbody></tbody>{% endtable %}",
        "{% due 'late' 'Late' spent=1.4 %}",
        "{% tabs 'Views' 'List' '/l' 'Map' '/m' current='/l' %}",
        "{% steps 'One' 'Two' now=2 %}",
        "{% copy_link 'https://x' 'Link' %}",
        "{% downloads 'contributions_download' %}",
        "{% verdict 'Understood?' action='/v' with_unknown=True %}",
        "{% said_so 'partly' 'Mair' %}x{% endsaid_so %}",
        "{% story 'words' url='/x' %}",
        "{% map_scripts %}",
    ],
)
def test_component_stands_with_few_arguments(template):
    assert rendered(template).strip()


@pytest.mark.parametrize(
    "template",
    [
        "{% tag 'late' written %}",
        "{% button written href=written %}",
        "{% facts written %}",
        "{% crumbs written written %}",
        "{% card heading=written %}{{ written }}{% endcard %}",
        "{% quote language=written %}{{ written }}{% endquote %}",
        "{% knot written stage='said' note=written when=written %}{{ written }}{% endknot %}",
        "{% notice written %}{{ written }}{% endnotice %}",
        "{% panel written %}{{ written }}{% endpanel %}",
        "{% empty_state written %}{{ written }}{% endempty_state %}",
        "{% more written %}{{ written }}{% endmore %}",
        "{% table written note=written %}{% endtable %}",
        "{% figure written written unit=written note=written href=written %}",
        "{% due 'late' written spent=0.5 %}",
        "{% tabs written written written current=written %}",
        "{% steps written now=1 %}",
        "{% copy_link written written %}",
        "{% downloads 'contributions_download' written %}",
        "{% verdict written action=written %}",
        "{% said_so 'yes' written %}{{ written }}{% endsaid_so %}",
        "{% story written url=written title=written credit=written language=written %}",
        "{% story written url='/' state='late' state_words=written facts=all support=2 %}",
        "{% map geojson written %}",
    ],
)
def test_component_escapes_what_people_wrote(template):
    geojson = {"type": "FeatureCollection", "features": [], "name": WRITTEN}

    drawn = rendered(template, written=WRITTEN, all=[WRITTEN], geojson=geojson)

    assert "<script>alert" not in drawn


def test_a_figure_that_is_not_known_is_neither_zero_nor_blank():
    assert "No data yet" in rendered("{% figure None 'trust' unit='%' %}")
    assert ">0<" in rendered("{% figure 0 'late' %}")


def test_numbers_are_grouped():
    assert rendered("{{ 1284|grouped }} {{ none|grouped }}", none=None) == "1,284 "


def test_moment_is_shown_in_the_area_s_own_time_and_kept_for_machines():
    drawn = rendered("{% moment at %}", at=MOMENT)

    assert drawn == '<time datetime="2026-07-12T09:30:00+00:00">12 July 2026, 10:30</time>'


def test_day_is_named_in_the_reader_s_language():
    with translation.override("cy"):
        drawn = rendered("{% day when %}", when=date(2026, 3, 12))

    assert drawn == '<time datetime="2026-03-12">12 Mawrth 2026</time>'


def test_day_of_a_moment_is_the_area_s_day():
    assert "13 July" in rendered("{% day at %}", at=datetime(2026, 7, 12, 23, 30, tzinfo=UTC))


def test_missing_day_is_what_the_page_says_instead():
    assert rendered("{% day none 'not yet' %}{% moment none 'never' %}", none=None) == "not yetnever"


def test_pages_keep_the_other_parameters_and_say_more_than_a_thousand():
    page = SimpleNamespace(
        number=3, size=20, total=1000, more_than_total=True, has_next=True, has_previous=True, first=41, last=60
    )

    drawn = rendered("{% pages page %}", page=page)

    assert 'href="?place=glan&amp;page=4"' in drawn
    assert 'href="?place=glan&amp;page=2"' in drawn
    assert "41 to 60 of more than 1,000" in drawn


def test_second_page_leads_back_to_the_address_without_a_number():
    page = SimpleNamespace(
        number=2, size=20, total=30, more_than_total=False, has_next=False, has_previous=True, first=21, last=30
    )

    assert 'href="?place=glan"' in rendered("{% pages page %}", page=page)


def test_loop_says_what_it_does_not_know():
    drawn = rendered(
        "{% loop steps back=True %}",
        steps=[{"stage": "said", "value": 3, "href": "/"}, {"stage": "felt", "value": None}],
    )

    assert "No data yet" in drawn
    assert "Whoever said it is told" in drawn


def test_map_carries_its_features_as_data_and_not_as_script():
    drawn = rendered("{% map geojson 'Places' %}", geojson={"features": []})

    assert 'type="application/json"' in drawn
