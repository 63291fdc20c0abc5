"""SAS listings and SPSS output, set in the way of the programs."""
from common import near, odd, rng_for, write


def freq(title, var, rows, foot=""):
    n = sum(v for _, v in rows)
    w = max(len(k) for k, _ in rows + [(var, 0)]) + 2
    out = [f"{'The SAS System':^80}", "", f"{title:^80}", f"{'The FREQ Procedure':^80}", "",
           f"{'':{w}}                               Cumulative    Cumulative", f"{var:<{w}}Frequency     Percent     Frequency      Percent", "-" * (w + 55)]
    c = 0
    for k, v in rows:
        c += v
        out.append(f"{k:<{w}}{v:>9}{100 * v / n:>12.2f}{c:>14}{100 * c / n:>13.2f}")
    return "\n".join(out) + "\n" + foot


def spss(title, head, rows, val="Valid", tot="Total", cols=("Frequency", "Percent", "Valid Percent", "Cumulative Percent")):
    n = sum(v for _, v in rows)
    w = max(len(k) for k, _ in rows) + 1
    line = "+" + "-" * (8 + w) + "+" + ("-" * 12 + "+") * 4
    out = [head, "", title, line, f"|{'':{8 + w}}|" + "|".join(f"{c[:12]:>12}" for c in cols) + "|", line]
    c = 0
    for i, (k, v) in enumerate(rows):
        c += v
        out.append(f"|{val if i == 0 else '':<8}{k:<{w}}|{v:>12}|{100 * v / n:>12.1f}|{100 * v / n:>12.1f}|{100 * c / n:>12.1f}|")
    out.append(f"|{'':8}{tot:<{w}}|{n:>12}|{100.0:>12.1f}|{100.0:>12.1f}|{'':12}|")
    return "\n".join(out + [line])


def main():
    r = rng_for("sas")

    def A(name, kind, what, text, base=None):
        write(name, "sas-listing", "SAS", kind, what, text, base)

    def Q(name, kind, what, text, base=None):
        write(name, "spss", "SPSS", kind, what, text, base)

    A("cause.lst", "small-count", "6 deaths", freq("Causes of death, cohort 2011", "CAUSE", [("Circulatory", 344), ("Neoplasm", 301), ("Perinatal", 6), ("External", 71)]))
    A("bransch.lst", "rounded", "tens with a title", freq("Antal anställda, avrundat till närmaste tiotal", "BRANSCH", [(k, near(r, 10, 40, 3000)) for k in ("Bygg", "Handel", "Vård", "Industri", "Övrigt")]), 10)
    A("contrat.lst", "harmless", "one-way above nine", freq("Assurance habitation", "CONTRAT", [(k, odd(r, 100, 3000)) for k in ("base", "confort", "premium")]))
    A("sexo.lst", "missing-rows", "Frequency Missing = 4", freq("Inquérito 2016", "SEXO", [("F", 1041), ("M", 988)], "\n" + f"{'Frequency Missing = 4':^60}"))
    A("crosstab_asthma.lst", "small-count", "cell of 5 with percent", """                                 The SAS System                                1

                               The FREQ Procedure

                          Table of CLINIC by SEVERE

                    CLINIC        SEVERE

                    Frequency|
                    Percent  |
                    Row Pct  |no      |yes     |  Total
                    ---------+--------+--------+
                    East     |    131 |     44 |    175
                             |  42.26 |  14.19 |  56.45
                             |  74.86 |  25.14 |
                    ---------+--------+--------+
                    West     |    130 |      5 |    135
                             |  41.94 |   1.61 |  43.55
                             |  96.30 |   3.70 |
                    ---------+--------+--------+
                    Total         261       49      310
                                84.19    15.81   100.00
""")
    A("crosstab_tenure.lst", "arithmetic", "cell blanked, margins there", """                        The FREQ Procedure

                    Table of BEZIRK by SANKTION

           Frequency|nein    |ja      |  Total
           ---------+--------+--------+
           Nord     |    208 |     37 |    245
           ---------+--------+--------+
           Ost      |    191 |      x |    199
           ---------+--------+--------+
           West     |    277 |     61 |    338
           ---------+--------+--------+
           Total         676      106      782

           x: weniger als 10 Personen
""")
    A("means_los.lst", "extreme", "Minimum and Maximum of PROC MEANS", """                              The MEANS Procedure

                          Analysis Variable : LOS Length of stay

     N            Mean         Std Dev         Minimum         Maximum
    ------------------------------------------------------------------
    1427       6.8121934       5.1170231       0.0000000     211.0000000
    ------------------------------------------------------------------
""")
    A("means_region.lst", "harmless", "N, mean and CI", """                              The MEANS Procedure

                                             Lower 95%       Upper 95%
   REGION       N Obs       N        Mean   CL for Mean     CL for Mean
   --------------------------------------------------------------------
   Flanders      2207    2188      14.212        13.880          14.544
   Wallonia      1719    1704      15.031        14.602          15.460
   Brussels       911     899      17.448        16.790          18.106
   --------------------------------------------------------------------
""")
    A("univ_kredit.lst", "extreme", "Extreme Observations", """                            The UNIVARIATE Procedure
                             Variable:  kredit

                             Extreme Observations

                    ------Lowest-----        -----Highest-----

                      Value      Obs           Value      Obs

                       -412     2204          912000       87
                       -388      119          988750     1402
                       -377      840         1204100      311
                       -301     1577         1377900     2011
                       -290       64         2041300      905
""")
    A("print_obs.lst", "rows-of-people", "PROC PRINT of inmates", """                                 The SAS System

     Obs    INMATE    SEX    BORN    OFFENCE       SENTENCE_M

       1     40127     M     1984    burglary           18
       2     40133     M     1991    assault            30
       3     40140     F     1979    fraud              14
       4     40151     M     1967    drugs              66
       5     40158     M     1999    theft               6
""")
    A("print_agg.lst", "harmless", "PROC PRINT of an aggregate", """                                 The SAS System

     Obs    REGION      _TYPE_    _FREQ_    MEANCOST

       1    Aosta          1         218     4120.18
       2    Molise         1         344     3877.50
       3    Umbria         1         712     3902.44
""")
    A("lifetest.lst", "small-count", "Failed 8", """                              The LIFETEST Procedure

             Summary of the Number of Censored and Uncensored Values

                                                            Percent
      Stratum    implant       Total  Failed    Censored   Censored

            1    cemented        402      61         341      84.83
            2    hybrid          119       8         111      93.28
      -------------------------------------------------------------
        Total                    521      69         452      86.76
""")
    A("phreg.lst", "harmless", "hazard ratios", """                               The PHREG Procedure

                   Number of Observations Read        8412
                   Number of Observations Used        8344

            Summary of the Number of Event and Censored Values
                                                       Percent
                    Total       Event    Censored     Censored
                     8344         712        7632        91.47

                    Analysis of Maximum Likelihood Estimates

                 Parameter      Standard                              Hazard
 Parameter   DF   Estimate         Error  Chi-Square  Pr > ChiSq       Ratio
 AGE          1    0.04812       0.00417    133.1624      <.0001       1.049
 MALE         1    0.21107       0.07529      7.8592      0.0051       1.235
""")
    A("logistic_used.lst", "missing-rows", "Read 1960, Used 1953", """                             The LOGISTIC Procedure

                               Model Information
                 Data Set                      WORK.SCHUELER
                 Response Variable             abbruch
                 Number of Response Levels     2
                 Number of Observations Read        1960
                 Number of Observations Used        1953
                 Model                         binary logit
""")
    A("sas_log.log", "harmless", "notes of a log", """1    data work.stays; set in.stays_2012; where los ge 0; run;

NOTE: There were 412077 observations read from the data set IN.STAYS_2012.
      WHERE los>=0;
NOTE: The data set WORK.STAYS has 412077 observations and 23 variables.
NOTE: DATA statement used (Total process time):
      real time           3.12 seconds
      cpu time            1.08 seconds
2    proc sort data=stays nodupkey; by stayid; run;
NOTE: 1204 observations with duplicate key values were deleted.
NOTE: The data set WORK.STAYS has 410873 observations and 23 variables.
""")
    A("sas_log_nl.log", "missing-rows", "8 observations with missing values deleted", """NOTE: There were 31088 observations read from the data set CBS.WERKGEVER.
NOTE: 8 observations were deleted because of missing values for KVK_SECTOR.
NOTE: The data set WORK.WG has 31080 observations and 11 variables.
NOTE: PROCEDURE SQL used (Total process time):
      real time           0.88 seconds
""")
    A("tabulate_kol.lst", "rounded", "PROC TABULATE in fives", """  ---------------------------------------------------
  |                  |     Ansatte     |            |
  |                  |-----------------|            |
  |                  | Kvinder|   Mænd |    I alt   |
  |------------------+--------+--------+------------|
  |Kommune           |     815|     240|        1055|
  |------------------+--------+--------+------------|
  |Region            |    1330|     495|        1825|
  |------------------+--------+--------+------------|
  |Stat              |     265|     310|         575|
  ---------------------------------------------------
""", 5)
    A("glm_lsmeans.lst", "harmless", "least squares means", """                              The GLM Procedure
                             Least Squares Means

                              score      Standard
             arm             LSMEAN         Error    Pr > |t|
             placebo     21.4120833     0.4418812      <.0001
             low dose    19.8814422     0.4390117      <.0001
             high dose   17.3104427     0.4471982      <.0001
""")

    Q("spss_freq_geslacht.txt", "small-count", "2 persons of gender x", spss("Geslacht", "FREQUENCIES VARIABLES=geslacht\n  /ORDER=ANALYSIS.", [("vrouw", 431), ("man", 388), ("anders", 2)], "Geldig", "Totaal", ("Frequentie", "Procent", "Geldig proc.", "Cumulatief")))
    Q("spss_freq_schulart.txt", "rounded", "fives with a note", spss("Schulart (Werte auf Vielfache von 5 gerundet)", "HÄUFIGKEITEN VARIABLEN=schulart.", [(k, near(r, 5, 40, 900)) for k in ("Grundschule", "Hauptschule", "Realschule", "Gymnasium")], "Gültig", "Gesamt", ("Häufigkeit", "Prozent", "Gültige Proz", "Kumuliert")), 5)
    Q("spss_freq_titulo.txt", "harmless", "frequencies above nine", spss("Nivel de estudios", "FREQUENCIES VARIABLES=titulo.", [(k, odd(r, 40, 900)) for k in ("Primaria", "Secundaria", "Universidad")], "Válido", "Total", ("Frecuencia", "Porcentaje", "Pct. válido", "Acumulado")))
    Q("spss_descr.txt", "extreme", "Minimum and Maximum", """DESCRIPTIVES VARIABLES=wiek staz placa
  /STATISTICS=MEAN STDDEV MIN MAX.

Descriptive Statistics
+------------------+----+-------+-------+---------+--------------+
|                  |  N |Minimum|Maximum|   Mean  |Std. Deviation|
+------------------+----+-------+-------+---------+--------------+
|wiek              | 377|     19|     74|    43.11|         11.82|
|staz              | 377|      0|     51|    12.07|          9.33|
|placa             | 377|   2100|  61800|  4811.40|       3920.18|
|Valid N (listwise)| 377|       |       |         |              |
+------------------+----+-------+-------+---------+--------------+""")
    Q("spss_stats.txt", "missing-rows", "N valid 1140 and missing 3", """Statistiques

+----------+---------+----------+-----------+
|          |Âge      |Revenu net|Taille ménage|
+----------+---------+----------+-----------+
|N  Valide |     1140|      1102|       1143|
|   Manquant|       3|        41|          0|
|Moyenne   |    46.20|   1988.10|       2.31|
|Ecart type|    15.11|    904.70|       1.20|
+----------+---------+----------+-----------+""")
    Q("spss_cps.txt", "missing-rows", "Case Processing Summary with 9 missing", """Case Processing Summary
+----------------------+-------------------------------------------+
|                      |                   Cases                   |
|                      +-------------+-------------+---------------+
|                      |    Valid    |   Missing   |     Total     |
|                      +-----+-------+-----+-------+-------+-------+
|                      |  N  |Percent|  N  |Percent|   N   |Percent|
+----------------------+-----+-------+-----+-------+-------+-------+
|parole * risk band    | 2811|  99.7%|    9|   0.3%|   2820| 100.0%|
+----------------------+-----+-------+-----+-------+-------+-------+""")
    Q("spss_crosstab.txt", "small-count", "Count 4 in a cross table", """CROSSTABS /TABLES=ausbildung BY abschluss /CELLS=COUNT ROW.

Ausbildung * Abschluss
+----------------------+------------------------+-----+
|                      |        Abschluss       |     |
|                      +--------+-------+-------+     |
|                      |  keiner|   Lehre|Meister|Total|
+----------------------+--------+-------+-------+-----+
|Metall     Anzahl     |      17|    142|     31|  190|
|           % Zeile    |    8.9%|  74.7%|  16.3%| 100%|
|Textil     Anzahl     |       4|     58|     12|   74|
|           % Zeile    |    5.4%|  78.4%|  16.2%| 100%|
+----------------------+--------+-------+-------+-----+
|Gesamt     Anzahl     |      21|    200|     43|  264|
+----------------------+--------+-------+-------+-----+""")
    Q("spss_coeff.txt", "harmless", "coefficients of a regression", """Coefficients(a)
+------------+----------------------------+------------+------+-----+
|            |Unstandardized Coefficients |Standardized|      |     |
|Model       |      B       |  Std. Error |    Beta    |   t  | Sig.|
+------------+--------------+-------------+------------+------+-----+
|1 (Constant)|         3.412|         .208|            |16.404| .000|
|  workload  |          .287|         .031|        .331| 9.258| .000|
|  support   |         -.190|         .029|       -.241|-6.552| .000|
+------------+--------------+-------------+------------+------+-----+
a. Dependent Variable: burnout score""")
    Q("spss_reliab.txt", "harmless", "reliability of a scale", """Reliability Statistics
+----------------+------------+
|Cronbach's Alpha|  N of Items|
+----------------+------------+
|            .847|           8|
+----------------+------------+

Item-Total Statistics
item 1   .612
item 2   .588
item 3   .701
item 4   .540""")
    Q("spss_explore.txt", "extreme", "Extreme Values of EXPLORE", """Extreme Values
+-----------------------+-----------+------+
|                       |Case Number| Value|
+-----------------------+-----------+------+
|Opintopisteet Highest 1|        311|   412|
|                      2|         87|   388|
|                      3|       1204|   371|
|              Lowest  1|         19|     3|
|                      2|        640|     5|
|                      3|       1002|    11|
+-----------------------+-----------+------+""")
    Q("spss_list.txt", "rows-of-people", "LIST of cases", """LIST VARIABLES=nrcaso edad sexo nota_media beca.

  nrcaso  edad  sexo  nota_media  beca
    1021    19     2        7,31     1
    1022    22     1        5,80     0
    1025    20     2        8,94     1
    1031    37     1        6,02     0
    1032    19     2        6,77     1

Number of cases read:  5    Number of cases listed:  5""")
    Q("spss_mcnemar.txt", "small-count", "cells of 6 and 9 before and after", """Smerte før og etter
           etter nei   etter ja
før nei        112         6
før ja           9        87

McNemar-test: p = ,607 (eksakt, binomisk)""")
    Q("spss_ctables.txt", "rounded", "custom table in tens with a caption", """Custom Tables  (counts rounded to 10)
+--------------+---------+---------+---------+
|              |  2016   |  2018   |  2020   |
|              |  Count  |  Count  |  Count  |
+--------------+---------+---------+---------+
|Owner-occupied|    1240 |    1190 |    1310 |
|Private rent  |     420 |     480 |     530 |
|Social rent   |     610 |     570 |     560 |
|Other         |      80 |      60 |      90 |
+--------------+---------+---------+---------+""", 10)
    Q("spss_syntax_log.txt", "harmless", "syntax only", """GET FILE='odchody_2015.sav'.
RECODE wiek (18 THRU 29=1) (30 THRU 44=2) (45 THRU 64=3) (65 THRU HI=4) INTO wiek4.
VALUE LABELS wiek4 1 '18-29' 2 '30-44' 3 '45-64' 4 '65+'.
MISSING VALUES stan_cyw (9).
SELECT IF (panel = 2).
EXECUTE.
OUTPUT CLOSE NAME=*.""")
