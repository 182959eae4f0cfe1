# Two waves as independent samples: difference, its error, t test, Newcombe limits.
source("golden.R")
both <- list(
  srs = ~1, stratified = ~stratum
)
for (name in names(both)) {
  sides <- lapply(c("w1", "w2"), function(wave) {
    part <- people[people$wave == wave, ]
    design <- if (name == "srs") {
      svydesign(ids = ~1, weights = rep(1, nrow(part)), data = part)
    } else {
      svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = part)
    }
    design[!is.na(design$variables$top), ]
  })
  for (variable in c("top", "q2")) {
    m <- lapply(sides, function(part) svymean(reformulate(sprintf("as.numeric(%s)", variable)), part))
    d <- coef(m[[2]])[[1]] - coef(m[[1]])[[1]]
    se <- sqrt(vcov(m[[1]])[1, 1] + vcov(m[[2]])[1, 1])
    df <- degf(sides[[1]]) + degf(sides[[2]])
    out <- c(estimate = d, std_error = se, df = df, p_value = 2 * pt(-abs(d / se), df))
    if (variable == "top") {
      w <- lapply(1:2, function(i) {
        wilson(coef(m[[i]])[[1]], vcov(m[[i]])[1, 1], degf(sides[[i]]))
      })
      p <- sapply(m, function(x) coef(x)[[1]])
      out <- c(out,
        conf_low = d - sqrt((p[2] - w[[2]][[1]])^2 + (w[[1]][[2]] - p[1])^2),
        conf_high = d + sqrt((w[[2]][[2]] - p[2])^2 + (p[1] - w[[1]][[1]])^2)
      )
    } else {
      t <- qt(0.975, df)
      out <- c(out, conf_low = d - t * se, conf_high = d + t * se)
    }
    note(paste(name, variable, sep = ":"), out)
  }
}
p <- c(0.01, 0.04, 0.03, 0.005, 0.2, 0.04)
note("holm", setNames(p.adjust(p, "holm"), paste0("p", 1:6)))
note("bh", setNames(p.adjust(p, "BH"), paste0("p", 1:6)))
for (n in c(58, 93, 170, 388)) {
  note(paste0("power:", n), p2 = power.prop.test(n = n, p1 = 0.5, power = 0.8, tol = 1e-13)$p2)
}
write_golden("change")
