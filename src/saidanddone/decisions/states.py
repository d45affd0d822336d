"""Which state of a finding and of a decision may follow which, and by which action."""

from saidanddone.core.machines import machine
from saidanddone.decisions.models import Decision, Finding

_F, _D = Finding.State, Decision.State

FINDINGS = machine(
    "finding",
    _F,
    initial=[_F.DRAFT],
    moves={
        (_F.DRAFT, _F.CHECKING): "open_for_checking",
        (_F.DRAFT, _F.PUBLISHED): "publish_finding",
        (_F.CHECKING, _F.PUBLISHED): "publish_finding",
        (_F.PUBLISHED, _F.SUPERSEDED): "supersede_finding",
        (_F.DRAFT, _F.WITHDRAWN): "withdraw_finding",
        (_F.CHECKING, _F.WITHDRAWN): "withdraw_finding",
        (_F.PUBLISHED, _F.WITHDRAWN): "withdraw_finding",
    },
)
DECISIONS = machine(
    "decision",
    _D,
    initial=[_D.DRAFT],
    moves={
        (_D.DRAFT, _D.ANNOUNCED): "announce",
        (_D.ANNOUNCED, _D.OPEN): "open_for_views",
        (_D.ANNOUNCED, _D.DECIDING): "start_deciding",
        (_D.OPEN, _D.DECIDING): "start_deciding",
        (_D.DECIDING, _D.OPEN): "open_for_views",
        (_D.DECIDING, _D.DECIDED): "decide",
        (_D.DECIDED, _D.REVIEW): "start_review",
        (_D.REVIEW, _D.DECIDED): "confirm",
        (_D.REVIEW, _D.REPLACED): "replace_decision",
        (_D.DECIDED, _D.REPLACED): "replace_decision",
        (_D.ANNOUNCED, _D.WITHDRAWN): "withdraw_decision",
        (_D.OPEN, _D.WITHDRAWN): "withdraw_decision",
        (_D.DECIDING, _D.WITHDRAWN): "withdraw_decision",
        (_D.DECIDED, _D.WITHDRAWN): "withdraw_decision",
        (_D.REVIEW, _D.WITHDRAWN): "withdraw_decision",
    },
)
