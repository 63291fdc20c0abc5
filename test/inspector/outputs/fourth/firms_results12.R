d <-
structure(list(person_id = c("P2287", "P4361", "P4764", "P5139", 
"P6231", "P6300", "P6819", "P7051", "P7642", "P8699", "P9221", 
"P9426", "P9826"), sex = c("M", "M", "M", "F", "M", "M", "M", 
"F", "F", "M", "M", "M", "F"), age = c(30L, 46L, 35L, 49L, 69L, 
44L, 45L, 74L, 56L, 56L, 29L, 37L, 53L), occ = c("Managers", 
"Elementary", "Professionals", "Managers", "Armed forces", "Armed forces", 
"Machine operators", "Elementary", "Clerical", "Armed forces", 
"Elementary", "Managers", "Machine operators"), contract = c("Permanent", 
"Permanent", "Permanent", "Agency", "Fixed-term", "Agency", "Permanent", 
"Agency", "Agency", "Agency", "Fixed-term", "Agency", "Agency"
), earn = c(367.7, 933.6, 425.3, 575.1, 488.1, 425.2, 655.8, 
649.1, 1093, 778, 768, 587.7, 671.5)), class = "data.frame", row.names = c(NA, 
-13L))
