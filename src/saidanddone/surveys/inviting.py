"""The words of an invitation or a reminder, and by what they go: email, else text, else a letter.

The code is made as the message leaves, so that it rests in no table; the link has it after the #, which no server sees.
"""

from collections.abc import Iterable, Iterator
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
from saidanddone.surveys import codes
from saidanddone.surveys.models import SampleCase, Wave
from saidanddone.ui.templatetags.words import written

KIND = "survey-code"
Channel = Message.Channel


def channel_of(case: SampleCase) -> str:
    """Empty where somebody can be reached by nothing that we know."""
    if case.email:
        return Channel.EMAIL
    if case.phone:
        return Channel.TEXT
    return Channel.LETTER if case.address else ""


def drafts(wave: Wave, cases: Iterable[SampleCase], *, reminder: int) -> Iterator[Draft]:
    """`reminder` is 0 for the invitation, else which reminder it is."""
    for case in cases:
        channel, language = channel_of(case), case.language or Language.ENGLISH.value
        template = f"surveys/messages/{'text' if channel == Channel.TEXT else 'invited'}.txt"
        subject, body = _words(template, language, wave, reminder)
        yield Draft(
            channel=channel,
            address=_address(case, channel),
            language=language,
            subject=subject,
            body=body,
            about=wave.ref,
            recipient=Ref("sample-case", case.public_id),
            links=(Ref(KIND, case.public_id),),
            dedupe_key=f"survey-invitation:{case.public_id}:{reminder}",
        )


def _words(template: str, language: str, wave: Wave, reminder: int) -> tuple[str, str]:
    with translation.override(language):
        facts = {"title": str(wave.survey.said("title")), "why": str(wave.survey.said("introduction"))}
        facts |= {"organisation": str(wave.survey.organisation), "closes": written(wave.closes_date)}
        facts |= {"forgotten": written(wave.identity_deleted_date)}
    words = write(template, language, link=private_links.mark(1), reminder=reminder, **facts)
    return words.subject, words.body


def _address(case: SampleCase, channel: str) -> str:
    if channel == Channel.LETTER:
        return f"{case.name}\n{case.address}" if case.name else case.address
    return case.email if channel == Channel.EMAIL else case.phone


def issue(public_id: str, *, message: Message, at: datetime) -> str | None:
    """A new code for somebody who has not answered, as the message leaves. Those of earlier ones go on to work."""
    case = SampleCase.objects.select_related("wave").filter(public_id=public_id).first()
    if case is None or case.status in {SampleCase.Status.ANSWERED, SampleCase.Status.REFUSED}:
        return None
    if case.wave.state != Wave.State.OPEN:
        return None
    code = codes.new_code()
    case.codes.create(digest=codes.case_digest(code))
    with translation.override(message.language or active()):
        return f"{settings.SITE_URL}{reverse('answer')}#{codes.grouped(code)}"
