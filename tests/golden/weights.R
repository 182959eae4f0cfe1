# Post-stratification, raking, linear calibration, trimming: weights and estimates with them.
source("golden.R")
# A calibrated design keeps every row under subset(), so that missing values must be numbers.
people$days_0 <- ifelse(is.na(people$days), 0, people$days)
people$top_0 <- ifelse(is.na(people$top), 0, as.numeric(people$top))
start <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = people)
size <- sum(people$weight)
area <- data.frame(area = c("A", "B", "C"), Freq = size * c(0.45, 0.33, 0.22))
role <- data.frame(role = c("manager", "social worker"), Freq = size * c(0.4, 0.6))
cells <- expand.grid(area = c("A", "B", "C"), role = c("manager", "social worker"))
cells$Freq <- size * c(0.15, 0.15, 0.1, 0.3, 0.18, 0.12)
wanted <- c(
  "(Intercept)" = size, areaB = size * 0.33, areaC = size * 0.22, "rolesocial worker" = size * 0.6
)
made <- list(
  post_stratified = postStratify(start, ~ area + role, cells),
  raked = rake(start, list(~area, ~role), list(area, role),
    control = list(maxit = 1000, epsilon = 1e-9)
  ),
  raked_exactly = calibrate(start, ~ area + role, wanted,
    calfun = "raking", epsilon = 1e-13, maxit = 200
  ),
  linear = calibrate(start, ~ area + role + visits, c(wanted, visits = 4.9 * size)),
  trimmed = trimWeights(start, lower = 1, upper = 2.6, strict = TRUE)
)
for (name in names(made)) {
  design <- made[[name]]
  w <- weights(design)
  note(paste0(name, ":weights"), setNames(w, paste0("p", seq_along(w))))
  for (level in c("", "A", "B")) {
    keep <- rep(TRUE, nrow(people))
    if (level != "") keep <- people$area == level
    part <- subset(design, keep & !is.na(days))
    m <- svymean(~days_0, part)
    t <- svytotal(~days_0, part)
    r <- svyratio(~days_0, ~visits, part)
    note(paste(name, "days", level, sep = ":"),
      mean = coef(m)[[1]], mean_error = SE(m)[[1]],
      total = coef(t)[[1]], total_error = SE(t)[[1]],
      ratio = coef(r)[[1]], ratio_error = SE(r)[[1]]
    )
    part <- subset(design, keep & !is.na(top))
    m <- svymean(~top_0, part)
    note(paste(name, "top", level, sep = ":"), mean = coef(m)[[1]], mean_error = SE(m)[[1]])
  }
}
write_golden("weights")
