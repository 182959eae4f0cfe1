# Share of ticks of a multiple choice: svyratio of an option's ticks by all ticks.
source("golden.R")
ticks <- read.csv("ticks.csv")
ticks$every <- ticks$a + ticks$b + ticks$c
of <- list(
  srs = svydesign(ids = ~1, weights = rep(1, nrow(ticks)), data = ticks),
  clustered = svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = ticks)
)
for (name in names(of)) {
  part <- subset(of[[name]], every > 0)
  for (option in c("a", "b", "c")) {
    made <- svyratio(reformulate(option), ~every, part)
    limits <- wilson(coef(made)[[1]], vcov(made)[1], degf(part))
    note(paste(name, option, sep = ":"),
      estimate = coef(made)[[1]], std_error = SE(made)[[1]], df = degf(part),
      conf_low = limits[["wilson_low"]], conf_high = limits[["wilson_high"]],
      n_effective = limits[["n_effective"]]
    )
  }
}
write_golden("mentions")
