# R survey's api data (public data of the California Department of Education) as CSV with all digits, for both sides.
suppressMessages(library(survey))
data(api)
for (name in c("apistrat", "apiclus1", "apiclus2")) {
  found <- get(name)
  found <- found[, !(names(found) %in% c("name", "sname", "dname", "cname", "flag"))]
  for (column in names(found)) {
    values <- found[[column]]
    found[[column]] <- if (is.numeric(values)) sprintf("%.17g", as.vector(values)) else as.character(values)
    found[[column]][is.na(values)] <- ""
  }
  write.csv(found, paste0(name, ".csv"), row.names = FALSE, quote = FALSE, eol = "\n")
}
