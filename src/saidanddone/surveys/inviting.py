"""The words of an invitation or a reminder, and by what they go: email, else text, else a letter.

The code is made as the message leaves, so that it rests in no table; the link has it after the #, which no server sees.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from saidanddone.core.languages import Language, active
from saidanddone.core.refs import Ref
from saidanddone.messaging import private_links
from saidanddone.messaging.drafts import Draft
from saidanddone.messaging.models import Message
from saidanddone.messaging.wording import write
from saidanddone.people.queries import reach_of
from saidanddone.surveys import codes, stopping
from saidanddone.surveys.models import SampleCase, Wave
from saidanddone.ui.templatetags.words import written

KIND = "survey-code"
Channel = Message.Channel


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody who was drawn, and by what they are reached: email, else text, else a letter."""

    case: SampleCase
    channel: str
    address: str
    language: str


def reached(cases: Iterable[SampleCase]) -> Iterator[Reached]:
    """Those who can be reached by something that we know."""
    for case in cases:
        if case.from_panel:
            reach = reach_of(case.member.contributor) if case.member else None
            found = Reached(case, Channel.EMAIL, reach.address, reach.language) if reach else None
        else:
            channel = _channel_of(case)
            language = case.language or Language.ENGLISH.value
            found = Reached(case, channel, _address(case, channel), language) if channel else None
        if found:
            yield found


def _channel_of(case: SampleCase) -> str:
    if case.email:
        return Channel.EMAIL
    if case.phone:
        return Channel.TEXT
    return Channel.LETTER if case.address else ""


def _address(case: SampleCase, channel: str) -> str:
    if channel == Channel.LETTER:
        return f"{case.name}\n{case.address}" if case.name else case.address
    return case.email if channel == Channel.EMAIL else case.phone


def drafts(wave: Wave, asked: Iterable[Reached], *, reminder: int) -> Iterator[Draft]:
    """`reminder` is 0 for the invitation, else which reminder it is."""
    for each in asked:
        case, stop_url = each.case, ""
        if each.channel == Channel.EMAIL:
            stop_url = stopping.address(case, each.language)
        template = f"surveys/messages/{'text' if each.channel == Channel.TEXT else 'invited'}.txt"
        more = {"is_panel": case.from_panel, "stop": stop_url, "reminder": reminder}
        subject, body = _words(template, each.language, wave, more)
        yield Draft(
            channel=each.channel,
            address=each.address,
            language=each.language,
            subject=subject,
            body=body,
            about=wave.ref,
            recipient=Ref("sample-case", case.public_id),
            links=(Ref(KIND, case.public_id),),
            stop_url=stop_url,
            dedupe_key=f"survey-invitation:{case.public_id}:{reminder}",
        )


def _words(template: str, language: str, wave: Wave, more: dict[str, object]) -> tuple[str, str]:
    with translation.override(language):
        facts = {"title": str(wave.survey.said("title")), "why": str(wave.survey.said("introduction"))}
        facts |= {"organisation": wave.survey.organisation.local_name, "closes": written(wave.closes_date)}
        facts |= {"forgotten": written(wave.identity_deleted_date)}
    words = write(template, language, link=private_links.mark(1), **facts, **more)
    return words.subject, words.body


def issue(public_id: str, *, message: Message, at: datetime) -> str | None:
    """A new code for somebody who has not answered, as the message leaves. Those of earlier ones go on to work."""
    rows = SampleCase.objects.select_related("wave", "member__contributor__person")
    case = rows.filter(public_id=public_id).first()
    if case is None or case.status in {SampleCase.Status.ANSWERED, SampleCase.Status.REFUSED}:
        return None
    if case.wave.state != Wave.State.OPEN or (case.from_panel and not _is_theirs(case, message)):
        return None
    code = codes.new_code()
    case.codes.create(digest=codes.case_digest(code))
    with translation.override(message.language or active()):
        return f"{settings.SITE_URL}{reverse('answer')}#{codes.grouped(code)}"


def _is_theirs(case: SampleCase, message: Message) -> bool:
    """Whether the message goes where the member is reached now."""
    reach = reach_of(case.member.contributor) if case.member else None
    return reach is not None and reach.address.strip().lower() == message.address.strip().lower()
