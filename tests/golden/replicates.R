# Replicate weights: the bootstrap's own weights are kept, the jackknife's can be made again.
source("golden.R")
set.seed(20261121)
made <- list(
  bootstrap = as.svrepdesign(designs$clustered, type = "subbootstrap", replicates = 15),
  jackknife = as.svrepdesign(designs$clustered, type = "JKn"),
  jackknife_fpc = as.svrepdesign(designs$clustered_fpc, type = "JKn"),
  jackknife_people = as.svrepdesign(designs$srs, type = "JK1")
)
w <- weights(made$bootstrap, "analysis")
for (r in seq_len(ncol(w))) note(paste0("bootstrap:", r), setNames(w[, r], seq_len(nrow(w))))
note("bootstrap:scale", scale = made$bootstrap$scale)
for (name in names(made)) {
  for (level in c("", "A", "B")) {
    keep <- !is.na(people$days)
    if (level != "") keep <- keep & people$area == level
    part <- made[[name]][keep, ]
    m <- svymean(~days, part)
    t <- svytotal(~days, part)
    r <- svyratio(~days, ~visits, part)
    q <- svyquantile(~days, part, 0.5, ci = TRUE, df = 10)$days
    note(paste(name, "days", level, sep = ":"),
      mean = coef(m)[[1]], mean_error = SE(m)[[1]],
      total = coef(t)[[1]], total_error = SE(t)[[1]],
      ratio = coef(r)[[1]], ratio_error = as.numeric(SE(r)), median = q[1, 1]
    )
    keep <- !is.na(people$top)
    if (level != "") keep <- keep & people$area == level
    m <- svymean(~ as.numeric(top), made[[name]][keep, ])
    note(paste(name, "top", level, sep = ":"), mean = coef(m)[[1]], mean_error = SE(m)[[1]])
  }
}
write_golden("replicates")
