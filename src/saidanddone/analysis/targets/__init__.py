"""How far something has come on the straight line from a baseline to a target, and which way it is going.

Made for the computed opinion of an indicator: `judge` applies one rule, declared before the data, and `trend` names its
method; `interrupted` compares before and after a day. Where there is nothing to judge, that is a state of its own.
Pure functions on arrays, without Django.
"""

from saidanddone.analysis.targets._interrupted import Change, Fitted, Interrupted, interrupted
from saidanddone.analysis.targets._judging import Judgement, State, judge
from saidanddone.analysis.targets._series import Better, Mark, Series
from saidanddone.analysis.targets._trend import Direction, Trend, trend

__all__ = [
    "Better",
    "Change",
    "Direction",
    "Fitted",
    "Interrupted",
    "Judgement",
    "Mark",
    "Series",
    "State",
    "Trend",
    "interrupted",
    "judge",
    "trend",
]
