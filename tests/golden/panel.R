# Change of the same people: exact McNemar, paired t, and svymean of the differences.
source("golden.R")
pairs <- read.csv("paired.csv")
pairs$gap <- pairs$after - pairs$before
pairs$more <- pairs$visits2 - pairs$visits1

up <- sum(pairs$gap == 1)
down <- sum(pairs$gap == -1)
paired <- t.test(pairs$visits2, pairs$visits1, paired = TRUE)
note("plain:share",
  estimate = mean(pairs$gap), std_error = sd(pairs$gap) / sqrt(nrow(pairs)),
  p_value = binom.test(up, up + down)$p.value
)
note("plain:mean",
  estimate = unname(paired$estimate), std_error = paired$stderr, p_value = paired$p.value,
  conf_low = paired$conf.int[1], conf_high = paired$conf.int[2], df = unname(paired$parameter)
)
design <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = pairs)
for (what in c("gap", "more")) {
  made <- svymean(reformulate(what), design)
  t <- coef(made) / SE(made)
  note(paste0("clustered:", c(gap = "share", more = "mean")[what]),
    estimate = unname(coef(made)), std_error = unname(SE(made)[1]), df = degf(design),
    p_value = unname(2 * pt(-abs(t), degf(design)))[1]
  )
}
write_golden("panel")
