# Quantiles with Woodruff intervals (interval type "mean", rule "math").
source("golden.R")
for (name in names(designs)) {
  for (level in c("", "A", "B")) {
    design <- designs[[name]]
    keep <- !is.na(design$variables$days)
    if (level != "") keep <- keep & design$variables$area == level
    part <- design[keep, ]
    for (p in c(0.25, 0.5, 0.8)) {
      q <- svyquantile(~days, part, p, ci = TRUE, df = degf(part))$days
      note(paste(name, level, p, sep = ":"),
        estimate = q[1, 1], std_error = q[1, "se"], conf_low = q[1, 2], conf_high = q[1, 3]
      )
    }
  }
}
write_golden("quantile")
