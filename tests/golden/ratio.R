# Days by visit, among those who gave both.
source("golden.R")
for (name in names(designs)) {
  for (level in c("", "A", "B", "C")) {
    design <- designs[[name]]
    keep <- !is.na(design$variables$days)
    if (level != "") keep <- keep & design$variables$area == level
    part <- design[keep, ]
    r <- svyratio(~days, ~visits, part)
    ci <- confint(r, df = degf(part))
    note(paste(name, level, sep = ":"),
      estimate = coef(r)[[1]], std_error = SE(r)[[1]],
      conf_low = ci[[1]], conf_high = ci[[2]]
    )
  }
}
write_golden("ratio")
