# What every script here shares: R's api data as committed, and expected numbers written as JSON.
# Run by hand from this folder (Rscript describing.R); R 4.2.2 and survey 4.1.1 made what is committed.
suppressMessages(library(survey))
options(survey.lonely.psu = "fail", digits = 17)

read_api <- function(name) read.csv(gzfile(paste0(name, ".csv.gz")), stringsAsFactors = FALSE)

numbers <- list()
keep <- function(name, ...) {
  if (name %in% names(numbers)) stop("twice: ", name)
  numbers[[name]] <<- as.numeric(c(...))
}

save_numbers <- function(topic) {
  written <- function(value) ifelse(is.na(value), "null", sprintf("%.17g", value))
  lines <- vapply(names(numbers), function(name) {
    sprintf("  \"%s\": [%s]", name, paste(written(numbers[[name]]), collapse = ", "))
  }, "")
  about <- sprintf(" \"made_with\": \"%s, survey %s\",", R.version.string, packageVersion("survey"))
  writeLines(c("{", about, " \"numbers\": {", paste(lines, collapse = ",\n"), " }", "}"), paste0(topic, ".json"))
}
