# R-indicators, partial ones, and their errors, by the code of the RISQ project (version 2.1, de Heij, Schouten and
# Shlomo 2015), which is not part of this repository; its glm was given epsilon 1e-15.
# Run by hand: Rscript r_indicator.R <path of the project's R code>
source("numbers.R")
source(commandArgs(TRUE)[1])

asked <- read_api("apistrat")
asked$answered <- as.numeric(asked$mobility > 12)
asked$poor <- cut(asked$meals, c(-1, 20, 50, 101), labels = c("few", "some", "many"))

kept <- function(of, weights) {
  found <- getRIndicator(answered ~ stype + sch.wide + poor, asked, weights)
  keep(paste(of, "whole"), found$R, found$RUnadj, found$RSE, found$propMean, found$CV, found$CVSE)
  for (variable in c("stype", "sch.wide", "poor")) {
    whole <- found$partialR$byVariables
    whole <- whole[whole$variable == variable, ]
    keep(paste(of, variable), whole$Pu, whole$PuSE, whole$Pc, whole$PcSEApprox)
    parts <- found$partialR$byCategories[[variable]]
    for (at in seq(nrow(parts))) {
      keep(paste(of, variable, parts$category[at]), parts$PuUnadj[at], parts$PuUnadjSE[at], parts$PcUnadj[at],
           parts$PcUnadjSE[at])
    }
  }
}

kept("strata", asked$pw)
kept("lot", rep(30.97, 200))
save_numbers("r_indicator")
