# Cox models, sensitivity analyses 1 to 3
library(survival)
library(splines)
d <- readRDS("cohort.rds")
d <- subset(d, fu_days > 0)
f1 <- coxph(Surv(fu_days, dead) ~ arm + ns(age, 3) + strata(site), data = d)
f2 <- update(f1, . ~ . + charlson)
for (m in list(f1, f2)) print(round(exp(cbind(HR = coef(m), confint(m))), 2))
# drop the first 5 days
f3 <- update(f1, subset = fu_days > 5)
set.seed(42)
