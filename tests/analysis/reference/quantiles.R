# Quantiles by rule, with Woodruff's intervals. Run by hand: Rscript quantiles.R
source("numbers.R")
few <- function(api) {
  api$few <- round(api$meals / 10)
  api
}
strat <- few(read_api("apistrat"))
clus1 <- few(read_api("apiclus1"))
clus2 <- few(read_api("apiclus2"))
designs <- list(
  strat = svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat),
  clus1 = svydesign(~dnum, weights = ~pw, fpc = ~fpc, data = clus1),
  clus2 = svydesign(~ dnum + snum, weights = ~pw, fpc = ~ fpc1 + fpc2, data = clus2)
)
for (name in names(designs)) for (each in c("api00", "growth", "few", "acs.46")) {
  formula <- as.formula(paste0("~", each))
  # R counts degrees of freedom after leaving out who gave no answer, but in svymean and svyciprop before; we always do
  # the latter. That can be told to it, though not to the beta interval.
  for (rule in c("math", "school")) for (type in c("mean", if (each != "acs.46") "beta", "xlogit")) {
    found <- svyquantile(formula, designs[[name]], c(0.25, 0.5, 0.9), qrule = rule, interval.type = type, na.rm = TRUE,
                         df = degf(designs[[name]]))
    keep(paste(name, each, rule, type), t(found[[1]]))
    if (each == "few") next
    part <- subset(designs[[name]], stype == "E")
    found <- svyquantile(formula, part, 0.5, qrule = rule, interval.type = type, na.rm = TRUE, df = degf(part))
    keep(paste(name, each, rule, type, "E"), found[[1]], degf(part))
  }
}
save_numbers("quantiles")
