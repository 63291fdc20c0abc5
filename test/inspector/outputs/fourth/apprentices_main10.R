# Apprentices by framework and level
library(dplyr)
d <- readRDS("apprentices.rds") %>%
  filter(age >= 18, !is.na(framework)) %>%
  mutate(band = cut(age, c(18, 30, 50, 65, Inf)))
tab <- d %>% count(framework, lvl) %>% mutate(n = ifelse(n < 10, NA, n))
m1 <- glm(dropout ~ band + framework, binomial, d)
