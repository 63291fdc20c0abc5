import type { CorpusFile } from '../corpus-file.ts';
import { drawn } from './drawn.ts';

/** Layouts of the ninth set of recorded outputs, in other words: what a rule above a note has to find, and what none may say anything of. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'small-count': {
    'of-a-period': 'T|Sample: 1998:2 - 2019:3 (n = 7)',
    'pupils-of-towns':
      'gemeente;code;inwoners;leerlingen / Zutphen;301;47934;7 / Lochem;262;33730;12 / Tiel;281;42094;31',
    'behind-grouping':
      'T| Duncan Grouping    Mean      N    clinic\n      A          41.2    214    3\n      A          40.8      4    7\n      B          38.1    190    1\n      B          37.9    188    5',
    'of-a-level': ';;Frequency;Percent / Valid;1;402;50.4 / ;2;391;49.1 / ;3;4;0.5 / Total;;797;100.0',
    'behind-a-plan':
      'T|> power.t.test(delta = 3, sd = 8, power = .8)\n\n     Two-sample t test power calculation \n\n              n = 112.6\n\n> report(d)\n n = 6',
    'cases-in-table': 'T|> summary(tab)\nNumber of cases in table: 7 \nNumber of factors: 2 ',
  },
  'individual-rows': {
    statements:
      "T|CREATE TABLE pupils (\n  nr integer,\n  born integer,\n  sex text,\n  credits real\n);\nINSERT INTO pupils VALUES\n(171,2009,'f',41.5),\n(405,2011,'m',38.0),\n(118,2008,'m',52.5),\n(390,2010,'f',44.0),\n(222,2012,'m',31.5),\n(317,2008,'f',47.0),\n(541,2011,'m',29.5),\n(109,2009,'f',50.0),\n(268,2010,'f',36.5),\n(433,2008,'m',42.0);",
    happenings:
      'T|P1023 – Aufnahme Tag 0, Besuch Tag 31, Entlassung Tag 12\nP1187 – Aufnahme Tag 0, Besuch Tag 28, Entlassung Tag 40\nP1054 – Aufnahme Tag 2, Besuch Tag 33, Entlassung Tag 7\nP1290 – Aufnahme Tag 0, Besuch Tag 30, Entlassung Tag 22\nP1311 – Aufnahme Tag 1, Besuch Tag 29, Entlassung Tag 9\nP1402 – Aufnahme Tag 0, Besuch Tag 35, Entlassung Tag 51',
    'effects-of-each':
      'T|> ranef(m)\n$subject\n    (Intercept)       days\n308  2.2585509  9.1989758\n309 -40.3987381 -8.6196806\n310 -38.9604090 -5.4488565\n330 23.6906196 -4.8143503\n331 22.2603126 -3.0699116\n332  9.0395679 -0.2721770',
    'printed-vector':
      'T|> head(d)\n> d$salary[1:20]\n [1] 23100 41250 28700 19980 52300 31110 27450 38000 22750 61200\n[11] 30300 25890 44100 18700 33950 29990 47120 21500 36600 24480',
  },
  'individual-rows extreme-value': {
    'r-stem':
      'T|> stem(d$age)\n\n  The decimal point is 1 digit(s) to the right of the |\n\n  1 | 89\n  2 | 0011223\n  9 | 57',
    'stems-of-stata':
      'T|Stem-and-leaf plot for age (Age in years)\n\n  2* | 1134\n  2. | 5678899\n  3* | 00122344\n  3. | 5566789\n  4* | 012',
  },
  'extreme-value': {
    'of-people-behind-means': 'T|> agg <- aggregate(sbp ~ year, d, mean)\n> range(d$sbp)\n[1]  88 231',
    'smallest-income': 'arm;n;mean income;smallest income / A;311;2140;318 / B;298;2205;402 / C;305;2098;377',
  },
  '': {
    'quarters-of-gretl':
      'T|Model 2: OLS, using observations 1998:3-2019:4 (T = 86)\nDependent variable: spread\n\n             coefficient   std. error   t-ratio    p-value \n  const      -0.0219       0.1428     -0.1534   0.8785  \n  gap        -0.0294       0.0404     -0.7277   0.4690  ',
    'what-a-test-asks':
      'T|  Null hypothesis: the shortest lag is 2\n  Alternative hypothesis: the longest lag is 3\n  Wald test: Chi-square(4) = 6.9 [0.14]',
    'smallest-profile':
      'profiles;LL;npar;BIC;entropy;smallest profile % / 1;-8120.4;9;16307.4;-;100 / 2;-7911.0;19;15963.5;0.83;33.2 / 3;-7802.6;29;15821.6;0.77;12.9',
    'schools-of-towns': 'gemeente;code;inwoners;scholen / Zutphen;301;47934;7 / Lochem;262;33730;9 / Tiel;281;42094;8',
    'behind-grouping':
      'T| t Grouping    Mean      N    clinic\n      A          41.2    214    3\n      A          40.8    204    7\n      B          38.1    190    1\n      B          37.9    188    5',
    'ends-of-means':
      'T|> by_site <- tapply(d$fev, d$site, mean)\n> range(by_site)\n[1] 2.11 3.04\n>>> g = df.groupby("site").fev.mean()\n>>> g.min()\n2.11',
    'values-of-levels': ';;Frequency;Percent / Valid;1;402;50.6 / ;2;393;49.4 / Total;;795;100.0',
    'sizes-of-a-plan':
      'T|> library(pwr)\n> pwr.t.test(d = 2, power = .8)\n\n     Two-sample t test power calculation \n\n              n = 5\n              d = 2\n      sig.level = 0.05\n          power = 0.8\n\n. power twomeans 0 2\nEstimated sample sizes:\n              N = 8\n    N per group = 4',
    'table-with-tests':
      'T|> summary(tab)\nNumber of cases in table: 1840 \nNumber of factors: 2 \nTest for independence of all factors:\n\tChisq = 12.3, df = 6, p-value = 0.055',
    'statements-of-groups':
      "T|INSERT INTO rates (region, year, rate, people) VALUES\n('North',2018,41.2,1204),\n('North',2019,40.1,1311),\n('South',2018,38.8,1190),\n('South',2019,37.9,1207),\n('West',2018,44.0,998),\n('West',2019,43.1,1012);",
    'events-of-years':
      'T|2012: start month 3, end month 9\n2013: start month 2, end month 11\n2014: start month 3, end month 8\n2015: start month 1, end month 10\n2016: start month 4, end month 9',
    'effects-of-schools':
      'T|> ranef(m)\n$school\n   (Intercept)\n01  2.2585509\n02 -0.3987381\n03 -0.9604090\n04  3.6906196\n05  2.2603126\n06  1.0395679',
    'vector-of-groups':
      'T|> agg$salary\n [1] 23100 41250 28700 19980 52300 31110 27450 38000 22750 61200\n[11] 30300 25890 44100 18700 33950 29990 47120 21500 36600 24480',
    'lines-of-a-log':
      'step;loss;auc / [Info] Number of points in the set that was held out for the test: 42322, number of columns in use: 37 / 10;0.3036;0.7481 / 20;0.3008;0.7539 / 30;0.2992;0.7583',
  },
};

export const ofNinthRows: readonly CorpusFile[] = Object.entries(cases).flatMap(([rule, texts]) =>
  Object.entries(texts).map(([name, text]) =>
    drawn(
      `ninth-${rule.replace(' ', '-') || 'harmless'}-${name}`,
      text,
      Object.fromEntries(rule.split(' ').flatMap((one) => (one === '' ? [] : [[one, []]]))),
    ),
  ),
);
