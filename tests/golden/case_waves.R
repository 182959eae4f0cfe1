# Two waves of audited cases: share at grade 3 or 4 of all cases an item applies to (not evidenced
# counts as below), stratified with finite population correction; Newcombe's difference; p-value;
# Holm over the two items; Cliff's delta of the grades.
source("golden.R")
audited <- read.csv("audited.csv", colClasses = c(a1 = "character", a2 = "character"))
audited$size <- ave(rep(1, nrow(audited)), audited$wave, audited$stratum, FUN = sum)
audited$weight <- audited$stratum_size / audited$size
z <- qnorm(0.975)
cliff <- function(before, after) {
  d <- sign(outer(after, before, "-"))
  n1 <- length(before)
  n2 <- length(after)
  delta <- mean(d)
  v <- (n2^2 * sum((rowMeans(d) - delta)^2) + n1^2 * sum((colMeans(d) - delta)^2) -
    sum((d - delta)^2)) / (n1 * n2 * (n1 - 1) * (n2 - 1))
  v <- max(v, (1 - delta^2) / (n1 * n2 - 1))
  half <- z * sqrt(v) * sqrt((1 - delta^2)^2 + z^2 * v)
  whole <- 1 - delta^2 + z^2 * v
  c(
    estimate = delta, std_error = sqrt(v),
    conf_low = (delta - delta^3 - half) / whole, conf_high = (delta - delta^3 + half) / whole
  )
}
p_values <- c()
for (item in c("a1", "a2")) {
  sides <- list()
  for (wave in c("w1", "w2")) {
    part <- audited[audited$wave == wave, ]
    part$applies <- part[[item]] != "NA"
    part$good <- as.numeric(part[[item]] %in% c("3", "4"))
    part$ne <- as.numeric(part[[item]] == "NE")
    design <- svydesign(
      ids = ~1, strata = ~stratum, fpc = ~stratum_size, weights = ~weight, data = part
    )
    design <- subset(design, applies)
    m <- svymean(~good, design)
    p <- coef(m)[[1]]
    v <- vcov(m)[1, 1]
    df <- degf(design)
    w <- wilson(p, v, df)
    note(paste(item, wave, "top_box", sep = ":"), c(
      estimate = p, std_error = sqrt(v), conf_low = w[[1]], conf_high = w[[2]], df = df
    ))
    note(paste(item, wave, "ne", sep = ":"), c(
      estimate = coef(svymean(~ne, design))[[1]]
    ))
    sides[[wave]] <- list(p = p, v = v, df = df, low = w[[1]], high = w[[2]])
  }
  a <- sides$w1
  b <- sides$w2
  d <- b$p - a$p
  se <- sqrt(a$v + b$v)
  p_values[item] <- 2 * pt(-abs(d / se), a$df + b$df)
  note(paste(item, "difference", sep = ":"), c(
    estimate = d, std_error = se,
    conf_low = d - sqrt((b$p - b$low)^2 + (a$high - a$p)^2),
    conf_high = d + sqrt((b$high - b$p)^2 + (a$p - a$low)^2),
    p_value = p_values[[item]]
  ))
  grade <- function(wave) {
    marks <- audited[[item]][audited$wave == wave]
    as.numeric(marks[marks %in% as.character(1:4)])
  }
  note(paste(item, "cliffs_delta", sep = ":"), cliff(grade("w1"), grade("w2")))
}
note("holm", p.adjust(p_values, "holm"))
write_golden("case_waves")
