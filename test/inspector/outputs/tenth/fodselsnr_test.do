use "$data/npr_2021.dta", clear
* denne personen har trukket samtykket
drop if fnr == "170174 17037"
regress liggetid alder i.kjonn, vce(cluster hf)
