"""What the dimensions and categories of population profiles are called on a page.

Files use short keys; one that is not listed here is shown as the file has it, its joints opened.
"""

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

DIMENSIONS: dict[str, str | Promise] = {
    "population": _("Everyone"),
    "age": _("Age"),
    "sex": _("Sex"),
    "ethnicity": _("Ethnic group"),
    "language": _("Language"),
    "disability": _("Disability"),
    "tenure": _("Home"),
}
CATEGORIES: dict[str, dict[str, str | Promise]] = {
    "population": {"all": _("Everyone")},
    "sex": {"female": _("Female"), "male": _("Male")},
    "ethnicity": {
        "white-welsh-or-british": _("White: Welsh, English, Scottish, Northern Irish or British"),
        "white-other": _("White: other"),
        "asian": _("Asian"),
        "mixed": _("Mixed"),
        "black": _("Black"),
        "other": _("Other"),
    },
    "language": {"speaks-welsh": _("Speaks Welsh"), "does-not-speak-welsh": _("Does not speak Welsh")},
    "disability": {
        "limited-a-lot": _("Day-to-day life limited a lot"),
        "limited-a-little": _("Day-to-day life limited a little"),
        "not-limited": _("Not limited"),
    },
    "tenure": {
        "owned-outright": _("Owned outright"),
        "owned-with-mortgage": _("Owned with a mortgage"),
        "social-rent": _("Rented from a council or housing association"),
        "private-rent": _("Rented privately"),
    },
}


def label_of_dimension(dimension: str) -> str:
    """
    >>> label_of_dimension("travel_to_work")
    'Travel to work'
    """
    return str(DIMENSIONS.get(dimension) or capfirst(dimension.replace("_", " ")))


def label_of(dimension: str, category: str) -> str:
    """A category's words; bands of age such as `16-24` and `80+` are put into words too."""
    if label := CATEGORIES.get(dimension, {}).get(category):
        return str(label)
    low, dash, high = category.partition("-")
    if dash and low.isdigit() and high.isdigit():
        return str(_("%(low)s to %(high)s")) % {"low": low, "high": high}
    if category.endswith("+") and category[:-1].isdigit():
        return str(_("%(low)s and over")) % {"low": category[:-1]}
    return category.replace("_", " ")
