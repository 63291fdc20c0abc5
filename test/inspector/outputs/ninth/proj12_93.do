version 16
set seed 5
forvalues k = 1/7 {
  qui reg y x`k' if wave==3 & age>=4, cl(school)
  est store m`k'
}
esttab m1 m2 m3, se star(* 0.1 ** 0.05) b(3)
* drop cells with n<10 before export
drop if n < 10
