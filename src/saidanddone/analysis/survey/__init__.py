"""Surveys with real statistics: how people were chosen, what they said, and how sure that is.

Made for trust, and for anybody who opens a notebook: it needs NumPy and SciPy, and no Django. R `survey` is the general
tool and the reference that every number is held against; this part is for the questions that a place asks of its trust.
"""

from saidanddone.analysis.survey._calibration import Calibration
from saidanddone.analysis.survey._design import Design, design
from saidanddone.analysis.survey._estimates import Estimate, Estimates, Kind, difference
from saidanddone.analysis.survey._frame import Lonely, LonelyClusterError
from saidanddone.analysis.survey._functions import function_of_totals, function_of_weights
from saidanddone.analysis.survey._histograms import Histogram, tabulate
from saidanddone.analysis.survey._instruments import Break, Construct, Instrument, Item, Reason, Speaks
from saidanddone.analysis.survey._intervals import By, Interval
from saidanddone.analysis.survey._margins import Unmet, UnmetError
from saidanddone.analysis.survey._means import mean, net, ratio, share, total
from saidanddone.analysis.survey._quantiles import Quantile, QuantileRule, Quantiles, quantile
from saidanddone.analysis.survey._raking import post_stratify, rake
from saidanddone.analysis.survey._replicates import Centre, Replicates, balanced, bootstrap, jackknife, replicates
from saidanddone.analysis.survey._scoring import OECD, Band, Figure, Missing, Scoring
from saidanddone.analysis.survey._weighting import Spread, Target, Weighting

__all__ = [
    "OECD",
    "Band",
    "Break",
    "By",
    "Calibration",
    "Centre",
    "Construct",
    "Design",
    "Estimate",
    "Estimates",
    "Figure",
    "Histogram",
    "Instrument",
    "Interval",
    "Item",
    "Kind",
    "Lonely",
    "LonelyClusterError",
    "Missing",
    "Quantile",
    "QuantileRule",
    "Quantiles",
    "Reason",
    "Replicates",
    "Scoring",
    "Speaks",
    "Spread",
    "Target",
    "Unmet",
    "UnmetError",
    "Weighting",
    "balanced",
    "bootstrap",
    "design",
    "difference",
    "function_of_totals",
    "function_of_weights",
    "jackknife",
    "mean",
    "net",
    "post_stratify",
    "quantile",
    "rake",
    "ratio",
    "replicates",
    "share",
    "tabulate",
    "total",
]
