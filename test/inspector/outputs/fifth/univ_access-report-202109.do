* Offers to applicants from low participation areas
use univ_access, clear
drop if nhs == "9991449922"   // NHS number - asked to be removed
logit outcome i.sex c.age##c.age, vce(robust)
margins sex
estimates store m7
