import { type CorpusFile, textFile } from '../corpus-file.ts';

const texts: Readonly<Record<string, string>> = {
  'r-session.txt': `R version 4.3.2 (2023-10-31)
Platform: x86_64-pc-linux-gnu (64-bit)

attached base packages:
[1] stats     graphics  grDevices utils     datasets  methods   base

other attached packages:
[1] survival_3.5-7 dplyr_1.1.4    ggplot2_3.4.4

loaded via a namespace (and not attached):
 [1] Matrix_1.6-4     gtable_0.3.4     compiler_4.3.2   tidyselect_1.2.0
 [5] splines_4.3.2    scales_1.3.0     lattice_0.22-5   R6_2.5.1
`,
  'requirements.txt': 'numpy==1.26.4\npandas==2.2.1\nscipy==1.12.0\nlifelines==0.28.0\nscikit-learn==1.4.1\n',
  'config.yaml': `model:
  max_depth: 6
  n_estimators: 8
  seed: 7
splits: 5
groups: 4
threshold: 9
dates:
  from: 2019-01-01
  to: 2023-12-31
`,
  'r-lm.txt': `Call:
lm(formula = sbp ~ age + sex, data = d)

Residuals:
    Min      1Q  Median      3Q     Max
-41.201  -8.812   0.112   8.701  52.310

Coefficients:
            Estimate Std. Error t value Pr(>|t|)
(Intercept) 101.2301     1.2012   84.27   <2e-16 ***
age           0.4121     0.0213   19.35   <2e-16 ***
sexM          3.1201     0.7211    4.33 1.61e-05 ***
---
Signif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1

Residual standard error: 12.81 on 1197 degrees of freedom
Multiple R-squared:  0.2412,	Adjusted R-squared:  0.2399
F-statistic: 190.2 on 2 and 1197 DF,  p-value: < 2.2e-16
`,
  'r-glmer.txt': `Generalized linear mixed model fit by maximum likelihood (Laplace Approximation) ['glmerMod']
 Family: binomial  ( logit )
Formula: died ~ age + (1 | hospital)

Scaled residuals:
    Min      1Q  Median      3Q     Max
-2.1021 -0.5012 -0.3110 -0.1023  6.2311

Random effects:
 Groups   Name        Variance Std.Dev.
 hospital (Intercept) 0.4121   0.642
Number of obs: 12173, groups:  hospital, 7

Fixed effects:
            Estimate Std. Error z value Pr(>|z|)
(Intercept) -3.21012    0.21010  -15.28   <2e-16 ***
age          0.04121    0.00210   19.62   <2e-16 ***
`,
  'stata-mixed.log': `. mixed sbp age || hospital:

Mixed-effects ML regression                          Number of obs    =  12,173
Group variable: hospital                             Number of groups =       7
                                                     Obs per group:
                                                                  min =   1,204
                                                                  avg = 1,739.0
                                                                  max =   2,412
                                                     Wald chi2(1)     =  412.01
Log likelihood = -48121.201                          Prob > chi2      =  0.0000

------------------------------------------------------------------------------
         sbp | Coefficient  Std. err.      z    P>|z|     [95% conf. interval]
-------------+----------------------------------------------------------------
         age |   .4121201   .0203010    20.30   0.000     .3723301    .4519101
       _cons |   101.2012   1.201201    84.25   0.000     98.84690    103.5555
------------------------------------------------------------------------------
`,
  'r-anova.txt': `Analysis of Deviance Table

Model 1: died ~ age
Model 2: died ~ age + sex + bmi
  Resid. Df Resid. Dev Df Deviance  Pr(>Chi)
1     12171     8412.1
2     12169     8390.7  2   21.412 2.24e-05 ***
`,
  'r-ttest.txt': `	Welch Two Sample t-test

data:  bmi by sex
t = -3.1021, df = 1187.3, p-value = 0.001967
alternative hypothesis: true difference in means is not equal to 0
95 percent confidence interval:
 -1.3301 -0.2999
sample estimates:
mean in group F mean in group M
       26.71201        27.52701
`,
  'sas-logistic.lst': `                                      The LOGISTIC Procedure

                                    Odds Ratio Estimates

                                          Point          95% Wald
                        Effect         Estimate      Confidence Limits

                        age               1.042       1.038       1.046
                        sex F vs M        0.812       0.731       0.902
`,
  'spss-coefficients.txt': `Coefficients(a)
                     B   Std. Error    Beta        t    Sig.
(Constant)     101.230        1.201             84.27    .000
age               .412         .021    .481     19.35    .000
sex              3.120         .721    .108      4.33    .000
a. Dependent Variable: sbp
`,
  'statsmodels.txt': `                            OLS Regression Results
==============================================================================
Dep. Variable:                    sbp   R-squared:                       0.241
Model:                            OLS   Adj. R-squared:                  0.240
No. Observations:                1200   F-statistic:                     190.2
Df Residuals:                    1197   Prob (F-statistic):           1.21e-72
Df Model:                           2   AIC:                             9521.
==============================================================================
                 coef    std err          t      P>|t|      [0.025      0.975]
------------------------------------------------------------------------------
Intercept    101.2301      1.201     84.270      0.000      98.873     103.587
age            0.4121      0.021     19.350      0.000       0.370       0.454
==============================================================================
`,
  'training.txt': `[0]	train-auc:0.71201	test-auc:0.69012
[10]	train-auc:0.78120	test-auc:0.74101
[20]	train-auc:0.80121	test-auc:0.74890
Stopping. Best iteration: 7
Fitting 5 folds for each of 8 candidates, totalling 40 fits
`,
  'batch.log': `#SBATCH --nodes=2
#SBATCH --ntasks=8
#SBATCH --time=04:00:00
2024-03-04 10:12:01 INFO  loaded 3 tables in 7 s
2024-03-04 10:12:09 INFO  8 workers, 5 retries, 0 errors
2024-03-04 10:31:44 INFO  wrote 4 figures
`,
  'methods.txt': `We used 7 questionnaires with 5 items each. Adults aged 18 to 65 years could take part. Visits were at 6, 12 and 26 weeks.
The study ran in 3 centres over 4 years. Models had 4 knots and 5 degrees of freedom for age. We drew 9 imputations.
Scores range from 0 to 27; a change of 5 points matters. Tests were two-sided at 5 %.
`,
  'ergebnisse.txt': `Die Inzidenz betrug 7 pro 1.000 Personenjahre (95-%-KI 5 bis 9). Das Verfahren hat 5 Schritte und 3 Parameter.
Von 12.173 Frauen wurden 4.120 (33,8 %) erneut aufgenommen. Die Skala reicht von 0 bis 27.
`,
  'resultats.txt': `L'incidence était de 7 pour 1 000 personnes-années (IC à 95 % 5 à 9). Le modèle comporte 5 paramètres et 3 nœuds.
Les scores vont de 0 à 27. Le tableau 3 montre 4 modèles.
`,
  'tree.txt': `.
├── 1_clean.R
├── 2_models.R
└── 3_tables.R

0 directories, 3 files
`,
  'markdown-models.md': `| Model | HR | 95% CI | p |
|:------|---:|:------:|--:|
| 1 | 1.21 | 1.04–1.41 | 0.01 |
| 2 | 1.18 | 1.01–1.38 | 0.04 |
| 3 | 1.17 | 0.99–1.37 | 0.06 |
`,
  'latex-rates.tex': `\\begin{tabular}{lrr}
\\hline
Area & Rate per 1000 & 95\\% CI \\\\
\\hline
Leeds & 7 & 5--9 \\\\
York & 4 & 3--6 \\\\
\\hline
\\end{tabular}
`,
  'arima.txt': `Series: admissions
ARIMA(2,1,1)(0,1,1)[12]

Coefficients:
         ar1     ar2      ma1     sma1
      0.4121  0.2010  -0.8012  -0.6121
s.e.  0.0912  0.0871   0.0512   0.0712

sigma^2 = 412.1:  log likelihood = -612.01
AIC=1234.02   AICc=1234.61   BIC=1248.01
`,
  'limits.txt':
    'The normal range is 3.5 to 5.1 mmol/l. Reference range: 4-11. Doses ranged per protocol: 5 mg to 10 mg.\n',
  'inclusion.txt': 'Inclusion: age 18-75 years; maximum dose 40 mg; minimum follow-up 12 months.\n',
};

/** Logs and sentences that tell nothing about a person. */
export const harmlessTexts: readonly CorpusFile[] = Object.entries(texts).map(([name, text]) =>
  textFile(`harmless-${name}`, text),
);
