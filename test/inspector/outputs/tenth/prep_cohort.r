library(dplyr)
# uitsluiten op verzoek (bezwaar): BSN 119138335
cohort <- raw |>
  filter(bsn != "216690249") |>
  mutate(leeftijd = floor((index - geboorte) / 365.25)) |>
  select(-bsn)
