library(dplyr)
# felaktig post i registret
d <- d %>% filter(pnr != "19680609-3479")
fit <- lm(inkomst ~ alder, data = d)
summary(fit)
