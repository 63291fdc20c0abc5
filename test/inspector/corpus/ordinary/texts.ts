import { type CorpusFile, Draw, textFile, times } from '../corpus-file.ts';

const draw = new Draw(1804);

const training = textFile(
  'training.log',
  times(
    40,
    (at) =>
      `2026-03-04 10:${`${at}`.padStart(2, '0')}:12 INFO epoch ${at}/40 - step: ${8 * at} - loss: ${draw.decimal(0, 1, 4)} - n_params: 8\n`,
  ).join(''),
);

const stata = textFile(
  'stata-regress.log',
  `. regress sbp age i.sex

      Source |       SS           df       MS      Number of obs   =     1,200
-------------+----------------------------------   F(2, 1197)      =     41.20
       Model |  14201.1342         2  7100.56709   Prob > F        =    0.0000
    Residual |  206301.871     1,197  172.349100   R-squared       =    0.0644
-------------+----------------------------------   Adj R-squared   =    0.0628
       Total |  220503.005     1,199  183.905759   Root MSE        =    13.128

------------------------------------------------------------------------------
         sbp | Coefficient  Std. err.      t    P>|t|     [95% conf. interval]
-------------+----------------------------------------------------------------
         age |   .3012345   .0331234     9.09   0.000     .2362341    .3662349
       2.sex |  -2.201234   .7701234    -2.86   0.004    -3.712341   -.6901271
       _cons |          7   2.101234     3.33   0.001     2.877341    11.12266
------------------------------------------------------------------------------
`,
);

const tabulated = textFile(
  'stata-tabulate.log',
  `. tabulate smoker

     smoker |      Freq.     Percent        Cum.
------------+-----------------------------------
      never |        612       51.00       51.00
     former |        401       33.42       84.42
    current |        187       15.58      100.00
------------+-----------------------------------
      Total |      1,200      100.00
`,
);

const smallTabulated = textFile(
  'stata-tabulate-rare.log',
  `. tabulate outcome

    outcome |      Freq.     Percent        Cum.
------------+-----------------------------------
       none |      1,105       92.08       92.08
       mild |         88        7.33       99.42
     severe |          7        0.58      100.00
------------+-----------------------------------
      Total |      1,200      100.00
`,
  { must: { 'small-count': ['7:'] } },
);

const linear = textFile(
  'r-linear-model.txt',
  `Call:
lm(formula = sbp ~ age + sex, data = d)

Residuals:
    Min      1Q  Median      3Q     Max 
-41.203  -8.811   0.103   8.704  52.114 

Coefficients:
            Estimate Std. Error t value Pr(>|t|)    
(Intercept) 112.0012     2.1012   53.30  < 2e-16 ***
age           0.3012     0.0331    9.09  < 2e-16 ***
sexFemale    -2.2012     0.7701   -2.86  0.00432 ** 
---
Signif. codes:  0 ‘***’ 0.001 ‘**’ 0.01 ‘*’ 0.05 ‘.’ 0.1 ‘ ’ 1

Residual standard error: 13.13 on 1197 degrees of freedom
Multiple R-squared:  0.0644,	Adjusted R-squared:  0.0628 
F-statistic: 41.2 on 2 and 1197 DF,  p-value: < 2.2e-16
`,
);

const cox = textFile(
  'r-cox-model.txt',
  `Call:
coxph(formula = Surv(time, status) ~ treatment + age, data = d)

  n= 1200, number of events= 364 
   (8 observations deleted due to missingness)

             coef exp(coef) se(coef)     z Pr(>|z|)
treatment -0.3012    0.7399   0.1061 -2.84   0.0045
age        0.0312    1.0317   0.0051  6.12  9.4e-10

Concordance= 0.612  (se = 0.015 )
Likelihood ratio test= 44.2  on 2 df,   p=2.5e-10
`,
  { must: { 'small-missing': ['5:'] } },
);

const python = textFile(
  'statsmodels-summary.txt',
  `                            OLS Regression Results
==============================================================================
Dep. Variable:                    sbp   R-squared:                       0.064
Model:                            OLS   Adj. R-squared:                  0.063
Date:                Wed, 04 Mar 2026   Prob (F-statistic):           5.13e-18
No. Observations:                1200   AIC:                             9583.
Df Residuals:                    1197   BIC:                             9598.
Df Model:                           2
==============================================================================
                 coef    std err          t      P>|t|      [0.025      0.975]
------------------------------------------------------------------------------
Intercept    112.0012      2.101     53.300      0.000     107.879     116.124
age            0.3012      0.033      9.090      0.000       0.236       0.366
`,
);

const counted = textFile(
  'r-count.txt',
  `# A tibble: 3 × 3
  smoker      n    pct
  <chr>   <int>  <dbl>
1 current   187   15.6
2 former    401   33.4
3 never     612   51  
`,
);

const report = textFile(
  'report.md',
  `# Blood pressure and age

We followed 1,200 patients in 8 hospitals for 5 years. There were 364 deaths. Most had type 2 diabetes; grade 3 cases were looked at apart (table 2).

| Characteristic | Control (n=612) | Treated (n=588) |
|---|---:|---:|
| Age, mean (SD) | 54 (12) | 53 (11) |
| Female, n (%) | 301 (49.2%) | 290 (49.3%) |

- Follow-up was 3 (SD 2.1) years.
- The rate was 3 deaths per 1,000 person-years.
- Section 4 has what else was tried; 95% of 5 folds agree.
`,
);

const readme = textFile(
  'README.txt',
  `What is in this package

table-one.csv      characteristics of both groups, 12 rows
odds-ratios.csv    odds ratios, 8 rows
figure-2.png       survival by group

Version 3 of 7 May 2026. Counts below ten are not shown.
`,
);

const session = textFile(
  'session-info.txt',
  `R version 4.5.1 (2025-06-13)
Platform: x86_64-pc-linux-gnu
Running under: Ubuntu 24.04.3 LTS

attached base packages:
[1] stats     graphics  grDevices utils     datasets  methods   base     

other attached packages:
[1] survival_3.8-3 ggplot2_3.5.2 
number of packages: 7
`,
);

const script = textFile(
  'analysis.R',
  `library(survival)
n <- nrow(d)
min_n = 10
k = 5
fit <- coxph(Surv(time, status) ~ treatment + age, data = d)
for (i in 1:5) { n_folds = 5; print(i) }
summary(fit)
`,
);

/** Logs, reports and other running text. */
export const texts: readonly CorpusFile[] = [
  training,
  stata,
  tabulated,
  smallTabulated,
  linear,
  cox,
  python,
  counted,
  report,
  readme,
  session,
  script,
];
