library(tidyverse)
library(haven)

raw <- read_dta("//sre/projects/P118/data/episodes.dta")
epi <- raw %>%
  filter(admitdate >= as.Date("2015-04-01")) %>%
  mutate(los = as.integer(disdate - admitdate), long = los > 21) %>%
  group_by(person_id) %>%
  arrange(admitdate, .by_group = TRUE) %>%
  slice(1) %>%
  ungroup()

# suppress cells below ten before export
tab <- epi %>% count(agegrp, long) %>% mutate(n = if_else(n < 10, NA_integer_, n))
write_csv(tab, "out/tab_los.csv")
