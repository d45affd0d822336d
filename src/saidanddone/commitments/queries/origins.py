"""What a new promise comes from, as an address names it."""

from collections.abc import Mapping
from typing import Any

from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Decision, Finding


def origin_in(data: Mapping[str, str], *, viewer: Viewer) -> dict[str, Any]:
    """The first of decision, finding and contribution that is named and that the viewer may see."""
    for name, model in (("decision", Decision), ("finding", Finding), ("contribution", Contribution)):
        if public_id := data.get(name, ""):
            found = model.objects.visible_to(viewer).filter(public_id=public_id[:10]).first()
            return {name: found} if found else {}
    return {}
