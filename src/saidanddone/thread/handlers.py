"""How moderators hide, show and redact the words beside thanks. Runs inside moderation's transaction.

Only whoever was thanked, and the organisation's officers, ever read them; so nothing of it is public or on the record.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext

from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import url_of
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import Viewer
from saidanddone.moderation.registry import Described, Handler, Part
from saidanddone.thread.models import Thanks


class ThanksHandler(Handler):
    def describe(self, public_id: str) -> Described | None:
        standing = Thanks.objects.exclude(contribution__state=Contribution.State.WITHDRAWN)
        thanks = standing.select_related("contribution").filter(public_id=public_id).first()
        if thanks is None:
            return None
        return Described(
            title=excerpt(thanks.words, 80) or gettext("Without words"),
            parts=(Part("words", gettext("The words beside the thanks"), thanks.words, longest=1000),),
            url=url_of(thanks.ref),
            language=thanks.contribution.language,
            is_shown=thanks.hidden_at is None,
            is_public=False,
            author_person_id=thanks.noted_by_id,
            organisation_ids=frozenset({thanks.organisation_id}),
            is_redacted=thanks.is_redacted,
        )

    def hide(self, public_id: str, at: datetime) -> None:
        Thanks.objects.filter(public_id=public_id, hidden_at__isnull=True).update(hidden_at=at)

    def show(self, public_id: str, at: datetime) -> None:
        Thanks.objects.filter(public_id=public_id).update(hidden_at=None)

    def rewrite(self, public_id: str, words: Mapping[str, str], *, is_redacted: bool, at: datetime) -> None:
        Thanks.objects.filter(public_id=public_id).update(words=words["words"], is_redacted=is_redacted)

    def is_visible(self, public_id: str, viewer: Viewer) -> bool:
        return Thanks.objects.visible_to(viewer).filter(public_id=public_id).exclude(words="").exists()
