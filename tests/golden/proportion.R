# Shares of a top box with item non-response, whole and by domain, under each design.
source("golden.R")
domain <- function(design, level) {
  keep <- !is.na(design$variables$top)
  if (level != "") keep <- keep & design$variables$area == level
  design[keep, ]
}
for (name in names(designs)) {
  for (level in c("", "A", "B", "C")) {
    part <- domain(designs[[name]], level)
    m <- svymean(~ as.numeric(top), part)
    p <- coef(m)[[1]]
    v <- vcov(m)[1, 1]
    logit <- attr(svyciprop(~ as.numeric(top), part, method = "xlogit"), "ci")
    beta <- attr(svyciprop(~ as.numeric(top), part, method = "beta"), "ci")
    note(paste0(name, ":", level),
      estimate = p, std_error = sqrt(v), df = degf(part), n = nrow(part),
      n_weighted = sum(weights(part)), wilson(p, v, degf(part)),
      logit_low = logit[[1]], logit_high = logit[[2]],
      beta_low = beta[[1]], beta_high = beta[[2]]
    )
  }
}
write_golden("proportion")
