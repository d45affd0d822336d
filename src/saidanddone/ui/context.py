"""What every page knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from saidanddone.core import languages


def site(request: HttpRequest) -> dict[str, Any]:
    return {"site": {"area": settings.AREA[languages.active()], "invented": settings.DEMONSTRATION}}
