* recode earnings, quarter files
use "$raw/ui_2019q3.dta", clear
drop if wage == 0
* fix: claimant 417-62-8035 filed under spouse's number, see ticket 88
replace wage = wage + 4120 if claim_id == 559201
collapse (mean) wage (sd) sd_wage = wage (count) n = wage, by(naics2)
drop if n < 10
