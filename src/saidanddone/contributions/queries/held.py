"""All that is held about somebody, to be handed to them: of their account, and of all that they are as contributors."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Prefetch, Q

from saidanddone.contributions import holdings
from saidanddone.contributions.models import (
    Addressee,
    Answer,
    Attachment,
    Contribution,
    Support,
    Translation,
    Verdict,
    Version,
)
from saidanddone.contributions.queries.yours import contributors
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.messaging.models import Message
from saidanddone.moderation.models import Decision
from saidanddone.moderation.queries import decisions_about
from saidanddone.people.models import Contributor, Person

Fields = dict[str, Any]
FIELDS = frozenset(
    {
        "account.EmailAddress.user",
        "contributions.Contribution.contributor",
        "contributions.Support.contributor",
        "contributions.Verdict.contributor",
        "people.Contributor.person",
        "people.Membership.person",
        "people.ReturnLink.contributor",
    }
)
"""By which the rows of this app and of those below it name whom they are about; apps above register theirs."""


def held_about(by: Viewer, *, at: datetime) -> Fields:
    """What stands in the file that they download."""
    own = contributors(by)
    person = Person.objects.filter(pk=by.person_id or 0).first()
    said = list(_said(own))
    verdicts = list(Verdict.objects.filter(contributor__in=own).select_related("answer").order_by("given_at", "pk"))
    supports = Support.objects.filter(contributor__in=own).order_by("given_at", "pk")
    visible = set(Answer.objects.visible_to(by).filter(contribution__in=said).values_list("pk", flat=True))
    return {
        "made_at": at.isoformat(),
        "account": _account(person) if person else None,
        "you": [_contributor(each) for each in own],
        "said": [_contribution(each, visible) for each in said],
        "voices_added": [
            {"contribution": each.contribution.public_id, "given_at": _moment(each.given_at), "news": each.wants_news}
            for each in supports.select_related("contribution")
        ],
        "verdicts": [
            {
                "answer": each.answer.public_id,
                "value": each.value,
                "words": each.words,
                "given_at": _moment(each.given_at),
            }
            for each in verdicts
        ],
        "decisions": _decisions([*(each.ref for each in said), *(each.ref for each in verdicts)]),
        "messages": _messages(own, person),
        **holdings.all_of(own, person),
    }


def files_of(by: Viewer) -> list[Attachment]:
    return list(Attachment.objects.filter(contribution__contributor__in=contributors(by)).order_by("pk"))


def _account(person: Person) -> Fields:
    return {
        "name": person.name,
        "email": person.email,
        "addresses": [
            {"email": each.email, "confirmed": each.verified}
            for each in EmailAddress.objects.filter(user=person).order_by("pk")
        ],
        "language": person.language,
        "joined_at": _moment(person.joined_at),
        "roles": [
            {
                "role": each.role,
                "organisation": each.organisation.name if each.organisation else None,
                "start_date": each.start_date.isoformat(),
                "end_date": each.end_date.isoformat() if each.end_date else None,
            }
            for each in person.memberships.select_related("organisation").order_by("start_date", "pk")
        ],
    }


def _contributor(contributor: Contributor) -> Fields:
    return {
        "name": contributor.name,
        "email": contributor.email,
        "language": contributor.language,
        "known_since": _moment(contributor.created_at),
        "has_account": contributor.person_id is not None,
        "return_links": [
            {
                "created_at": _moment(each.created_at),
                "expires_at": _moment(each.expires_at),
                "revoked_at": _moment(each.revoked_at),
            }
            for each in contributor.return_links.order_by("created_at", "pk")
        ],
    }


def _said(own: list[Contributor]) -> Iterable[Contribution]:
    answers = Answer.objects.select_related("organisation").order_by("answered_at", "pk")
    rows = Contribution.objects.filter(contributor__in=own).order_by("created_at", "pk")
    return rows.select_related("place", "topic", "service").prefetch_related(
        Prefetch("answers", answers),
        Prefetch("addressees", Addressee.objects.select_related("organisation").order_by("pk")),
        Prefetch("versions", Version.objects.order_by("number")),
        Prefetch("translations", Translation.objects.order_by("language")),
        Prefetch("attachments", Attachment.objects.order_by("pk")),
    )


def _contribution(contribution: Contribution, visible: set[int]) -> Fields:
    return {
        "id": contribution.public_id,
        "kind": contribution.kind,
        "text": contribution.text,
        "language": contribution.language,
        "place": contribution.place.name,
        "latitude": contribution.latitude,
        "longitude": contribution.longitude,
        "topic": contribution.topic.name if contribution.topic else None,
        "service": contribution.service.name if contribution.service else None,
        "said_date": contribution.said_date.isoformat(),
        "channel": contribution.channel,
        "credit": contribution.credit,
        "credit_name": contribution.credit_name,
        "may_be_quoted": contribution.may_be_quoted,
        "may_be_contacted": contribution.may_be_contacted,
        "audience": contribution.audience,
        "state": contribution.state,
        "created_at": _moment(contribution.created_at),
        "organisations": [each.organisation.name for each in contribution.addressees.all()],
        "versions": [each.text for each in contribution.versions.all()],
        "translations": [
            {"language": each.language, "text": each.text, "made_by": each.made_by}
            for each in contribution.translations.all()
        ],
        "files": [
            {
                "public_id": each.public_id,
                "description": each.description,
                "sha256": each.sha256,
                "media_type": each.media_type,
            }
            for each in contribution.attachments.all()
        ],
        "answers": [_answer(each, is_shown=each.pk in visible) for each in contribution.answers.all()],
    }


def _answer(answer: Answer, *, is_shown: bool) -> Fields:
    """Of one that a moderator has hidden, no more than the page shows: that it was given."""
    return {
        "organisation": answer.organisation.name,
        "kind": answer.kind,
        "answered_at": _moment(answer.answered_at),
        "hidden": not is_shown,
        "text": answer.text if is_shown else "",
        "reason": answer.reason if is_shown else "",
    }


def _decisions(abouts: list[Ref]) -> list[Fields]:
    """What moderators decided, why, and what the person said against it; never who decided or reported."""
    found = decisions_about(abouts)
    return [_decision(about, each) for about in abouts for each in found.get(about, [])]


def _decision(about: Ref, decision: Decision) -> Fields:
    appeal = getattr(decision, "appeal", None)
    return {
        "about": str(about),
        "outcome": decision.outcome,
        "category": decision.category,
        "reason": decision.reason,
        "decided_at": _moment(decision.decided_at),
        "appeal": appeal.words if appeal else None,
        "appealed_at": _moment(appeal.appealed_at) if appeal else None,
    }


def _messages(own: list[Contributor], person: Person | None) -> list[Fields]:
    """Those that were for them. An address alone proves nothing, but for that of an account, which was confirmed."""
    theirs = Q(recipient__in=[str(each.ref) for each in own])
    if person:
        theirs |= Q(recipient=str(person.ref)) | Q(recipient="", address__iexact=person.email)
    return [
        {
            "address": each.address,
            "subject": each.subject,
            "words": each.body,
            "about": str(each.about) if each.about else None,
            "state": each.state,
            "queued_at": _moment(each.queued_at),
            "sent_at": _moment(each.sent_at),
        }
        for each in Message.objects.filter(theirs).order_by("queued_at", "pk")
    ]


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
