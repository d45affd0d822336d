"""A thread in one short paragraph: who spoke, who answered, what they made of it."""

from django.utils.translation import gettext, ngettext

from saidanddone.contributions.cards import credit
from saidanddone.contributions.models import Answer, Contribution, Verdict
from saidanddone.thread.clocks import Clock

_ANSWERED = {
    Answer.Kind.ANSWERED: lambda: gettext("%(organisation)s answered %(how)s."),
    Answer.Kind.WILL_DO: lambda: gettext("%(organisation)s said %(how)s that it will be done."),
    Answer.Kind.CANNOT_DO: lambda: gettext("%(organisation)s said %(how)s that it cannot be done, and why."),
    Answer.Kind.ALREADY_DECIDED: lambda: gettext("%(organisation)s said %(how)s that it was decided already."),
}
_UNDERSTOOD = {
    Verdict.Value.YES: lambda: gettext("%(who)s felt understood."),
    Verdict.Value.PARTLY: lambda: gettext("%(who)s felt understood in part."),
    Verdict.Value.NO: lambda: gettext("%(who)s did not feel understood."),
}


def sentences(contribution: Contribution, clocks: list[Clock], answers: list[Answer]) -> str:
    parts = [_spoken(contribution)]
    parts += [_standing(clock, answers) for clock in clocks] or [gettext("It was addressed to nobody in particular.")]
    verdict = next((answer.verdict for answer in reversed(answers) if hasattr(answer, "verdict")), None)
    if verdict and verdict.value in _UNDERSTOOD:
        parts.append(_UNDERSTOOD[Verdict.Value(verdict.value)]() % {"who": credit(contribution)})
    return " ".join(parts)


def _spoken(contribution: Contribution) -> str:
    others = contribution.support_count
    if not others:
        return gettext("%(who)s said this.") % {"who": credit(contribution)}
    return ngettext("%(who)s and %(n)s other person say this.", "%(who)s and %(n)s other people say this.", others) % {
        "who": credit(contribution),
        "n": f"{others:,}",
    }


def _standing(clock: Clock, answers: list[Answer]) -> str:
    organisation = {"organisation": clock.organisation.local_name}
    if clock.state == "passed_on":
        return gettext("%(organisation)s passed it on.") % organisation
    if clock.is_waiting and clock.addressee.reopened_at:
        return gettext("%(organisation)s was asked again and has not answered since.") % organisation
    if clock.is_waiting:
        return gettext("%(organisation)s has not answered yet.") % organisation
    said = [a for a in answers if a.organisation_id == clock.organisation.pk and a.kind in _ANSWERED]
    kind = Answer.Kind(said[-1].kind) if said else Answer.Kind.ANSWERED
    return _ANSWERED[kind]() % {**organisation, "how": clock.words or gettext("at once")}
