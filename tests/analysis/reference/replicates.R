# Replicates: jackknife, balanced halves, Fay's, bootstrap. Run by hand: Rscript replicates.R
source("numbers.R")
set.seed(20261124)

strat <- read_api("apistrat")
clus1 <- read_api("apiclus1")
clus2 <- read_api("apiclus2")
# Eleven strata of two districts each, in the order of their numbers; the districts with the lowest numbers of apiclus2.
first <- clus2[clus2$dnum %in% sort(unique(clus2$dnum))[1:22], ]
first$pair <- (match(first$dnum, sort(unique(first$dnum))) + 1) %/% 2
seven <- first[first$pair <= 7, ]

order_of <- match(clus1$dnum, sort(unique(clus1$dnum)))
clus1$part <- cut(order_of, c(0, 6, 11, 14, 15), labels = FALSE)

pairs <- svydesign(~dnum, strata = ~pair, weights = ~pw, data = seven)
eleven <- svydesign(~dnum, strata = ~pair, weights = ~pw, data = first)
sylvester <- matrix(1, 1, 1)
for (i in 1:3) sylvester <- rbind(cbind(sylvester, sylvester), cbind(sylvester, -sylvester))

d_strat <- svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat)
d_endless <- svydesign(~1, strata = ~stype, weights = ~pw, data = strat)
d_clus1 <- svydesign(~dnum, weights = ~pw, fpc = ~fpc, data = clus1)
d_clus2 <- svydesign(~dnum, weights = ~pw, data = clus2)
d_lonely <- svydesign(~dnum, strata = ~part, weights = ~pw, data = clus1)

made <- function(mse) {
  as <- function(design, ...) as.svrepdesign(design, ..., mse = mse)
  options(survey.lonely.psu = "certainty")
  certainty <- as(d_lonely, type = "JKn")
  options(survey.lonely.psu = "adjust")
  adjust <- as(d_lonely, type = "JKn")
  options(survey.lonely.psu = "fail")
  set.seed(5)
  list(
    jkn = as(d_strat, type = "JKn"), jkn_endless = as(d_endless, type = "JKn"),
    jk1 = as(d_clus1, type = "JK1"), jk1_endless = as(d_clus2, type = "JK1"),
    jkn_certainty = certainty, jkn_adjust = adjust,
    brr = as(pairs, type = "BRR", hadamard.matrix = sylvester),
    fay = as(pairs, type = "Fay", fay.rho = 0.3, hadamard.matrix = sylvester),
    brr_own = as(eleven, type = "BRR"), fay_own = as(eleven, type = "Fay", fay.rho = 0.5),
    subbootstrap = as(d_lonely_free, type = "subbootstrap", replicates = 40),
    bootstrap = as(d_lonely_free, type = "bootstrap", replicates = 40),
    bootstrap_alone = as(d_clus1_endless, type = "bootstrap", replicates = 30)
  )
}
d_lonely_free <- svydesign(~dnum, strata = ~part, weights = ~pw, data = subset(clus1, part < 4))
d_clus1_endless <- svydesign(~dnum, weights = ~pw, data = clus1)

for (centre in c("mean", "estimate")) {
  designs <- made(centre == "estimate")
  for (name in names(designs)) {
    design <- designs[[name]]
    label <- paste(name, centre)
    for (each in c("api00", "growth", "meals", "acs.k3", "ell")) {
      formula <- as.formula(paste0("~", each))
      keep(paste(label, "mean", each), coef(f <- svymean(formula, design, na.rm = TRUE)), SE(f))
      keep(paste(label, "total", each), coef(f <- svytotal(formula, design, na.rm = TRUE)), SE(f))
    }
    f <- svyratio(~api.stu, ~enroll, design, na.rm = TRUE)
    keep(paste(label, "ratio"), coef(f), SE(f))
    high <- subset(design, meals > 50)
    keep(paste(label, "domain"), coef(f <- svymean(~api00, high)), SE(f))
    f <- withReplicates(design, function(w, data) {
      m <- sum(w * data$api00) / sum(w); s <- sqrt(sum(w * (data$api00 - m)^2) / sum(w))
      n <- sum(w * data$meals) / sum(w); r <- sqrt(sum(w * (data$meals - n)^2) / sum(w))
      c(s / m, sum(w * (data$api00 - m) * (data$meals - n)) / sum(w) / s / r)
    })
    keep(paste(label, "function"), coef(f), SE(f))
    # The rank of the weights gives the lonely stratum a degree by "adjust"; that is not held here.
    if (centre == "mean") {
      if (name != "jkn_adjust") keep(paste(name, "degrees"), degf(design))
      if (grepl("own|bootstrap", name)) {
        keep(paste(name, "multipliers"), t(as.matrix(design$repweights)))
        keep(paste(name, "scale"), design$scale)
      }
    }
  }
}
# Weights that were fitted are fitted again in each replicate.
clus1$kind <- ifelse(clus1$stype == "E", "E", "other")
kinds <- data.frame(kind = c("E", "other"), Freq = c(4421, 1773))
awards <- data.frame(awards = c("No", "Yes"), Freq = c(2027, 4167))
for (mse in c(FALSE, TRUE)) {
  plain <- as.svrepdesign(svydesign(~dnum, weights = ~pw, data = clus1), type = "JK1", mse = mse)
  stratified <- postStratify(plain, ~kind, kinds)
  raked <- rake(plain, list(~kind, ~awards), list(kinds, awards), control = list(maxit = 200, epsilon = 1e-10))
  for (each in c("api00", "growth", "meals")) {
    formula <- as.formula(paste0("~", each))
    label <- paste(if (mse) "estimate" else "mean", each)
    keep(paste("stratified", label), coef(f <- svymean(formula, stratified)), SE(f))
    keep(paste("raked", label), coef(f <- svymean(formula, raked)), SE(f))
  }
}
save_numbers("replicates")
