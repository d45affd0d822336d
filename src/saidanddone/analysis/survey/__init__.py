"""Surveys with real statistics: how people were chosen, what they said, and how sure that is.

Made for trust, and for anybody who opens a notebook: it needs NumPy and SciPy, and no Django. R `survey` is the general
tool and the reference that every number is held against; this part is for the questions that a place asks of its trust.
"""

from saidanddone.analysis.survey._calibrating import calibrate
from saidanddone.analysis.survey._calibration import Calibration
from saidanddone.analysis.survey._design import Design, design
from saidanddone.analysis.survey._distances import Distance
from saidanddone.analysis.survey._drivers import Drivers, drivers
from saidanddone.analysis.survey._engines import Columns, tabulate_table
from saidanddone.analysis.survey._estimates import Estimate, Estimates, Kind, difference
from saidanddone.analysis.survey._frame import Lonely, LonelyClusterError
from saidanddone.analysis.survey._functions import function_of_totals, function_of_weights
from saidanddone.analysis.survey._histograms import Histogram, tabulate
from saidanddone.analysis.survey._instruments import Break, Construct, Instrument, Item, Reason, Speaks
from saidanddone.analysis.survey._intervals import By, Interval
from saidanddone.analysis.survey._logit import Logit, NoFitError, logit
from saidanddone.analysis.survey._margins import Unmet, UnmetError
from saidanddone.analysis.survey._means import mean, net, ratio, share, total
from saidanddone.analysis.survey._multiple import Comparisons, benjamini_hochberg, holm
from saidanddone.analysis.survey._nonresponse import adjust_by_wave, adjust_for_nonresponse
from saidanddone.analysis.survey._ordered import OrderedLogit, ordered_logit
from saidanddone.analysis.survey._quantiles import Quantile, QuantileRule, Quantiles, quantile
from saidanddone.analysis.survey._r_indicator import Partial, RIndicator, r_indicator
from saidanddone.analysis.survey._raking import post_stratify, rake
from saidanddone.analysis.survey._replicates import Centre, Replicates, balanced, bootstrap, jackknife, replicates
from saidanddone.analysis.survey._representative import Heard, Representativeness, representativeness
from saidanddone.analysis.survey._scales import NotOneScaleError, Reliability, composite, reliability
from saidanddone.analysis.survey._scoring import OECD, Band, Figure, Missing, Scoring
from saidanddone.analysis.survey._small_areas import Modelled, SmallAreas, fay_herriot, post_stratified
from saidanddone.analysis.survey._tests import Association, Statistic, association, t_test, wald
from saidanddone.analysis.survey._trimming import trim
from saidanddone.analysis.survey._weighting import Spread, Target, Weighting

__all__ = [
    "OECD",
    "Association",
    "Band",
    "Break",
    "By",
    "Calibration",
    "Centre",
    "Columns",
    "Comparisons",
    "Construct",
    "Design",
    "Distance",
    "Drivers",
    "Estimate",
    "Estimates",
    "Figure",
    "Heard",
    "Histogram",
    "Instrument",
    "Interval",
    "Item",
    "Kind",
    "Logit",
    "Lonely",
    "LonelyClusterError",
    "Missing",
    "Modelled",
    "NoFitError",
    "NotOneScaleError",
    "OrderedLogit",
    "Partial",
    "Quantile",
    "QuantileRule",
    "Quantiles",
    "RIndicator",
    "Reason",
    "Reliability",
    "Replicates",
    "Representativeness",
    "Scoring",
    "SmallAreas",
    "Speaks",
    "Spread",
    "Statistic",
    "Target",
    "Unmet",
    "UnmetError",
    "Weighting",
    "adjust_by_wave",
    "adjust_for_nonresponse",
    "association",
    "balanced",
    "benjamini_hochberg",
    "bootstrap",
    "calibrate",
    "composite",
    "design",
    "difference",
    "drivers",
    "fay_herriot",
    "function_of_totals",
    "function_of_weights",
    "holm",
    "jackknife",
    "logit",
    "mean",
    "net",
    "ordered_logit",
    "post_stratified",
    "post_stratify",
    "quantile",
    "r_indicator",
    "rake",
    "ratio",
    "reliability",
    "replicates",
    "representativeness",
    "share",
    "t_test",
    "tabulate",
    "tabulate_table",
    "total",
    "trim",
    "wald",
]
