# Every statistic once more on one sample with strata, clusters, two stages, weights and gaps,
# written without looking at the other scripts. People: complex_people.R.
suppressMessages(library(survey))
options(digits = 17, survey.lonely.psu = "fail")
d <- read.csv("complex_people.csv", na.strings = "")
d$top <- as.numeric(d$q >= 4)
d$bottom <- as.numeric(d$q <= 2)
rows <- list()
put <- function(case, ...) {
  v <- c(...)
  rows[[length(rows) + 1]] <<- sprintf("%s,%s,%.17g", case, names(v), unname(v))
}
designs <- list(
  clustered = svydesign(ids = ~cluster, strata = ~stratum, weights = ~w, data = d),
  two_stage = svydesign(
    ids = ~cluster + id, strata = ~stratum, weights = ~w, fpc = ~clusters + size, data = d
  ),
  bootstrap = svrepdesign(
    data = d, weights = ~w, repweights = as.matrix(d[grep("^b[0-9]", names(d))]),
    type = "bootstrap", combined.weights = TRUE, scale = 1 / 11, rscales = rep(1, 12), mse = FALSE,
    degf = 11
  )
)
groups <- list(all = rep(TRUE, nrow(d)), Hill = d$area == "Hill", Town = d$area == "Town")
within_base <- function(design, group, values) {
  keep <- groups[[group]] & !is.na(values)
  subset(update(design, yy = ifelse(keep, values, 0)), keep)
}
wilson <- function(p, v, t) {
  n <- p * (1 - p) / v
  (p + t^2 / 2 / n + c(-1, 1) * t * sqrt(p * (1 - p) / n + t^2 / 4 / n^2)) / (1 + t^2 / n)
}
ticks <- rowSums(d[c("m1", "m2", "m3")])
someone <- !is.na(ticks) & ticks > 0
shares <- list(
  `s yes` = as.numeric(d$s == "yes"), `s unsure` = as.numeric(d$s == "unsure"),
  top_box = d$top, bottom_box = d$bottom, `m 1` = d$m1, `m 3` = d$m3, `r 2` = as.numeric(d$r2 == 1),
  `s_asked yes` = ifelse(is.na(d$s), 0, as.numeric(d$s == "yes")),
  `mm 1` = ifelse(someone, d$m1, NA)
)
means <- list(score = d$q, net = d$top - d$bottom, x = d$x, rank = d$r3)
for (name in names(designs)) for (group in names(groups)) {
  design <- designs[[name]]
  linear <- name != "bootstrap"
  for (label in names(shares)) {
    part <- within_base(design, group, shares[[label]])
    m <- svymean(~yy, part)
    case <- paste(name, group, label, sep = ":")
    put(case, estimate = coef(m)[[1]], std_error = SE(m)[[1]])
    if (linear) {
      df <- degf(part)
      l <- wilson(coef(m)[[1]], SE(m)[[1]]^2, qt(0.975, df))
      b <- confint(svyciprop(~yy, part, method = "beta", df = df))
      put(case, df = df, wilson_low = l[1], wilson_high = l[2], beta_low = b[1], beta_high = b[2])
    }
  }
  for (label in names(means)) {
    part <- within_base(design, group, means[[label]])
    m <- svymean(~yy, part)
    put(paste(name, group, label, sep = ":"), estimate = coef(m)[[1]], std_error = SE(m)[[1]])
  }
  for (label in c("x", "s yes")) {
    t <- svytotal(~yy, within_base(design, group, c(means, shares)[[label]]))
    case <- paste(name, group, "total", label, sep = ":")
    put(case, estimate = coef(t)[[1]], std_error = SE(t)[[1]])
  }
  pairs <- list(ratio = list(d$x, d$y), mentions = list(ifelse(someone, d$m2, NA), ticks))
  for (label in names(pairs)) {
    a <- pairs[[label]][[1]]
    b <- pairs[[label]][[2]]
    keep <- groups[[group]] & !is.na(a) & !is.na(b)
    part <- subset(update(design, aa = ifelse(keep, a, 0), bb = ifelse(keep, b, 0)), keep)
    r <- svyratio(~aa, ~bb, part)
    put(paste(name, group, label, sep = ":"), estimate = coef(r)[[1]], std_error = SE(r)[[1]])
  }
  if (linear) for (p in c(0.25, 0.5, 0.9)) {
    part <- subset(design, groups[[group]] & !is.na(d$x))
    q <- svyquantile(~x, part, p, qrule = "math", interval.type = "mean", df = degf(part))$x
    case <- paste(name, group, paste("quantile", p), sep = ":")
    put(case, estimate = q[1, 1], conf_low = q[1, 2], conf_high = q[1, 3], std_error = q[1, 4])
  }
}
areas <- list(c("Coast", "Hill"), c("Coast", "Town"), c("Hill", "Town"))
for (name in c("clustered", "two_stage")) {
  design <- designs[[name]]
  for (v in c("s", "q")) {
    x <- svychisq(reformulate(c(v, "area")), subset(design, !is.na(d[[v]])), statistic = "F")
    put(
      paste(name, "rao_scott", v, sep = ":"), estimate = x$statistic[[1]],
      df_num = x$parameter[[1]], df = x$parameter[[2]], p_value = x$p.value[[1]]
    )
  }
  p <- c()
  for (pair in areas) for (answer in c("yes", "no", "unsure")) {
    part <- within_base(design, "all", as.numeric(d$s == answer))
    g <- svycontrast(
      svyby(~yy, ~area, part, svymean, covmat = TRUE), setNames(c(-1, 1), pair)
    )
    case <- paste(name, "gap", answer, paste(pair[2], "-", pair[1]), sep = ":")
    p[case] <- 2 * pt(-abs(coef(g) / SE(g)), degf(subset(part, area %in% pair)))
    put(case, estimate = coef(g)[[1]], std_error = SE(g)[[1]], p_value = p[[case]])
  }
  for (case in names(p)) {
    put(case, holm = p.adjust(p, "holm")[[case]], bh = p.adjust(p, "BH")[[case]])
  }
  # The same people twice: change, its error, and limits with the correlation of both sides.
  both <- !is.na(d$q) & !is.na(d$before)
  part <- subset(update(design,
    one = ifelse(both, as.numeric(d$before >= 4), 0), two = ifelse(both, d$top, 0),
    gap = ifelse(both, d$q - d$before, 0)
  ), both)
  m <- svymean(~ one + two, part)
  v <- vcov(m)
  t <- qt(0.975, degf(part))
  a <- c(coef(m)[[1]], wilson(coef(m)[[1]], v[1, 1], t))
  b <- c(coef(m)[[2]], wilson(coef(m)[[2]], v[2, 2], t))
  r <- cov2cor(v)[1, 2]
  low <- (b[1] - b[2])^2 + (a[3] - a[1])^2 - 2 * r * (b[1] - b[2]) * (a[3] - a[1])
  high <- (b[3] - b[1])^2 + (a[1] - a[2])^2 - 2 * r * (b[3] - b[1]) * (a[1] - a[2])
  put(
    paste(name, "panel", "top_box", sep = ":"), estimate = b[1] - a[1],
    std_error = sqrt(sum(v * c(1, -1, -1, 1))), conf_low = b[1] - a[1] - sqrt(low),
    conf_high = b[1] - a[1] + sqrt(high)
  )
  g <- svymean(~gap, part)
  put(paste(name, "panel", "mean", sep = ":"), estimate = coef(g)[[1]], std_error = SE(g)[[1]])
}
# Everybody says yes: Kish n by the median design effect of the group's other shares.
hill <- d$area == "Hill"
kish <- function(w) sum(w)^2 / sum(w^2)
effect <- median(sapply(c("yes", "no", "unsure"), function(answer) {
  part <- within_base(designs$clustered, "Hill", as.numeric(d$s == answer))
  m <- svymean(~yy, part)
  kept <- d$w[hill & !is.na(d$s)]
  (kish(kept) - 1) * SE(m)[[1]]^2 / (coef(m)[[1]] * (1 - coef(m)[[1]]))
}))
n <- kish(d$w[hill]) / max(effect, 1) - 1
t <- qt(0.975, degf(subset(designs$clustered, hill)))
put("clustered:Hill:e yes", wilson_low = 1 / (1 + t^2 / n), wilson_high = 1, n_effective = n)
# Weights.
cells <- expand.grid(area = c("Coast", "Hill", "Town"), role = c("manager", "worker"))
cells$Freq <- c(60, 80, 90, 190, 230, 350)
sums <- c(`(Intercept)` = 1000, areaHill = 310, areaTown = 440, roleworker = 770)
scale <- 1000 / sum(d$w)
put("bounds", low = 0.6 * scale, high = 1.9 * scale)
for (name in c("clustered", "two_stage")) {
  design <- designs[[name]]
  made <- list(
    post = postStratify(design, ~ area + role, cells),
    raked = calibrate(design, ~ area + role, sums, calfun = "raking", epsilon = 1e-13, maxit = 500),
    linear = calibrate(design, ~ area + role, sums, epsilon = 1e-13),
    bounded = calibrate(
      design, ~ area + role, sums, bounds = c(0.6, 1.9) * scale, epsilon = 1e-12, maxit = 500
    ),
    trimmed = trimWeights(design, lower = 2, upper = 9, strict = TRUE)
  )
  for (kind in names(made)) {
    for (i in c(1, 50, 100)) {
      put(paste(name, kind, "weight", i, sep = ":"), value = unname(weights(made[[kind]])[i]))
    }
    for (group in names(groups)) for (v in c("top", "x")) {
      m <- svymean(~yy, within_base(made[[kind]], group, d[[v]]))
      put(paste(name, kind, group, v, sep = ":"), estimate = coef(m)[[1]], std_error = SE(m)[[1]])
    }
  }
}
# A stratum of one cluster.
alone <- d[d$stratum != "North" | d$cluster == "c11", ]
for (way in c("adjust", "certainty")) {
  options(survey.lonely.psu = way)
  design <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~w, data = alone)
  m <- svymean(~top, subset(design, !is.na(top)))
  put(paste("alone", way, sep = ":"), estimate = coef(m)[[1]], std_error = SE(m)[[1]])
}
for (n in c(30, 93, 388)) {
  found <- power.prop.test(n = n, p1 = 0.5, power = 0.8, tol = 1e-14)$p2 - 0.5
  put(paste("smallest", n, sep = ":"), value = found)
}
file <- file("complex.csv", "wb")
writeLines(c(
  paste0("# ", R.version.string), paste0("# survey ", packageVersion("survey")), "# 2026-11-22",
  "# cd tests/golden && Rscript complex.R", "case,quantity,value", unlist(rows)
), file)
close(file)
