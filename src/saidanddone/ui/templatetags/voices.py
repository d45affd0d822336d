"""What people say and what they make of the answer: story, verdict, said so."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from saidanddone.ui import icons
from saidanddone.ui.states import look, tone_named
from saidanddone.ui.templatetags.words import facts as facts_line
from saidanddone.ui.templatetags.words import grouped, tag

register = template.Library()


@register.simple_tag
def story(
    words: Any,
    *,
    url: str,
    title: Any = "",
    stage: str = "said",
    state: str = "",
    state_words: Any = "",
    facts: Iterable[Any] = (),
    credit: Any = "",
    support: int | None = None,
    language: str = "",
    level: int = 3,
) -> SafeString:
    """Someone's words in a list; stands in <ul class="stories">. The whole card leads to its thread.

    Written in Python and not as a template, since a page of a list has twenty of them.
    """
    spoken = format_html(' lang="{}"', language) if language else ""
    if title:
        said = format_html('<blockquote class="quote"{}>{}</blockquote>', spoken, words) if words else ""
        heading = format_html('<h{} class="story__title"><a href="{}">{}</a></h{}>', level, url, title, level)
        said = format_html("{}{}", heading, said)
    else:
        linked = format_html('<a class="story__words" href="{}">{}</a>', url, words)
        said = format_html('<blockquote class="quote"{}>{}</blockquote>', spoken, linked)
    return format_html(
        '<li class="card card--edge story {}">{}{}{}</li>',
        tone_named(stage),
        _head(state, state_words, facts),
        said,
        _foot(credit, support),
    )


def _head(state: str, state_words: Any, facts: Iterable[Any]) -> SafeString:
    shown = tag(state, state_words) if state else ""
    line = facts_line(*facts)
    return format_html('<div class="tags">{}{}</div>', shown, line) if shown or line else SafeString("")


def _foot(credit: Any, support: int | None) -> SafeString:
    if not credit and not support:
        return SafeString("")
    voices = ""
    if support:
        counted = ngettext("%(shown)s other voice", "%(shown)s other voices", support) % {"shown": grouped(support)}
        voices = format_html("<span>{} {}</span>", icons.icon("support"), counted)
    return format_html('<div class="story__foot meta"><span>{}</span>{}</div>', credit, voices)


@register.inclusion_tag("ui/components/verdict.html", takes_context=True)
def verdict(
    context: template.Context, question: Any, *, action: str, name: str = "verdict", with_unknown: bool = False
) -> dict[str, Any]:
    """Yes, partly, no: one press, sent to `action`."""
    choices = ["yes", "partly", "no", *(["unknown"] if with_unknown else [])]
    return {
        "question": question,
        "action": action,
        "name": name,
        "csrf_token": context.get("csrf_token", ""),
        "choices": [(value, look(value)) for value in choices],
    }


@register.simple_block_tag
def said_so(content: str, value: str, who: Any = "") -> SafeString:
    """A verdict that was given, beside the claim it judges."""
    found = look(value)
    named = format_html("<b>{}</b> ", who) if who else ""
    return format_html(
        '<div class="said-so {}">{}<div>{}{}</div></div>',
        found.tone,
        icons.icon(found.icon),
        named,
        mark_safe(content),  # noqa: S308
    )


@register.inclusion_tag("ui/components/translation_note.html")
def translation_note(thing: Any, only: Any = None) -> dict[str, Any]:
    """For who reads a translation: who made it, the words as they were written, and what was changed since.

    `only` names the fields that the page shows, where it does not show all. Stands once on the page of `thing`.
    """
    is_read = (get_language() or "")[:2] == thing.other_language
    shown = [each for each in thing.translated if is_read and (only is None or each.field in only)]
    return {
        "now": [each for each in shown if not each.is_behind],
        "behind": [each for each in shown if each.is_behind],
        "is_by_machine": thing.translated_by == "machine",
        "language": thing.language,
        "other_language": thing.other_language,
    }
