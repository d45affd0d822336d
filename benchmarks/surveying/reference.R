# R survey's part of the comparison: Rscript reference.R FOLDER PEOPLE prints a line "name seconds" for each task,
# and writes the estimates and errors as eight-byte numbers into FOLDER/reference, the weights beside them.
suppressPackageStartupMessages(library(survey))
given <- commandArgs(trailingOnly = TRUE)
folder <- given[1]
n <- as.integer(given[2])
whole <- function(name) readBin(file.path(folder, name), "integer", n, size = 4, endian = "little")
items <- paste0("item", 0:11)
margins <- paste0("margin", 0:4)
people <- data.frame(
  county = whole("county"), ward = whole("ward"), domain = factor(whole("domain")), government = whole("government"),
  weight = readBin(file.path(folder, "weight"), "double", n, size = 8, endian = "little")
)
for (item in items) {
  points <- as.numeric(whole(item))
  points[points == 88] <- NA
  people[[item]] <- points
}
for (margin in margins) people[[margin]] <- factor(whole(margin))
text <- readChar(file.path(folder, "population.json"), 1e6)
known <- lapply(margins, function(margin) {
  inside <- sub(paste0(".*\"", margin, "\": \\[([^]]*)\\].*"), "\\1", text)
  as.numeric(strsplit(inside, ",")[[1]])
})
names(known) <- margins

timed <- function(name, work) {
  taken <- system.time(found <- work(), gcFirst = TRUE)[["elapsed"]]
  cat(name, "\t", taken, "\n", sep = "")
  found
}
by_domain <- function(sample) unlist(lapply(items, function(item) {
  found <- svyby(as.formula(paste0("~", item)), ~domain, sample, svymean, na.rm = TRUE)
  c(coef(found), SE(found))
}))

sample <- timed("design", function() svydesign(~ward, strata = ~county, weights = ~weight, data = people))
raked <- timed("rake", function() rake(
  sample, lapply(margins, function(margin) as.formula(paste0("~", margin))),
  lapply(margins, function(margin) {
    table <- data.frame(levels(people[[margin]]), known[[margin]])
    names(table) <- c(margin, "Freq")
    table
  }),
  control = list(maxit = 100)
))
population <- c(sum(known[[1]]), unlist(lapply(margins, function(margin) known[[margin]][-1])))
formula <- as.formula(paste0("~", paste(margins, collapse = "+")))
names(population) <- colnames(model.matrix(formula, people[1:2, ]))
calibrated <- timed("calibrate", function() calibrate(sample, formula, population, calfun = "raking", epsilon = 1e-10))
base <- timed("items by domains", function() by_domain(sample))
aware <- timed("raked items by domains", function() by_domain(calibrated))

for (item in items) {
  spread <- sqrt(mean((people[[item]] - mean(people[[item]], na.rm = TRUE))^2, na.rm = TRUE))
  people[[item]] <- (people[[item]] - mean(people[[item]], na.rm = TRUE)) / spread
}
people$high <- ifelse(people$government == 5, NA, people$government > 5)
sample <- svydesign(~ward, strata = ~county, weights = ~weight, data = people)
model <- as.formula(paste("high ~", paste(items, collapse = "+")))
logit <- timed("logit", function() svyglm(
  model, sample, family = quasibinomial(), control = glm.control(epsilon = 1e-15, maxit = 50)
))
writeBin(c(base, aware, coef(logit), SE(logit)), file.path(folder, "reference"), size = 8, endian = "little")
writeBin(c(weights(calibrated)), file.path(folder, "reference-weights"), size = 8, endian = "little")
