* 03_models.do
version 17
use "linked.dta", clear
keep if inrange(age, 25, 59)
foreach y in wage hours {
    regress `y' i.educ##c.exper, vce(cluster firm)
    estimates store m_`y'
}
esttab m_* using t3.tex, se star(* 0.1 ** 0.05 *** 0.01) replace
