# p-chart limits, Wilson limits and Newcombe differences by base R, without any package.
# R 4.2.2, 21 November 2026: Rscript tests/golden/p_chart.R
# Writes tests/golden/p_chart.csv and tests/golden/kpi_differences.csv.

k <- c(60, 66, 65, 59, 54, 62, 70, 67, 50, 61, 63, 64, 61, 66, 63, 72, 79, 82)
n <- c(92, 98, 101, 88, 83, 97, 104, 99, 76, 95, 93, 98, 91, 100, 97, 94, 90, 96)
first <- 1:12
centre <- weighted.mean(k[first] / n[first], n[first])
# Three standard deviations of a binomial share, by way of the variance of the count.
sd_share <- sqrt(n * centre * (1 - centre)) / n
wilson <- t(mapply(function(k, n) prop.test(k, n, correct = FALSE)$conf.int, k, n))
write.csv(
  data.frame(k, n, centre, low = centre - 3 * sd_share, high = centre + 3 * sd_share,
             wilson_low = wilson[, 1], wilson_high = wilson[, 2]),
  "tests/golden/p_chart.csv", row.names = FALSE
)

# Published percentages with bases they might have had.
cases <- data.frame(
  k1 = c(26, 65, 130, 34, 84, 168), n1 = c(40, 100, 200, 40, 100, 200),
  k2 = c(35, 88, 176, 36, 91, 182), n2 = c(40, 100, 200, 40, 100, 200)
)
newcombe <- function(k1, n1, k2, n2) {
  a <- prop.test(k1, n1, correct = FALSE)$conf.int
  b <- prop.test(k2, n2, correct = FALSE)$conf.int
  d <- k2 / n2 - k1 / n1
  c(d, d - sqrt((k2 / n2 - b[1])^2 + (a[2] - k1 / n1)^2),
    d + sqrt((b[2] - k2 / n2)^2 + (k1 / n1 - a[1])^2))
}
limits <- t(mapply(newcombe, cases$k1, cases$n1, cases$k2, cases$n2))
colnames(limits) <- c("difference", "low", "high")
write.csv(cbind(cases, limits), "tests/golden/kpi_differences.csv", row.names = FALSE)
