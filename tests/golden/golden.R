# Shared by the golden scripts: the data, the designs, and how a result is written.
suppressMessages(library(survey))
options(survey.lonely.psu = "fail", digits = 17)

people <- read.csv("survey.csv", na.strings = "")
people$top <- people$q2 >= 4
people$bottom <- people$q2 <= 2
people$net <- people$top - people$bottom
people$list_size <- 200

designs <- list(
  srs = svydesign(ids = ~1, weights = rep(1, nrow(people)), data = people),
  list = svydesign(ids = ~1, fpc = ~list_size, data = people),
  stratified = svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = people),
  stratified_fpc = svydesign(ids = ~1, strata = ~stratum, fpc = ~stratum_size, data = people),
  clustered = svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = people),
  clustered_fpc = svydesign(
    ids = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~fpc, data = people
  ),
  two_stage = svydesign(
    ids = ~cluster + id, strata = ~stratum, fpc = ~fpc + cluster_size, data = people
  )
)

golden <- data.frame(case = character(), quantity = character(), value = numeric())
note <- function(case, ...) {
  values <- c(...)
  golden <<- rbind(
    golden, data.frame(case = case, quantity = names(values), value = unname(values))
  )
}

# Wilson limits on the design-effective n, written from the formula (survey 4.1 lacks them).
wilson <- function(p, v, df, level = 0.95) {
  n <- p * (1 - p) / v
  t <- qt(1 - (1 - level) / 2, df)
  centre <- (p + t^2 / (2 * n)) / (1 + t^2 / n)
  half <- t / (1 + t^2 / n) * sqrt(p * (1 - p) / n + t^2 / (4 * n^2))
  c(wilson_low = centre - half, wilson_high = centre + half, n_effective = n)
}

write_golden <- function(topic) {
  file <- file(paste0(topic, ".csv"), "wb")
  writeLines(c(
    paste0("# ", R.version.string),
    paste0("# survey ", packageVersion("survey")),
    "# 2026-11-21",
    paste0("# cd tests/golden && Rscript ", topic, ".R"),
    "case,quantity,value"
  ), file)
  writeLines(sprintf("%s,%s,%.17g", golden$case, golden$quantity, golden$value), file)
  close(file)
}
