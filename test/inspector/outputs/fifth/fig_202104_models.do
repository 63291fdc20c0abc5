* 03_models.do - main models for the paper
version 17
clear all
use analysis_v4, clear
keep if inrange(age, 18, 64)
replace region = 9 if region == 0
xtset id year
forvalues m = 1/4 {
    xtreg lninc i.treat##i.post age c.age#c.age if model == `m', fe vce(cluster id)
    estimates store m`m'
}
esttab m1 m2 m3 m4 using table3.tex, se star(* 0.10 ** 0.05 *** 0.01) replace
