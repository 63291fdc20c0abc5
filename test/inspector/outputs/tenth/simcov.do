version 17
set seed 5
use "cohort_v3.dta", clear
forvalues i = 1/9 {
    quietly logit event age_c sex if imp == `i', vce(cluster site)
    estimates store m`i'
}
mi estimate, or: logit event age_c i.group3
