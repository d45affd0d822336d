# Means, totals, shares, nets, ratios, domains, intervals, differences and lonely clusters.
# Run by hand: Rscript describing.R
source("numbers.R")

prepared <- function(name) {
  api <- read_api(name)
  api$wide <- as.numeric(api$sch.wide == "Yes")
  api$awarded <- as.numeric(api$awards == "Yes")
  api$high <- as.numeric(api$growth >= 25)
  api$low <- as.numeric(api$growth < 5)
  api$net <- api$high - api$low
  api
}

strat <- prepared("apistrat")
clus1 <- prepared("apiclus1")
clus2 <- prepared("apiclus2")
# Four strata of districts, one of them with a single district.
order_of <- match(clus1$dnum, sort(unique(clus1$dnum)))
clus1$part <- cut(order_of, c(0, 6, 11, 14, 15), labels = FALSE)
clus1$districts <- c(60, 40, 30, 20)[clus1$part]

designs <- list(
  strat = svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat),
  strat_endless = svydesign(~1, strata = ~stype, weights = ~pw, data = strat),
  clus1 = svydesign(~dnum, weights = ~pw, fpc = ~fpc, data = clus1),
  clus2 = svydesign(~ dnum + snum, weights = ~pw, fpc = ~ fpc1 + fpc2, data = clus2),
  clus2_endless = svydesign(~dnum, weights = ~pw, data = clus2)
)

asked <- c("api00", "api99", "growth", "meals", "ell", "mobility", "acs.k3", "acs.46", "col.grad", "enroll", "wide", "net")
for (name in names(designs)) {
  design <- designs[[name]]
  for (each in asked) {
    formula <- as.formula(paste0("~", each))
    found <- svymean(formula, design, na.rm = TRUE, deff = "replace")
    keep(paste(name, "mean", each), coef(found), SE(found), deff(found))
    found <- svytotal(formula, design, na.rm = TRUE)
    keep(paste(name, "total", each), coef(found), SE(found))
  }
  for (pair in list(c("api.stu", "enroll"), c("api00", "api99"), c("growth", "acs.k3"))) {
    found <- svyratio(as.formula(paste0("~", pair[1])), as.formula(paste0("~", pair[2])), design, na.rm = TRUE)
    keep(paste(name, "ratio", pair[1], pair[2]), coef(found), SE(found))
  }
  # Degrees of freedom are those of the subset: where the type of school is the stratum, and where it is not.
  for (type in c("E", "H", "M")) {
    part <- subset(design, stype == type)
    for (each in c("api00", "acs.46", "enroll", "awarded", "net")) {
      if (type == "H" && each == "acs.46") next
      found <- svymean(as.formula(paste0("~", each)), part, na.rm = TRUE)
      ends <- confint(found, df = degf(part))
      keep(paste(name, "domain", each, type), coef(found), SE(found), degf(part), ends)
    }
    keep(paste(name, "domain total", type), coef(found <- svytotal(~enroll, part, na.rm = TRUE)), SE(found))
  }
  for (each in c("wide", "awarded", "high", "low")) {
    formula <- as.formula(paste0("~", each))
    fitted <- svyglm(as.formula(paste0(each, " ~ 1")), design, family = quasibinomial,
                     control = list(epsilon = 1e-15, maxit = 50))
    logit <- plogis(as.numeric(confint(fitted, ddf = degf(design))))
    exact <- svyciprop(formula, design, method = "beta")
    even <- svyciprop(formula, design, method = "mean")
    narrow <- attr(svyciprop(formula, design, method = "beta", level = 0.9), "ci")
    keep(paste(name, "interval", each), logit, attr(exact, "ci"), attr(even, "ci"), narrow)
  }
  # Differences between groups know their covariance.
  both <- svyby(~api00, ~stype, design, svymean, covmat = TRUE)
  found <- svycontrast(both, list(c(1, -1, 0), c(0, 1, -1)))
  keep(paste(name, "difference"), coef(found), SE(found))
  keep(paste(name, "covariance"), vcov(both))
  # Listwise or item by item: R drops a school that lacks either answer from both means; we do not.
  found <- svymean(~ api00 + acs.46, design, na.rm = TRUE)
  keep(paste(name, "listwise"), coef(found), SE(found))
  each <- svymean(~acs.46, design, na.rm = TRUE)
  alone <- svymean(~api00, design)
  keep(paste(name, "item by item"), coef(alone), coef(each), SE(alone), SE(each))
}

for (rule in c("certainty", "adjust", "average")) {
  options(survey.lonely.psu = rule)
  for (known in c(FALSE, TRUE)) {
    design <- if (known) svydesign(~dnum, strata = ~part, weights = ~pw, fpc = ~districts, data = clus1) else
      svydesign(~dnum, strata = ~part, weights = ~pw, data = clus1)
    name <- paste("lonely", rule, if (known) "known" else "endless")
    for (each in c("api00", "growth", "meals")) {
      formula <- as.formula(paste0("~", each))
      found <- svymean(formula, design)
      both <- svytotal(formula, design)
      keep(paste(name, each), coef(found), SE(found), coef(both), SE(both), degf(design))
    }
    found <- svyratio(~api.stu, ~enroll, design, na.rm = TRUE)
    keep(paste(name, "ratio"), coef(found), SE(found))
  }
}

save_numbers("describing")
