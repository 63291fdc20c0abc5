structure(list(alder = c(61L, 72L, 55L, 80L, 47L, 66L, 59L, 71L, 
68L, 50L, 77L, 63L), kon = c("K", "M", "M", "K", "K", "M", "K", 
"M", "K", "K", "M", "M"), vardtid = c(4L, 11L, 2L, 9L, 3L, 7L, 
21L, 5L, 6L, 2L, 14L, 8L)), class = "data.frame", row.names = c(NA, -12L))
