"""What people say and what they make of the answer: story, verdict, said so."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from saidanddone.ui import icons
from saidanddone.ui.states import look, tone_named

register = template.Library()


@register.inclusion_tag("ui/components/story.html")
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
) -> dict[str, Any]:
    """Someone's words in a list; stands in <ul class="stories">. The whole card leads to its thread."""
    return {
        "words": words,
        "url": url,
        "title": title,
        "stage": tone_named(stage),
        "state": state,
        "state_words": state_words,
        "facts": [fact for fact in facts if fact],
        "credit": credit,
        "support": support,
        "language": language,
        "level": level,
    }


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
