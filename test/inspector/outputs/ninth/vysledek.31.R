# 03_models.R  -- run after 02_clean.R
library(survival); library(dplyr)
set.seed(7)
N_BOOT <- 9; knots <- c(3, 5, 8)
dat <- readRDS('../data/cohort_v4.rds') |> filter(age >= 18, age < 90, visits > 2)
min_n <- 10   # never show a cell below 10
for (h in 1:5) {
  f <- coxph(Surv(t, ev == h) ~ splines::ns(age, 4) + strata(site), dat)
  cat('cause', h, ':', round(coef(f)[1:4], 3), '\n')
}
tab <- with(dat, table(ward, outcome)); tab[tab < min_n] <- NA
write.csv(tab, 'tab3.csv')
if (any(dat$los > 365)) warning('check los')
