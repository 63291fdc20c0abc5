"""Stata logs, set in the way of the program."""
from common import mid6, near, odd, rng_for, write

PRE = "      name:  <unnamed>\n       log:  {0}\n  log type:  text\n opened on:  {1}\n\n"


def tab1(var, rows):
    w = max([len(var)] + [len(k) for k, _ in rows] + [11])
    n = sum(v for _, v in rows)
    out = [f"{var:>{w}} |      Freq.     Percent        Cum.", "-" * (w + 1) + "+" + "-" * 35]
    c = 0
    for k, v in rows:
        c += v
        out.append(f"{k:>{w}} | {v:>10,} {100 * v / n:>11.2f} {100 * c / n:>11.2f}")
    out += [out[1], f"{'Total':>{w}} | {n:>10,}      100.00"]
    return "\n".join(out)


def tab2(rv, cv, rows, cols, v, rowpct=False, sums=True):
    w = max([len(rv), 10] + [len(x) for x in rows])
    line = "-" * (w + 1) + "+" + "-" * (11 * len(cols)) + "+" + "-" * 10
    out = [f"{'':>{w}} | {cv:^{11 * len(cols) - 1}}|", f"{rv:>{w}} | " + " ".join(f"{c:>10}" for c in cols) + " |     Total", line]
    for k, x in list(zip(rows, v)) + [("Total", [sum(c) for c in zip(*v)])]:
        if k == "Total" or rowpct and x is not v[0]:
            out.append(line)
        out.append(f"{k:>{w}} | " + " ".join(f"{a:>10,}" for a in x) + f" | {sum(x):>9,} ")
        if rowpct:
            out.append(f"{'':>{w}} | " + " ".join(f"{100 * a / sum(x):>10.2f}" for a in x) + " |    100.00 ")
    if not sums:
        out = [x.rsplit("|", 1)[0].rstrip() if "|" in x else x[:-11] for x in out if not x.strip().startswith("Total")][:-1]
    return "\n".join(out)


def summ(rows):
    out = ["    Variable |        Obs        Mean    Std. dev.       Min        Max", "-" * 13 + "+" + "-" * 57]
    for n, o, m, s, lo, hi in rows:
        out.append(f"{n:>12} | {o:>10,} {m:>11} {s:>11} {lo:>10} {hi:>10}")
    return "\n".join(out)


def main():
    r = rng_for("stata")

    def S(name, kind, what, text, base=None):
        write(name, "stata-log", "Stata", kind, what, text, base)

    S("tab_smallholder.log", "small-count", "4 tenants", PRE.format("farm_tab.log", "12 Feb 2020, 09:14:55") + ". tab tenure\n\n" + tab1("tenure", [("owner", 231), ("share", 77), ("tenant", 4), ("mixed", 58)]) + "\n\n. log close")
    S("fo_statut.log", "rounded", "fives, no note", ". tabulate statut\n\n" + tab1("statut emploi", [(k, near(r, 5, 20, 900)) for k in ("CDI", "CDD", "intérim", "apprenti", "stage")]), 5)
    S("beroep_tab.log", "harmless", "one-way, above nine", ". tab beroepsklasse, sort\n\n" + tab1("beroepsklasse", [(k, odd(r, 40, 900)) for k in ("handel", "zorg", "bouw")]))
    S("cross_abt_lehrjahr.log", "small-count", "cells of 3 and 9", ". tab abteilung lehrjahr\n\n" + tab2("Abteilung", "Lehrjahr", ["Dreherei", "Lager", "Büro"], ["1", "2", "3"], [[41, 38, 22], [16, 3, 11], [27, 31, 9]]))
    S("cross_sex_dropout.log", "harmless", "two-way with row percent", ". tab programme dropout, row\n\n" + tab2("programme", "dropout", ["nursing", "law", "design"], ["no", "yes"], [[odd(r, 100, 300), odd(r, 20, 60)] for _ in range(3)], True))
    S("cross_imd_ed.log", "rounded", "midpoints of six, no note", ". table (imd) (attend)\n\n" + tab2("imd", "attend", ["most", "2nd", "3rd", "4th", "least"], ["no", "yes"], [[mid6(r, 60, 900), mid6(r, 10, 200)] for _ in range(5)], sums=False), 6)
    S("cross_kraj_plat.log", "arithmetic", "masked cell in a table with totals", ". tab kraj pasmo\n\n" + tab2("kraj", "pasmo platu", ["Brno", "Praha", "Zlin"], ["nizke", "stredni", "vysoke"], [[61, 122, 34], [88, 204, 191], [44, 57, 8]]).replace("         8 |", "         . |") + "\n  ( . = hidden by hand)")
    S("sum_detail_income.log", "extreme", "summarize, detail with four smallest and largest", """. sum income, detail

                           income
-------------------------------------------------------------
      Percentiles      Smallest
 1%         3120           1940
 5%         8804           2015
10%        12630           2377       Obs               1,204
25%        19711           3120       Sum of wgt.       1,204

50%        28417                      Mean           33108.22
                        Largest       Std. dev.      24077.91
75%        40122         214900
90%        58203         230415       Variance       5.80e+08
95%        71940         288120       Skewness       4.117302
99%       139022         402377       Kurtosis       31.20914""")
    S("sum_hogar.log", "extreme", "summarize with Min and Max", ". summarize edad renta_hogar\n\n" + summ([("edad", 812, "47.11823", "16.80214", "18", "101"), ("renta_hogar", 812, "26411.9", "15220.7", "0", "188300")]))
    S("tabstat_wait.log", "harmless", "means and quartiles of big groups", """. tabstat wait_days, by(speciality) stat(n mean sd p25 p50 p75)

Summary for variables: wait_days
Group variable: speciality

speciality |         N      Mean        SD       p25       p50       p75
-----------+------------------------------------------------------------
   urology |      1283  41.22812  18.90112        27        39        54
    dental |       947  33.09117  14.22871        22        31        43
       ENT |      1522  52.70132  21.03340        36        51        68
-----------+------------------------------------------------------------
     Total |      3752  43.82981  20.11782        28        41        57
------------------------------------------------------------------------""")
    S("tabstat_omaisuus.log", "extreme", "tabstat with min max range", """. tabstat varallisuus, by(maakunta) s(n min max range)

   maakunta |         N       min       max     range
------------+----------------------------------------
    Uusimaa |       611      -120    914200    914320
    Kainuu  |       204      -311    377050    377361
    Lappi   |       187       -45    402918    402963
-----------------------------------------------------""")
    S("reg_wage.log", "harmless", "a regression", """. regress lnwage educ exper union, vce(cluster firm)

Linear regression                               Number of obs     =     18,422
                                                F(3, 411)         =     902.18
                                                Prob > F          =     0.0000
                                                R-squared         =     0.3120
                                                Root MSE          =     .41228

                                  (Std. err. adjusted for 412 clusters in firm)
------------------------------------------------------------------------------
             |               Robust
      lnwage | Coefficient  std. err.      t    P>|t|     [95% conf. interval]
-------------+----------------------------------------------------------------
        educ |   .0712204   .0021408    33.27   0.000     .0670121    .0754287
       exper |   .0189110   .0007012    26.97   0.000     .0175326    .0202894
       union |   .1120983   .0142101     7.89   0.000     .0841646    .1400320
       _cons |   1.402271   .0410772    34.14   0.000     1.321523    1.483019
------------------------------------------------------------------------------""")
    S("melogit_ward.log", "harmless", "a multilevel model", """. melogit falls i.shift age || ward:, or nolog

Mixed-effects logistic regression               Number of obs     =     21,006
Group variable: ward                            Number of groups  =         63

                                                Obs per group:
                                                              avg =      333.4

Integration method: mvaghermite                 Integration pts.  =          7

------------------------------------------------------------------------------
       falls | Odds ratio   Std. err.      z    P>|z|     [95% conf. interval]
-------------+----------------------------------------------------------------
       shift |
      night  |   1.412208   .0981102     4.97   0.000     1.232417    1.618228
         age |   1.031117   .0030114    10.49   0.000     1.025232    1.037036
-------------+----------------------------------------------------------------
ward         |
   var(_cons)|   .2188102   .0612280                      .1264361    .3786731
------------------------------------------------------------------------------""")
    S("smoke_vars.log", "missing-rows", "6 and 2 missing", """. misstable summarize

                                                               Obs<.
                                                +------------------------------
               |                                | Unique
      Variable |     Obs=.     Obs>.     Obs<.  | values        Mean      SD
  -------------+--------------------------------+------------------------------
      smoker   |         6               1,598  |      2         .21      .41
      packyrs  |        41               1,563  |     88       12.88      9.7
      educ     |         2               1,602  |      5        2.94     1.02
  -----------------------------------------------------------------------------""")
    S("gen_age_log.log", "missing-rows", "5 missing values generated", ". gen age2 = age^2\n(5 missing values generated)\n\n. gen lcost = ln(cost)\n(312 missing values generated)\n\n. label var age2 \"age squared\"")
    S("gen_region.log", "harmless", "real changes above nine", ". replace region = \"N\" if pc==\"T\"\n(1,418 real changes made)\n\n. gen tid = ln(dagar)\n\n. egen z = std(tid)\n\n. compress\n  variable z was double now float\n  (88,120 bytes saved)")
    S("prep_sjukfall.log", "missing-rows", "3 observations deleted", ". use sjukfall_2014, clear\n\n. drop if missing(kon)\n(3 observations deleted)\n\n. count\n  8,413")
    S("prep_urval.log", "harmless", "many observations deleted", ". drop if alder<18\n(2,117 observations deleted)\n\n. drop if bosatt==0\n(604 observations deleted)\n\n. count\n  38,912")
    S("inkomst_lista.log", "rows-of-people", "list of persons", """. list persid kon fodar inkomst if inkomst>900000, noobs sep(0)

  +----------------------------------+
  | persid   kon   fodar   inkomst   |
  |----------------------------------|
  |  20918     M    1958    1204400  |
  |  31107     M    1963     988120  |
  |  31944     K    1971    1511002  |
  |  40021     M    1949    2210870  |
  +----------------------------------+""")
    S("list_first.log", "rows-of-people", "list in 1/5", """. list in 1/5, abbreviate(10) clean

       schoolid   pupil   eal   fsm   ks2read   excluded
  1.      30412   A0031    no    no       104          0
  2.      30412   A0032   yes    no        98          0
  3.      30412   A0040    no   yes        91          2
  4.      30412   A0041    no    no       112          0
  5.      30412   A0052   yes   yes        87          1""")
    S("stsum_dialyse.log", "small-count", "failures of 7 in a group", """. stdescribe, noshow

. strate moyen, per(1000)

         failure _d: deces
   analysis time _t: temps

Estimated rates (per 1000) and lower/upper bounds of 95% confidence intervals
(1288 records included in the analysis)

  +---------------------------------------------------------+
  |   moyen     D          Y       Rate      Lower    Upper |
  |---------------------------------------------------------|
  |   hemo    214   1.88e+03   113.8298   99.55703  130.149 |
  |   perit     7   2.01e+02    34.8259   16.60243  73.0522 |
  +---------------------------------------------------------+""")
    S("stci_stage.log", "harmless", "life table above nine", """. ltable years dead, intervals(2) notab graph

. stci, by(stage)

         failure _d:  dead
   analysis time _t:  years

             |    No. of
stage        |  subjects         50%     Std. err.     [95% conf. interval]
-------------+-------------------------------------------------------------
          I  |       412           .             .       14.21            .
         II  |       377       11.08      .8120441        9.44        12.71
        III  |       266        4.17      .3120098        3.52         4.81
-------------+-------------------------------------------------------------
       total |      1055        9.92      .5512001        8.77        10.88""")
    S("duplicates_rep.log", "small-count", "8 surplus copies of persons", """. duplicates report bewoner

Duplicates in terms of bewoner

--------------------------------------
   Copies | Observations       Surplus
----------+---------------------------
        1 |        31288             0
        2 |           16             8
--------------------------------------""")
    S("merge_admin.log", "small-count", "2 from using only", """. merge 1:1 gemeentenr persnr using inkomen

    Result                      Number of obs
    -----------------------------------------
    Not matched                         1,306
        from master                     1,304  (_merge==1)
        from using                          2  (_merge==2)

    Matched                            24,771  (_merge==3)
    -----------------------------------------""")
    S("merge_hosp.log", "harmless", "merge above nine", """. merge m:1 hospid using hospitals

    Result                      Number of obs
    -----------------------------------------
    Not matched                           418
        from master                       355  (_merge==1)
        from using                         63  (_merge==2)

    Matched                           110,204  (_merge==3)
    -----------------------------------------""")
    S("collapse_list.log", "rounded", "list of rounded counts with a note", ". * frequencies rounded to base 3 before listing\n. list, noobs clean\n\n    district      n_men   n_women\n" + "\n".join(f"    {k:<10}{3 * r.randint(9, 300):>9}{3 * r.randint(9, 300):>10}" for k in ("Alentejo", "Algarve", "Centro", "Norte")), 3)
    S("count_if_pair.log", "arithmetic", "two counts whose difference is 5", ". count if benefit==1\n  1,207\n\n. count if benefit==1 & deported==0\n  1,202")
    S("count_plaga.log", "small-count", "count of 7", ". count if plaga==1 & wiek<18\n  7\n\n. count if plaga==1\n  613")
    S("ci_prop.log", "arithmetic", "proportion times N gives 4", """. ci proportions relapse

                                                         -- Binomial exact --
    Variable |        Obs  Proportion    Std. err.       [95% conf. interval]
-------------+---------------------------------------------------------------
     relapse |        160        .025    .0123431        .0068571    .0627659""")
    S("esttab_out.log", "harmless", "esttab with t statistics", """. esttab m1 m2, t star(* 0.1 ** 0.05 *** 0.01)

--------------------------------------------
                      (1)             (2)
                      exit            exit
--------------------------------------------
ltv                 0.412***        0.388***
                   (8.21)          (7.77)
arrears             1.208***        1.190***
                  (14.02)         (13.55)
broker                              0.094*
                                   (1.83)
--------------------------------------------
N                   48211           48211
--------------------------------------------
t statistics in parentheses
* p<0.1, ** p<0.05, *** p<0.01""")
    S("describe_vars.log", "harmless", "describe: variables and labels only", """. describe

Contains data from arbeitgeber.dta
 Observations:        41,207
    Variables:             5                  3 May 2021 16:02
--------------------------------------------------------------
Variable      Storage   Display    Value
    name         type    format    label      Variable label
--------------------------------------------------------------
betnr           long    %12.0g                Betriebsnummer (künstlich)
wz08            int     %8.0g     wz          Wirtschaftszweig
beschaeftigte   int     %8.0g                 Beschäftigte
tarif           byte    %8.0g     ja          Tarifbindung
ost             byte    %8.0g     ja          Ostdeutschland
--------------------------------------------------------------""")
    S("codebook_out.log", "missing-rows", "codebook with missing 4/2,208", """. codebook marital

------------------------------------------------------------------------
marital                                              (marital status)
------------------------------------------------------------------------

                  Type: Numeric (byte)
                 Label: marit

                 Range: [1,4]                         Units: 1
         Unique values: 4                         Missing .: 4/2,208

            Tabulation: Freq.   Numeric  Label
                          811         1  single
                        1,044         2  married
                          212         3  divorced
                          137         4  widowed
                            4         .""")
    S("xtset_panel.log", "harmless", "panel shape", """. xtset firm year
Panel variable: firm (unbalanced)
 Time variable: year, 2004 to 2019, but with gaps
         Delta: 1 unit

. xtreg invest cash q, fe
Fixed-effects (within) regression               Number of obs     =      9,412
Group variable: firm                            Number of groups  =      1,018
R-squared:
     Within  = 0.1420
     Between = 0.2277
------------------------------------------------------------------------------
      invest | Coefficient  Std. err.      t    P>|t|
-------------+----------------------------------------------------------------
        cash |   .0812201   .0063310    12.83   0.000
           q |   .0120481   .0019922     6.05   0.000
       _cons |   .0511108   .0040227    12.71   0.000
------------------------------------------------------------------------------""")
    S("svy_prop_en.log", "rounded", "weighted totals in hundreds with a note", """. * weighted counts, rounded to the nearest 100 for release
. matrix list T, noheader

                 men    women
  employed     41200    38900
unemployed      2700     2300
  inactive      9800    15600
   student      4100     4700""", 100)
