# Totals of a number, and of people by option.
source("golden.R")
for (name in names(designs)) {
  for (level in c("", "A", "B", "C")) {
    design <- designs[[name]]
    keep <- !is.na(design$variables$days)
    if (level != "") keep <- keep & design$variables$area == level
    part <- design[keep, ]
    m <- svytotal(~days, part)
    ci <- confint(m, df = degf(part))
    note(paste(name, "days", level, sep = ":"),
      estimate = coef(m)[[1]], std_error = SE(m)[[1]],
      conf_low = ci[[1]], conf_high = ci[[2]]
    )
  }
  m <- svytotal(~ factor(role), designs[[name]])
  note(paste(name, "role", "manager", sep = ":"),
    estimate = coef(m)[[1]], std_error = SE(m)[[1]]
  )
}
write_golden("total")
