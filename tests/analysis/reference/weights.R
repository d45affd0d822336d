# Raking, post-stratification, calibration with and without bounds, trimming, and response propensities.
# Run by hand: Rscript weights.R
source("numbers.R")

population <- list(
  stype = c(E = 4421, H = 755, M = 1018),
  sch.wide = c(No = 1072, Yes = 5122),
  awards = c(No = 2027, Yes = 4167)
)
margin <- function(name) {
  known <- data.frame(names(population[[name]]), as.vector(population[[name]]))
  names(known) <- c(name, "Freq")
  known
}
totals <- c("(Intercept)" = 6194, stypeH = 755, stypeM = 1018)
raked_totals <- c(totals, sch.wideYes = 5122)
three_totals <- c(raked_totals, awardsYes = 4167)
number_totals <- c("(Intercept)" = 6194, api99 = 3914069, enroll = 3811472)
both_totals <- c(totals, api99 = 3914069)

strat <- read_api("apistrat")
clus1 <- read_api("apiclus1")
strat$enroll[is.na(strat$enroll)] <- 600
clus1$enroll[is.na(clus1$enroll)] <- 600

designs <- list(
  strat = svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat),
  clus1 = svydesign(~dnum, weights = ~pw, fpc = ~fpc, data = clus1),
  clus1_endless = svydesign(~dnum, weights = ~pw, data = clus1)
)

calibrated <- function(design, formula, totals, ...) {
  suppressWarnings(calibrate(design, formula, population = totals, epsilon = 1e-13, maxit = 500, ...))
}

fits <- list(
  post = function(d) postStratify(d, ~stype, margin("stype")),
  rake_two = function(d) calibrated(d, ~ stype + sch.wide, raked_totals, calfun = "raking"),
  rake_three = function(d) calibrated(d, ~ stype + sch.wide + awards, three_totals, calfun = "raking"),
  linear_margins = function(d) calibrated(d, ~ stype + sch.wide, raked_totals, calfun = "linear"),
  linear_numbers = function(d) calibrated(d, ~ api99 + enroll, number_totals, calfun = "linear"),
  linear_both = function(d) calibrated(d, ~ stype + api99, both_totals, calfun = "linear"),
  linear_bounds = function(d) calibrated(d, ~ stype + api99, both_totals, calfun = "linear", bounds = c(0.7, 1.6)),
  raking_numbers = function(d) calibrated(d, ~ api99 + enroll, number_totals, calfun = "raking"),
  raking_bounds = function(d) calibrated(d, ~ stype + api99, both_totals, calfun = "raking", bounds = c(0.7, 1.6)),
  logit_margins = function(d) calibrated(d, ~ stype + sch.wide, raked_totals, calfun = "logit", bounds = c(0.5, 2)),
  logit_both = function(d) calibrated(d, ~ stype + api99, both_totals, calfun = "logit", bounds = c(0.6, 1.8))
)

measured <- function(name, design) {
  for (each in c("api00", "meals", "growth", "acs.46")) {
    found <- svymean(as.formula(paste0("~", each)), design, na.rm = TRUE)
    keep(paste(name, "mean", each), coef(found), SE(found))
  }
  found <- svytotal(~enroll, design)
  keep(paste(name, "total enroll"), coef(found), SE(found))
  found <- svyratio(~api.stu, ~enroll, design)
  keep(paste(name, "ratio"), coef(found), SE(found))
  for (type in c("E", "H", "M")) {
    found <- svymean(~api00, subset(design, stype == type))
    keep(paste(name, "domain", type), coef(found), SE(found))
  }
  for (said in c("No", "Yes")) {
    found <- svymean(~ I(as.numeric(sch.wide == "Yes")), subset(design, awards == said))
    keep(paste(name, "share", said), coef(found), SE(found))
  }
}

for (of in names(designs)) {
  for (how in names(fits)) {
    found <- fits[[how]](designs[[of]])
    weights <- as.vector(weights(found))
    keep(paste(of, how, "weights"), weights[c(1, 2, 3, 50, 100, 150, 183)], range(weights), sum(weights^2))
    measured(paste(of, how), found)
  }
  # R's `rake` has the same weights; its errors take calibrated weights in the regression, which ours do not.
  found <- rake(designs[[of]], list(~stype, ~sch.wide), list(margin("stype"), margin("sch.wide")),
                control = list(maxit = 500, epsilon = 1e-10))
  keep(paste(of, "rake object weights"), as.vector(weights(found))[c(1, 2, 3, 50, 100, 150, 183)])
  keep(paste(of, "rake object mean api00"), coef(svymean(~api00, found)), SE(svymean(~api00, found)))
  # Trimming, of the raked sample: once, and until nothing is outside.
  found <- fits$rake_three(designs[[of]])
  raked <- as.vector(weights(found))
  upper <- unname(quantile(raked, 0.85, type = 1)) * 0.98
  lower <- unname(quantile(raked, 0.10, type = 1)) * 1.03
  once <- trimWeights(found, upper = upper)
  both <- trimWeights(found, upper = upper, lower = lower)
  again <- trimWeights(found, upper = 0.93 * upper, strict = TRUE)
  keep(paste(of, "bounds"), upper, lower)
  for (how in c("once", "both", "again")) {
    trimmed <- get(how)
    keep(paste(of, how, "weights"), as.vector(weights(trimmed))[c(1, 2, 3, 50, 100, 150, 183)],
         range(weights(trimmed)), sum(weights(trimmed)^2))
    measured(paste(of, how), trimmed)
  }
}

# Propensities to answer by a logistic model with the weights of the design: as if pupils that move were answers.
strat$answered <- as.numeric(strat$mobility > 12)
model <- glm(answered ~ stype + sch.wide + api99, family = quasibinomial, weights = pw, data = strat,
             control = list(epsilon = 1e-15, maxit = 100))
keep("propensity", fitted(model)[c(1, 2, 3, 50, 100, 150, 183)], range(fitted(model)), sum(fitted(model)))

save_numbers("weights")
