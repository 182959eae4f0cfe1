# Rao-Scott tests, and differences of shares between groups of one design.
source("golden.R")
people$q2f <- factor(people$q2)
for (name in names(designs)) {
  for (by in c("area", "role")) {
    design <- designs[[name]]
    design$variables$q2f <- factor(design$variables$q2)
    part <- design[!is.na(design$variables$q2), ]
    test <- svychisq(as.formula(paste("~ q2f +", by)), part, statistic = "F")
    note(paste(name, by, "test", sep = ":"),
      estimate = test$statistic[[1]], df_num = test$parameter[[1]], df = test$parameter[[2]],
      p_value = test$p.value[[1]]
    )
  }
  part$variables$agree <- as.numeric(part$variables$q2 == 4)
  shares <- svyby(~agree, ~area, part, svymean, covmat = TRUE)
  v <- vcov(shares)
  pairs <- list(c("A", "B"), c("A", "C"), c("B", "C"))
  for (pair in pairs) {
    d <- coef(shares)[[pair[2]]] - coef(shares)[[pair[1]]]
    se <- sqrt(v[pair[1], pair[1]] + v[pair[2], pair[2]] - 2 * v[pair[1], pair[2]])
    df <- degf(part[part$variables$area %in% pair, ])
    note(paste(name, "area", paste(rev(pair), collapse = " - "), sep = ":"),
      estimate = d, std_error = se, df = df, p_value = 2 * pt(-abs(d / se), df)
    )
  }
}
write_golden("crosstab")
