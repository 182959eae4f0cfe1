# Means of a number and of scores, and the net score with its covariance.
source("golden.R")
for (name in names(designs)) {
  for (variable in c("days", "q2", "net")) {
    for (level in c("", "A", "B", "C")) {
      design <- designs[[name]]
      keep <- !is.na(design$variables[[variable]])
      if (level != "") keep <- keep & design$variables$area == level
      part <- design[keep, ]
      m <- svymean(reformulate(variable), part)
      ci <- confint(m, df = degf(part))
      note(paste(name, variable, level, sep = ":"),
        estimate = coef(m)[[1]], std_error = SE(m)[[1]],
        conf_low = ci[[1]], conf_high = ci[[2]], df = degf(part)
      )
    }
  }
}
write_golden("mean")
