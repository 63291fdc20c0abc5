import { type CorpusFile, textFile } from '../corpus-file.ts';

const must = { 'extreme-value': [] };

const texts: Readonly<Record<string, string>> = {
  'stata-summarize-detail.log': `. summarize age, detail

                             age
-------------------------------------------------------------
      Percentiles      Smallest
 1%           19             18
 5%           23             18
10%           27             18       Obs              12,173
25%           37             18       Sum of wgt.      12,173

50%           57                      Mean           56.51124
                        Largest       Std. dev.      22.53188
75%           76             95
90%           88             95       Variance       507.6857
95%           92             95       Skewness      -.0029113
99%           95             95       Kurtosis       1.790112
`,
  'stata-tabstat.log': `. tabstat age bmi, statistics(n mean min max) columns(statistics)

    Variable |         N      Mean       Min       Max
-------------+----------------------------------------
         age |     12173  56.51124        18        97
         bmi |     12173  27.01432      15.1      61.3
------------------------------------------------------
`,
  'stata-table.log': `. table sex, statistic(mean age) statistic(min age) statistic(max age)

-----------------------------------------------------
         |      Mean   Minimum value   Maximum value
---------+-------------------------------------------
sex      |
  Female |  56.51124              18              97
  Male   |  55.91231              19              95
-----------------------------------------------------
`,
  'stata-display.log': `. quietly summarize age

. display r(max)
97
`,
  'stata-codebook.log': `. codebook age

-------------------------------------------------------------------------------
age                                                               Age in years
-------------------------------------------------------------------------------

                  Type: Numeric (byte)

                 Range: [18,97]                       Units: 1
         Unique values: 79                        Missing .: 0/12,173

                  Mean: 56.5112
             Std. dev.: 22.5319
`,
  'sas-univariate.lst': `                                     The UNIVARIATE Procedure
                                         Variable:  age

                                     Quantiles (Definition 5)

                                     Level         Quantile

                                     100% Max            97
                                     99%                 95
                                     75% Q3              76
                                     50% Median          57
                                     25% Q1              37
                                     1%                  19
                                     0% Min              18

                                       Extreme Observations

                               ----Lowest----        ----Highest---

                               Value      Obs        Value      Obs

                                  18     4431           96      112
                                  18     4502           97     8730
`,
  'sas-extremes-only.lst': `                                     The UNIVARIATE Procedure
                                         Variable:  kosten

                                       Extreme Observations

                               -----Lowest-----        -----Highest----

                                 Value      Obs          Value      Obs

                                 14.02     4431        10982.1      112
                                 15.77     4502        12405.7     8730
`,
  'sas-means.lst': `                                       The MEANS Procedure

                                  Analysis Variable : age Age in years

                        N            Mean         Std Dev         Minimum         Maximum
                    ---------------------------------------------------------------------
                    12173      56.5112400      22.5318800      18.0000000      97.0000000
                    ---------------------------------------------------------------------
`,
  'spss-descriptives.txt': `Descriptive Statistics

                        N     Minimum   Maximum     Mean   Std. Deviation
Age at admission     12173         18        97    56.51          22.532
Length of stay       12173          1       201    14.02          12.114
Valid N (listwise)   12173
`,
  'spss-deskriptiv.txt': `Deskriptive Statistik

                              N    Minimum  Maximum  Mittelwert  Std.-Abweichung
Alter bei Aufnahme         12173        18       97       56,51           22,532
Gültige Werte (Listenweise) 12173
`,
  'spss-explore.txt': `Descriptives
                                     Statistic   Std. Error
age   Mean                               56.51         .204
      Median                             57.00
      Variance                         507.686
      Std. Deviation                    22.532
      Minimum                               18
      Maximum                               97
      Range                                 79
      Interquartile Range                   39
`,
  'r-summary.txt': `> summary(d$alter)
   Min. 1st Qu.  Median    Mean 3rd Qu.    Max.
   18.0    37.0    57.0    56.5    76.0    97.0
`,
  'r-summary-of-frame.txt': `      age             bmi
 Min.   :18.00   Min.   :15.10
 1st Qu.:37.00   1st Qu.:24.01
 Median :57.00   Median :27.02
 Mean   :56.51   Mean   :27.01
 3rd Qu.:76.00   3rd Qu.:29.98
 Max.   :97.00   Max.   :61.30
`,
  'r-psych.txt': `> psych::describe(d[c("age", "bmi")])
    vars     n  mean    sd median trimmed   mad  min  max range skew kurtosis   se
age    1 12173 56.51 22.53     57   56.52 28.17 18.0 97.0  79.0 0.00    -1.21 0.20
bmi    2 12173 27.01  4.51     27   27.01  4.45 15.1 61.3  46.2 0.02     0.01 0.04
`,
  'r-skim.txt': `── Variable type: numeric ──────────────────────────────────────────────────────
  skim_variable n_missing complete_rate mean    sd   p0  p25  p50  p75 p100 hist
1 age                   0             1 56.5 22.5  18   37   57   76   97   ▇▇▇▇▇
2 bmi                   0             1 27.0  4.51 15.1 24.0 27.0 30.0 61.3 ▁▇▃▁▁
`,
  'r-hmisc.txt': `age
       n  missing distinct     Info     Mean      Gmd
   12173        0       79        1    56.51    26.02

lowest : 18 19 20 21 22, highest: 93 94 95 96 97
`,
  'r-fivenum.txt': `> fivenum(d$age)
[1] 18 37 57 76 97
`,
  'r-boxplot.txt': `> boxplot(age ~ sex, data = d, plot = FALSE)
$stats
     [,1] [,2]
[1,]   18   19
[2,]   37   36
[3,]   57   56
[4,]   76   75
[5,]   97   95

$n
[1] 6034 6139
`,
  'r-range-by-group.txt': `> tapply(d$age, d$sex, range)
$F
[1] 18 97

$M
[1] 19 95

`,
  'r-sapply-range.txt': `> sapply(d[c("age", "bmi")], range)
     age  bmi
[1,]  18 15.1
[2,]  97 61.3
`,
  'r-aggregate.txt': `> aggregate(age ~ sex, data = d, FUN = max)
  sex age
1   F  97
2   M  95
`,
  'r-tibble.txt': `# A tibble: 2 × 5
  sex       n  mean   min   max
  <chr> <int> <dbl> <dbl> <dbl>
1 F      6034  56.5    18    97
2 M      6139  55.9    19    95
`,
  'r-quantile.txt': `> quantile(d$cost, seq(0, 1, 0.1))
      0%      10%      20%      30%      40%      50%      60%      70%      80%      90%     100%
   14.02   512.30   744.10   962.44  1201.92  1502.57  1822.20  2205.04  2702.11  3501.92 12405.73
`,
  'r-data-table.txt': `   sex     N    min    max
1:   F  6034  14.02 12405.7
2:   M  6139  15.77 10982.1
`,
  'pandas-agg.txt': `>>> df.groupby("sex")["age"].agg(["count", "min", "max"])
     count  min  max
sex
F     6034   18   97
M     6139   19   95
`,
  'pandas-two-heads.txt': `           age                 bmi
         count  min  max     count   min   max
sex
F         6034   18   97      6034  15.1  61.3
M         6139   19   95      6139  16.0  58.8
`,
  'pandas-described-turned.txt': `       count       mean        std   min   25%   50%   75%   max
age  12173.0  56.511240  22.531880  18.0  37.0  57.0  76.0  97.0
bmi  12173.0  27.014320   4.512340  15.1  24.0  27.0  30.0  61.3
`,
  'numpy.txt': `>>> np.percentile(df["age"], [0, 25, 50, 75, 100])
array([18., 37., 57., 76., 97.])
>>> np.max(df["age"])
97
`,
  'julia.txt': ` Row │ variable  mean     min      median   max      nmissing
─────┼───────────────────────────────────────────────────────
   1 │ age       56.5112  18.0     57.0     97.0            0
   2 │ bmi       27.0143  15.1     27.0     61.3            0
`,
  'range-1.txt': 'Patients had a median age of 57 years (range, 18–97).\n',
  'range-2.txt': 'The median length of stay was 14 days (range 1 to 201 days).\n',
  'range-3.txt': 'Mean age 56.5 (SD 22.5; min 18, max 97).\n',
  'range-4.txt': 'The maximum age was 97 years, the minimum 18.\n',
  'range-5.txt': 'Das mittlere Alter lag bei 56,5 Jahren (Spannweite 18–97).\n',
  'range-6.txt': 'Das Alter lag zwischen 18 und 97 Jahren.\n',
  'range-7.txt': "L'âge médian était de 57 ans (extrêmes : 18-97).\n",
  'range-8.txt': "L'âge médian était de 57 ans (étendue 18 à 97 ans).\n",
  'range-9.txt': 'La mediana de edad fue de 57 años (rango: 18-97).\n',
  'range-10.txt': 'La edad media fue de 56,5 años (mínimo 18, máximo 97).\n',
  'range-11.txt': 'De mediane leeftijd was 57 jaar (bereik 18-97).\n',
  'range-12.txt': 'De mediane leeftijd was 57 jaar (spreiding: 18 tot 97 jaar).\n',
  'range-13.txt': 'The oldest participant was 97 years old.\n',
  'range-14.txt': 'Length of stay: median 14 days, longest 201 days.\n',
};

/** Logs, printed tables and sentences that tell the smallest and the largest value of a person. */
export const endTexts: readonly CorpusFile[] = Object.entries(texts).map(([name, text]) =>
  textFile(name, text, { must }),
);
