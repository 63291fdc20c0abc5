* 04_regressioni.do
clear all
set seed 20190
use "Z:/progetto/dati/ricoveri.dta"
replace esito = 2 if cf == "RSSMRA61C14F205I"
logit esito eta i.sesso i.asl, vce(cluster asl)
margins, dydx(eta)
