# Rao-Scott, Wald and t tests, and corrections for many comparisons. Run by hand: Rscript testing.R
source("numbers.R")
strat <- read_api("apistrat")
clus1 <- read_api("apiclus1")
clus2 <- read_api("apiclus2")
designs <- list(
  strat = svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat),
  clus1 = svydesign(~dnum, weights = ~pw, fpc = ~fpc, data = clus1),
  clus2 = svydesign(~ dnum + snum, weights = ~pw, fpc = ~ fpc1 + fpc2, data = clus2)
)
replicated <- list(
  jkn = as.svrepdesign(designs$strat, type = "JKn"),
  jk1 = as.svrepdesign(designs$clus1, type = "JK1")
)
table_of <- function(name, design) {
  for (pair in list(c("sch.wide", "stype"), c("comp.imp", "awards"), c("stype", "yr.rnd"), c("stype", "awards"))) {
    formula <- as.formula(paste0("~", pair[1], " + ", pair[2]))
    first <- svychisq(formula, design, statistic = "Chisq")
    second <- svychisq(formula, design, statistic = "F")
    keep(paste(name, pair[1], pair[2]), first$statistic, first$parameter, first$p.value,
         second$statistic, second$parameter, second$p.value)
    if (name %in% names(designs)) {
      part <- subset(design, meals > 40)
      second <- svychisq(formula, part, statistic = "F")
      keep(paste(name, pair[1], pair[2], "part"), second$statistic, second$parameter, second$p.value)
    }
  }
}
for (name in names(designs)) table_of(name, designs[[name]])
for (name in names(replicated)) table_of(name, replicated[[name]])

for (name in names(designs)) {
  design <- designs[[name]]
  for (each in c("api00", "growth", "meals")) {
    fitted <- svyglm(as.formula(paste(each, "~ stype")), design)
    tested <- regTermTest(fitted, ~stype, df = degf(design))
    both <- svyby(as.formula(paste0("~", each)), ~stype, design, svymean, covmat = TRUE)
    gaps <- svycontrast(both, list(c(1, -1, 0), c(0, 1, -1)))
    by_hand <- drop(coef(gaps) %*% solve(vcov(gaps)) %*% coef(gaps))
    left <- degf(design) - 1
    adjusted <- by_hand / 2 * left / degf(design)
    first <- coef(gaps)[1] / SE(gaps)[1]
    keep(paste(name, each, "wald"), tested$Ftest, tested$df, tested$ddf, tested$p)
    keep(paste(name, each, "adjusted"), adjusted, 2, left, pf(adjusted, 2, left, lower.tail = FALSE))
    freedom <- min(degf(subset(design, stype == "E")), degf(subset(design, stype == "H")))
    keep(paste(name, each, "t"), first, freedom, 2 * pt(-abs(first), freedom))
  }
}

chances <- list(
  few = c(0.01, 0.02, 0.03, 0.04, 0.05), ties = c(0.03, 0.001, 0.03, 0.8, 0.03, 1), one = 0.04,
  many = (((1:40) * 17) %% 41 / 41)^3, missing = c(0.02, NA, 0.001, 0.2, NA)
)
for (name in names(chances)) {
  keep(paste(name, "given"), chances[[name]])
  keep(paste(name, "holm"), p.adjust(chances[[name]], "holm"))
  keep(paste(name, "BH"), p.adjust(chances[[name]], "BH"))
}
save_numbers("testing")
