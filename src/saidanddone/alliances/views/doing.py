"""What each deed at the desk of alliances does: one call to an action, with what its form gives."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from saidanddone.alliances import actions
from saidanddone.alliances.models import Clause, Pool
from saidanddone.alliances.queries.seats import Seat
from saidanddone.core import clock
from saidanddone.core.requests import Request

Do = Callable[[Request, Any, Any], Any]


def _of(action: Callable[..., Any], name: str) -> Do:
    """Call an action with the fields of the form."""

    def do(request: Request, thing: Any, form: Any) -> Any:
        return action(by=request.viewer, at=clock.now(), **{name: thing}, **form.cleaned_data)

    return do


def _drafted(action: Callable[..., Any]) -> Do:
    def do(request: Request, alliance: Any, form: Any) -> Any:
        return action(by=request.viewer, at=clock.now(), alliance=alliance, draft=form.draft())

    return do


def _facts(request: Request, alliance: Any, form: Any) -> Any:
    return actions.edit_alliance(by=request.viewer, at=clock.now(), alliance=alliance, changes=form.changes())


def _brings(request: Request, about: Any, form: Any) -> Any:
    facts = {"about": about, "party": form.said_for, "brings": form.cleaned_data["brings"]}
    return actions.say_what_they_bring(by=request.viewer, at=clock.now(), **facts)


def _comment(request: Request, clause: Any, form: Any) -> Any:
    facts = {"clause": clause, "party": form.said_for, "words": form.cleaned_data["words"]}
    return actions.comment(by=request.viewer, at=clock.now(), **facts)


def _acknowledge(request: Request, call_out: Any, form: Any) -> Any:
    facts = {"call_out": call_out, "party": form.said_for, "words": form.cleaned_data["words"]}
    return actions.acknowledge(by=request.viewer, at=clock.now(), **facts)


def _review(request: Request, alliance: Any, form: Any) -> Any:
    return actions.hold_review(by=request.viewer, at=clock.now(), alliance=alliance, review=form.review())


def _call_out(request: Request, alliance: Any, form: Any) -> Any:
    given = form.cleaned_data | {"submission_key": form.cleaned_data["submission_key"] or None}
    return actions.call_out(by=request.viewer, at=clock.now(), alliance=alliance, **given)


def _unlink(request: Request, fund: Any, form: Any) -> Any:
    alliance = Pool.objects.select_related("alliance").get(fund=fund).alliance
    return actions.unlink_fund(by=request.viewer, at=clock.now(), alliance=alliance, fund=fund)


def _cover(request: Request, alliance: Any, form: Any) -> Any:
    return actions.write_cover_note(by=request.viewer, at=clock.now(), alliance=alliance, draft=form.draft())


def _back_cover(request: Request, note: Any, form: Any) -> Any:
    facts = {"note": note, "party": form.said_for, "post": form.cleaned_data["post"]}
    return actions.back_cover_note(by=request.viewer, at=clock.now(), **facts)


DO: dict[str, Do] = {
    "cover": _cover,
    "back-cover": _back_cover,
    "end-cover": _of(actions.end_cover_note, "note"),
    "facts": _facts,
    "party": _drafted(actions.add_party),
    "group": _drafted(actions.bring_in_group),
    "remove-party": _of(actions.remove_party, "party"),
    "template": _of(actions.take_from_template, "alliance"),
    "brings": _brings,
    "rewrite": _of(actions.rewrite_clause, "clause"),
    "remove": _of(actions.remove_clause, "clause"),
    "comment": _comment,
    "link-fund": _of(actions.link_fund, "alliance"),
    "new-fund": _drafted(actions.set_up_pool),
    "unlink-fund": _unlink,
    "facilitator": _of(actions.name_facilitator, "alliance"),
    "propose": _of(actions.propose_deal, "alliance"),
    "take-back": _of(actions.reopen_deal, "version"),
    "go-live": _of(actions.go_live, "alliance"),
    "begin-review": _of(actions.begin_review, "alliance"),
    "end-review": _of(actions.end_review, "alliance"),
    "end": _of(actions.end_alliance, "alliance"),
    "leave": _of(actions.leave_alliance, "party"),
    "barrier": _of(actions.raise_barrier, "alliance"),
    "end-barrier": _of(actions.end_barrier, "barrier"),
    "step": _of(actions.plan_step, "alliance"),
    "end-step": _of(actions.end_step, "step"),
    "call-out": _call_out,
    "acknowledge": _acknowledge,
    "review": _review,
}

Press = Callable[[Request, Seat, Any], None]


def _agree(request: Request, seat: Seat, clause: Clause) -> None:
    """For every party of the organisation, as with two departments; to the words that were read."""
    for party in seat.own:
        actions.consent(
            by=request.viewer, at=clock.now(), clause=clause, party=party, digest=request.POST.get("digest", "")
        )


def _settle(request: Request, seat: Seat, comment: Any) -> None:
    actions.settle_comment(by=request.viewer, at=clock.now(), comment=comment)


def _step_done(request: Request, seat: Seat, step: Any) -> None:
    actions.step_done(by=request.viewer, at=clock.now(), step=step)


def _stand_down(request: Request, seat: Seat, call_out: Any) -> None:
    actions.stand_down(by=request.viewer, at=clock.now(), call_out=call_out)


def _come(request: Request, seat: Seat, call_out: Any) -> None:
    for party in seat.own:
        actions.acknowledge(by=request.viewer, at=clock.now(), call_out=call_out, party=party)


PRESS: dict[str, tuple[str, Press, Any]] = {
    "agree": ("clause", _agree, _("Your party agrees to these words.")),
    "settle": ("comment", _settle, _("The comment is settled.")),
    "done": ("step", _step_done, _("It is done for this time. The next day follows from how often.")),
    "stand-down": ("call-out", _stand_down, _("It is over. Everybody sees that.")),
    "come": ("call-out", _come, _("The others see that you have heard, and come.")),
}
