"""The components, as template tags that every template has without loading them (settings.TEMPLATES).

Each is shown in every state in `/gallery/`, with one line in docs/components.md. A tag that holds other content
ends with `end…`: `{% card %}…{% endcard %}`. All arguments but the first are named.
"""

from django import template

from saidanddone.ui.templatetags import figures, holders, voices, ways, words

register = template.Library()
for part in (words, holders, figures, voices, ways):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
