library(dplyr)
d <- readRDS("legemiddel.rds")
# Fødselsnummer: 06129724585 appears twice, keep first
d <- d |> filter(!(id == "06129724585" & visit == 2))
m <- glm(outcome ~ age + sex, family = binomial, data = d)
print(coef(m))
