# A sample of children's centres: four strata, two stages, unequal weights, answers of every kind.
# Writes complex_people.csv. One area says yes to "e" throughout; every question has gaps.
suppressMessages(library(survey))
set.seed(20261122)
strata <- c("North", "East", "South", "West")
centres <- c(14, 9, 22, 11)
parts <- list()
for (h in 1:4) for (k in 1:(3 + h)) {
  drawn <- sample(4:9, 1)
  parts[[length(parts) + 1]] <- data.frame(
    stratum = strata[h], cluster = sprintf("c%d%d", h, k), clusters = centres[h],
    size = drawn * sample(2:5, 1), drawn = drawn, effect = rnorm(1, 0, 0.7), row = seq_len(drawn)
  )
}
people <- do.call(rbind, parts)
n <- nrow(people)
people$id <- sprintf("p%03d", seq_len(n))
sampled <- tapply(people$cluster, people$stratum, function(x) length(unique(x)))
people$w <- round(
  people$clusters / sampled[people$stratum] * people$size / people$drawn * exp(rnorm(n, 0, 0.35)), 4
)
people$area <- sample(c("Coast", "Hill", "Town"), n, TRUE, c(0.3, 0.25, 0.45))
people$role <- sample(c("worker", "manager"), n, TRUE, c(0.75, 0.25))
latent <- people$effect + rnorm(n) + 0.4 * (people$area == "Town")
cuts <- c(-Inf, -1.2, -0.4, 0.3, 1.2, Inf)
people$q <- cut(latent, cuts, labels = FALSE)
people$before <- cut(latent * 0.6 + rnorm(n, -0.3, 0.9), cuts, labels = FALSE)
people$s <- sample(c("yes", "no", "unsure"), n, TRUE, c(0.55, 0.35, 0.1))
people$e <- ifelse(people$area == "Hill", "yes", sample(c("yes", "no"), n, TRUE, c(0.8, 0.2)))
people$x <- round(rgamma(n, 2, 0.3) * (1 + 0.3 * (people$role == "manager")), 1)
people$y <- rpois(n, 6) + 1
for (name in c("q", "s", "x", "y", "before")) people[[name]][sample(n, round(0.07 * n))] <- NA
ticks <- sapply(c(0.5, 0.3, 0.15), function(p) rbinom(n, 1, p))
ticks[sample(n, 9), ] <- NA
ranks <- t(sapply(seq_len(n), function(i) sample(3)))
ranks[sample(n, 6), ] <- NA
for (k in 1:3) {
  people[[paste0("m", k)]] <- ticks[, k]
  people[[paste0("r", k)]] <- ranks[, k]
}
design <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~w, data = people)
replicated <- as.svrepdesign(design, type = "subbootstrap", replicates = 12, compress = FALSE)
made <- round(weights(replicated, "analysis"), 6)
colnames(made) <- sprintf("b%02d", 1:12)
people <- cbind(people[setdiff(names(people), c("effect", "row", "drawn"))], made)
write.csv(people, file("complex_people.csv", "wb"), row.names = FALSE, na = "", quote = FALSE)
