# Agreement of two readers, written from the formulas in base R: exact and within one grade with
# Wilson limits, linearly weighted kappa with the standard error of Fleiss, Cohen and Everitt
# (1969), Gwet's AC2 with linear weights as in his book (2014, chapter 5), drift as a paired mean,
# Newcombe's difference, Cliff's delta, and Holm.
options(digits = 17)
marks <- read.csv("marks.csv")
golden <- data.frame(case = character(), quantity = character(), value = numeric())
note <- function(case, ...) {
  values <- c(...)
  golden <<- rbind(
    golden, data.frame(case = case, quantity = names(values), value = unname(values))
  )
}
wilson <- function(p, n, z = qnorm(0.975)) {
  centre <- (p + z^2 / (2 * n)) / (1 + z^2 / n)
  half <- z / (1 + z^2 / n) * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))
  c(centre - half, centre + half)
}
share <- function(hit) {
  p <- mean(hit)
  limits <- wilson(p, length(hit))
  c(estimate = p, conf_low = limits[1], conf_high = limits[2])
}
grades <- 1:4
q <- length(grades)
w <- 1 - abs(outer(grades, grades, "-")) / (q - 1)

kappa_linear <- function(first, second) {
  n <- length(first)
  p <- table(factor(first, grades), factor(second, grades)) / n
  rows <- rowSums(p)
  cols <- colSums(p)
  observed <- sum(w * p)
  expected <- sum(w * outer(rows, cols))
  k <- (observed - expected) / (1 - expected)
  of_rows <- as.vector(w %*% cols)
  of_cols <- as.vector(t(w) %*% rows)
  inner <- sum(p * (w - outer(of_rows, of_cols, "+") * (1 - k))^2)
  se <- sqrt((inner - (k - expected * (1 - k))^2) / n) / (1 - expected)
  z <- qnorm(0.975)
  c(estimate = k, std_error = se, conf_low = max(-1, k - z * se), conf_high = min(1, k + z * se))
}

ac2 <- function(first, second) {
  n <- length(first)
  counts <- t(mapply(function(a, b) tabulate(c(a, b), q), first, second))
  weighted <- t(w %*% t(counts))
  agree <- rowSums(counts * (weighted - 1)) / 2
  pi <- colMeans(counts / 2)
  expected <- sum(w) * sum(pi * (1 - pi)) / (q * (q - 1))
  gamma <- (mean(agree) - expected) / (1 - expected)
  each <- (agree - expected) / (1 - expected)
  chance <- sum(w) / (q * (q - 1)) * as.vector(counts %*% (1 - pi)) / 2
  each <- each - 2 * (1 - gamma) * (chance - expected) / (1 - expected)
  se <- sqrt(sum((each - gamma)^2) / (n * (n - 1)))
  t <- qt(0.975, n - 1)
  c(estimate = gamma, std_error = se, conf_low = max(-1, gamma - t * se),
    conf_high = min(1, gamma + t * se))
}

cliff <- function(before, after) {
  d <- sign(outer(after, before, "-"))
  n1 <- length(before)
  n2 <- length(after)
  delta <- mean(d)
  of_before <- colMeans(d)
  of_after <- rowMeans(d)
  v <- (n2^2 * sum((of_after - delta)^2) + n1^2 * sum((of_before - delta)^2) -
    sum((d - delta)^2)) / (n1 * n2 * (n1 - 1) * (n2 - 1))
  v <- max(v, (1 - delta^2) / (n1 * n2 - 1))
  z <- qnorm(0.975)
  half <- z * sqrt(v) * sqrt((1 - delta^2)^2 + z^2 * v)
  low <- (delta - delta^3 - half) / (1 - delta^2 + z^2 * v)
  high <- (delta - delta^3 + half) / (1 - delta^2 + z^2 * v)
  c(estimate = delta, std_error = sqrt(v), conf_low = low, conf_high = high)
}

for (item in unique(marks$item)) {
  both <- marks[marks$item == item & !is.na(marks$first) & !is.na(marks$second), ]
  case <- function(statistic) paste(item, statistic, sep = ":")
  note(case("exact"), share(both$first == both$second))
  note(case("within_one"), share(abs(both$first - both$second) <= 1))
  note(case("kappa_linear"), kappa_linear(both$first, both$second))
  note(case("ac2"), ac2(both$first, both$second))
  shift <- both$second - both$first
  half <- qt(0.975, length(shift) - 1) * sd(shift) / sqrt(length(shift))
  note(case("drift"), c(
    estimate = mean(shift), std_error = sd(shift) / sqrt(length(shift)),
    conf_low = mean(shift) - half, conf_high = mean(shift) + half
  ))
  note(case("cliffs_delta"), cliff(both$first, both$second))
}

file <- file("agreement.csv", "wb")
writeLines(c(
  paste0("# ", R.version.string), "# base R", "# 2026-11-21",
  "# cd tests/golden && Rscript agreement.R", "case,quantity,value"
), file)
writeLines(sprintf("%s,%s,%.17g", golden$case, golden$quantity, golden$value), file)
close(file)
