"""Plain Django forms come out in GOV.UK's patterns: label, hint, error and control tied together."""

from datetime import date

import pytest
from django import forms
from django.template import engines
from lxml import html

from saidanddone.ui.forms import Checkboxes, DateParts, Radios


class Form(forms.Form):
    words = forms.CharField(max_length=20, widget=forms.Textarea, help_text="In your own way")
    name = forms.CharField(required=False)
    credit = forms.ChoiceField(
        choices=[("name", "By name"), ("none", "Not named")],
        widget=Radios(hints={"none": "Nobody will know"}, reveals={"name": ["full_name"]}),
    )
    full_name = forms.CharField(required=False)
    to = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=Checkboxes, required=False)
    said_date = forms.DateField(widget=DateParts, required=False)
    agree = forms.BooleanField(label="I agree")


def page(form):
    return html.fromstring(f"<div>{form}</div>")


def rendered(template, **context):
    return engines["django"].from_string(template).render(context)


def test_each_control_has_a_label():
    drawn = page(Form())

    controls = drawn.xpath("//input|//textarea|//select")
    labelled = {label.get("for") for label in drawn.xpath("//label")}

    assert controls
    assert {control.get("id") for control in controls} <= labelled


def test_hint_and_error_describe_the_control():
    drawn = page(Form({}))

    described = drawn.xpath("//textarea/@aria-describedby")[0].split()

    assert described == ["id_words_helptext", "id_words_error", "id_words_count"]
    assert all(drawn.xpath(f"//*[@id='{name}']") for name in described)


def test_group_of_choices_is_a_fieldset_that_names_its_error():
    drawn = page(Form({}))

    fieldset = drawn.xpath("//fieldset[legend='Credit']")[0]

    assert fieldset.get("aria-describedby") == "id_credit_error"
    assert "Please fill this in." in fieldset.text_content()


def test_field_that_an_option_reveals_stands_under_it_and_only_there():
    drawn = page(Form())

    assert len(drawn.xpath("//input[@name='full_name']")) == 1
    assert drawn.xpath("//div[contains(@class, 'reveal')]//input[@name='full_name']")


def test_hint_of_an_option_describes_it():
    drawn = page(Form())

    option = drawn.xpath("//input[@value='none']")[0]

    assert drawn.xpath(f"//*[@id='{option.get('aria-describedby')}']/text()") == ["Nobody will know"]


def test_length_is_counted_and_does_not_stop_typing():
    area = page(Form()).xpath("//textarea")[0]

    assert area.get("data-count") == "20"
    assert area.get("maxlength") is None


def test_fields_that_need_not_be_filled_say_so_unless_the_form_filters():
    class Filter(Form):
        says_optional = False

    assert "Name (optional)" in page(Form()).text_content()
    assert "(optional)" not in page(Filter()).text_content()


def test_date_is_read_from_its_parts():
    form = Form({"said_date_day": "12", "said_date_month": "3", "said_date_year": "2026"})

    form.is_valid()

    assert form.cleaned_data["said_date"] == date(2026, 3, 12)


def test_date_that_does_not_exist_is_refused_and_the_typing_kept():
    form = Form({"said_date_day": "31", "said_date_month": "2", "said_date_year": "2026"})

    drawn = page(form)

    assert form.errors["said_date"]
    assert drawn.xpath("//input[starts-with(@name, 'said_date')]/@value") == ["31", "2", "2026"]


@pytest.mark.parametrize("initial", [date(2026, 3, 12), "2026-3-12"])
def test_date_fills_its_parts(initial):
    drawn = page(Form(initial={"said_date": initial}))

    assert drawn.xpath("//input[starts-with(@name, 'said_date')]/@value") == ["12", "3", "2026"]


def test_error_summary_leads_to_each_field():
    form = Form({})

    drawn = html.fromstring(rendered("<div>{% error_summary form %}{{ form }}</div>", form=form))

    links = [link.lstrip("#") for link in drawn.xpath("//div[@role='alert']//a/@href")]
    assert links == ["id_words", "id_credit_0", "id_agree"]
    assert all(drawn.xpath(f"//*[@id='{link}']") for link in links)
    assert "Words: Please fill this in." in drawn.text_content()


def test_error_summary_is_silent_for_a_sound_form():
    assert rendered("{% error_summary form %}", form=Form()).strip() == ""


def test_label_can_be_the_heading_of_the_page():
    drawn = html.fromstring(rendered("{% field form.words heading=True label='What happened?' %}", form=Form()))

    assert drawn.xpath("//label/h1/text()") == ["What happened?"]


def test_words_typed_are_escaped():
    form = Form({"words": "</textarea><script>alert(1)</script>", "name": '"><script>'})

    assert "<script>" not in str(form)
