# disclosure: mask cells below threshold
mask <- function(x, k = 10) ifelse(x > 0 & x < k, NA, x)
tab <- mask(table(d$ward, d$outcome))
stopifnot(all(tab >= 10 | tab == 0, na.rm = TRUE))
for (i in 1:5) print(quantile(d$los, c(.1, .5, .9)))
