"""Which state of a survey and of a wave may follow which, and by which action."""

from saidanddone.core.machines import machine
from saidanddone.surveys.models import Survey, Wave

_S, _W = Survey.State, Wave.State

SURVEYS = machine(
    "survey",
    _S,
    initial=[_S.DRAFT],
    moves={
        (_S.DRAFT, _S.READY): "make_ready",
        (_S.READY, _S.DRAFT): "rewrite_survey",
        (_S.DRAFT, _S.ARCHIVED): "archive_survey",
        (_S.READY, _S.ARCHIVED): "archive_survey",
    },
)
WAVES = machine(
    "wave",
    _W,
    initial=[_W.PLANNED],
    moves={
        (_W.PLANNED, _W.OPEN): "open_wave",
        (_W.OPEN, _W.CLOSED): "close_wave",
        (_W.CLOSED, _W.PUBLISHED): "publish_results",
        (_W.PLANNED, _W.WITHDRAWN): "withdraw_wave",
        (_W.OPEN, _W.WITHDRAWN): "withdraw_wave",
        (_W.CLOSED, _W.WITHDRAWN): "withdraw_wave",
        (_W.PUBLISHED, _W.WITHDRAWN): "withdraw_wave",
    },
)
