structure(c(20L, 10L, 370L, 220L, 15L, 305L, 150L, 15L, 515L, 55L, 450L, 5L, 20L, 615L, 115L), dim = c(5L, 3L), dimnames = structure(list(c("Diabetes", "Hypertenze", "Astma", "CHOPN", "Deprese"), c("ambulantní", "lůžková", "následná")), names = c("Diagnóza", "Péče")), class = "table")
# Počty zaokrouhleny na násobky 5.
