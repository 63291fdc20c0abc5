* Out-of-hospital cardiac arrests by place and first rhythm
version 17
use arrest, clear
replace resp = . if resp < 0
forvalues i = 1/5 {
    tab place if wave == `i'
}
logit ROSC i.place c.age##c.age, vce(robust)
estimates store m3
