# Logit, ordered logit and reliability of scales.
# Run by hand: Rscript models.R
source("numbers.R")

strat <- read_api("apistrat")
strat$wide <- as.numeric(strat$sch.wide == "Yes")
strat$poor <- cut(strat$meals, c(0, 25, 50, 75, 100), include.lowest = TRUE)
clus1 <- read_api("apiclus1")
clus1$wide <- as.numeric(clus1$sch.wide == "Yes")
designs <- list(
  strat = svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat),
  strat_endless = svydesign(~1, strata = ~stype, weights = ~pw, data = strat),
  clus1 = svydesign(~dnum, weights = ~pw, fpc = ~fpc, data = clus1)
)
designs$clus1_greg <- calibrate(designs$clus1, ~stype, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018))
exact <- list(epsilon = 1e-15, maxit = 100)
models <- list(
  two = wide ~ ell + meals, three = wide ~ ell + meals + mobility, missing = wide ~ acs.46 + ell, alone = wide ~ 1
)
for (name in names(designs)) {
  for (each in names(models)) {
    if (name == "clus1" && each == "missing") next
    # A response that is missing in the terms is left out by R as here.
    found <- suppressWarnings(svyglm(models[[each]], designs[[name]], family = quasibinomial, control = exact))
    keep(paste(name, "logit", each), coef(found), SE(found))
    keep(paste(name, "logit", each, "df"), found$df.residual)
  }
}
emh <- svyglm(wide ~ ell + meals, subset(designs$strat, stype == "E"), family = quasibinomial, control = exact)
keep("strat logit of E", coef(emh), SE(emh), emh$df.residual)
# The trap: R's usual tolerance.
usual <- svyglm(wide ~ ell + meals, designs$strat, family = quasibinomial)
keep("strat logit two usual", coef(usual), SE(usual))

polr <- svyolr(poor ~ avg.ed + mobility, designs$strat, method = "logistic", control = list(reltol = 1e-16, maxit = 1000))
keep("strat ordered", polr$coefficients, polr$zeta)
keep("strat ordered errors", sqrt(diag(polr$var)))

items <- c("api00", "api99", "growth", "avg.ed")
covariance <- as.matrix(svyvar(~ api00 + api99 + avg.ed, designs$strat, na.rm = TRUE))[1:3, 1:3]
keep("strat covariance", covariance)
keep("strat alpha", 3 / 2 * (1 - sum(diag(covariance)) / sum(covariance)))
five <- as.matrix(svyvar(~ api00 + api99 + meals + ell + mobility, designs$strat))[1:5, 1:5]
five[3:5, ] <- -five[3:5, ]
five[, 3:5] <- -five[, 3:5]
factor <- factanal(covmat = five, factors = 1, control = list(opt = list(factr = 1, pgtol = 0)))
loadings <- abs(as.numeric(factor$loadings))
spread <- sqrt(diag(five))
common <- sum(spread * loadings)^2
keep("strat loadings", loadings)
keep("strat omega", common / (common + sum(spread^2 * factor$uniquenesses)))
save_numbers("models")
