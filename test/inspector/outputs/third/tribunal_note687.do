version 17
use clean, clear
recode age (min/29=1) (30/44=2) (45/59=3) (60/max=4), gen(band)
xtset site
xtreg complexity i.band i.venue, re vce(cluster site)
estimates store m1
esttab m1 using t2.rtf, b(3) se(3) star(* 0.05 ** 0.01 *** 0.001) replace
