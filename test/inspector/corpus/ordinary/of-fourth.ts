import { drawnCases } from './drawn.ts';

/** Layouts of the fourth set of recorded outputs, in other words: what a rule above a note has to find, and what none may say anything of. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'small-count': {
    'verb-first': 'T|Van de 1412 huurders kregen er 3 binnen een jaar een aanmaning.',
    'of-many': 'T|Von 2210 Mietern wurden 6 zweimal gemahnt.',
    'many-then-few': "T|'914 tenants, 7 with a notice'",
    whom: 'T|Am Kurs nahmen 88 Lehrlinge teil. 412 Lehrlinge, davon 5 ohne Vertrag.',
    'one-noun': 'T|Tram: 61 Verletzte (leicht), 4 Verletzte (schwer), 30 Verletzte (tot)',
    'share-before':
      'T|+-----------+------------+------------+\n|           |North       |South       |\n|           |(N=400)     |(N=1000)    |\n+-----------+------------+------------+\n|tenure     |            |            |\n+-----------+------------+------------+\n|    Owned  |0.50  (200) |0.91  (910) |\n+-----------+------------+------------+\n|    Rented |0.48  (192) |0.08  ( 83) |\n+-----------+------------+------------+\n|    Other  |0.02  (  8) |0.01  (  7) |\n+-----------+------------+------------+',
    'spaced-crosstab':
      'T|rr = Tenure  cc = Area\n ------------------------------------ \n             ---------cc---------- \n rr           North   South  Total \n ------------------------------------ \n Owned          270      30     300 \n               90.0    10.0   100.0 \n                                   \n Social rented  131     869    1000 \n               13.1    86.9   100.0 \n                                   \n Tied             4     196     200 \n                2.0    98.0   100.0 \n                                   ',
    waves:
      'T|               Wave 1   Wave 2   Wave 3\n------------  -------  -------  -------\nAlone             210       44       31\nHostel              6      160      120',
    matrix: 'T|Tenants - counts of tenants\nn_notice =\n\n    29    90    91\n   162    32    93\n     4    56    41\n',
    survdiff:
      'T|        N Observed Expected (O-E)^2/E (O-E)^2/V\narm=A 400        6     17.1      9.10      18.2\narm=B 402       31     18.9      9.42      18.2',
  },
  'small-rate': {
    'share-of-many': 'T|Of the 914 tenants followed up, 0.66% had a notice.',
    subtitle:
      'T|Tenants by reason\nArea = North, N = 410\n\npercent\nreason\nArrears       40.24\nNoise         35.61\nDamage        23.17\nOther          0.98',
    'named-sizes':
      'T|North: N = 571\nLa Vega: N = 380\n\nColumn percent\n             area\nreason    North La Vega\n  Arrears 47.81   65.26\n  Noise   51.84   34.21\n  Other    0.35    0.53',
  },
  'small-difference': {
    'cumulative-list':
      'T|Cumulative number of tenants in the study with a second notice, by month of follow-up\nMonth 1: 115\nMonth 2: 147\nMonth 3: 150\nMonth 4: 193',
    flow: 'T|Assessed for eligibility (n = 1204)\n\nRandomised (n = 1201)\n\nAnalysed (n = 1180)',
  },
  'suppressed-cell': {
    marked: 'reason;North;South;Total / Arrears;34;21;55 / Noise;[low];56;61 / Damage;49;44;93 / Total;88;121;209',
    'in-words':
      'reason;North;South;Total / Arrears;34;21;55 / Noise;under 10;56;61 / Damage;49;44;93 / Total;88;121;209',
  },
  'small-missing': {
    complete: ';N;mean / Hela urvalet;1227; / Fullständiga fall;1221;62.0',
    isna: 'T|df.isna().sum()\nreason    0\narea      0\ndays      3',
  },
  'extreme-value': {
    wages:
      'T|+--------+---------+-----------+----------+----------+\n|  lvl   | persons | mean_wage | min_wage | max_wage |\n+--------+---------+-----------+----------+----------+\n| Higher | 1020    | 7.94      | 1.6      | 13.6     |\n| Lower  | 746     | 8.01      | 2.4      | 13.2     |\n+--------+---------+-----------+----------+----------+',
    detail:
      'T|      Percentiles      Smallest\n 1%         7.7            0.5\n 5%       24.01            0.7\n10%       32.42            1.4       Obs      1,462',
    whiskers: 'T|118.3\n80.8\n27.1\nN = 1179; whiskers: minimum and maximum',
  },
  'individual-rows': {
    coded:
      'T|      Data List\n+----+---+----+\n|area|lvl|wage|\n+----+---+----+\n|   5|  3| 7.0|\n|   1|  3| 7.8|\n|   1|  1| 8.6|\n|   1|  3| 5.9|\n|   4|  1|10.2|\n|   4|  2| 7.2|\n|   2|  3| 7.5|\n|   1|  3| 6.9|\n|   2|  2| 9.3|\n|   5|  1| 7.3|\n|   1|  3| 7.1|\n|   3|  1| 7.4|\n|   1|  3| 6.1|\n|   3|  3| 4.8|\n|   2|  2| 8.7|\n|   4|  1| 7.9|\n+----+---+----+',
    'few-cases':
      'T|ref    sex  age   reason\nT6577   F   50    Noise\nT7882   M   43  Arrears\nT3512   F   48   Damage',
    described: 'T|Case 1. A 23-year-old woman, moved in March.\n\nCase 2. A 74-year-old man, never moved.',
    'described-nl': 'T|Een vrouw van 23 jaar met huurschuld.\nEen 74-jarige man zonder schuld.',
  },
  'labelled-identifier': {
    sql: "T|SELECT AVG(x) FROM cohort WHERE BSN <> '205125505'",
  },
  'name-label': {
    'of-person': 'T|Verlauf, Name des Mieters: Yusuf Kaplan',
  },
  '': {
    'year-one': 'T|# Year 1 children by type of need\nGroup 2 patients and wave 3 participants were asked again.',
    'pairs-of-model': 'formula:;default ~ product / nobs:;7511 / df:;6 / iterations:;6',
    bands: 'grade;Oslo;Bergen / 20-39 %;96;84 / 40-59 %;30;260 / 60-79 %;254;114 / 100 %;82;12',
    'rounded-bands':
      'T|grade   |   Oslo |   Bergen |   Total\n20-39 % |    225 |      555 |     795\n40-59 % |    141 |       63 |     255\n60-79 % |    177 |       75 |     291\n80-99 % |     57 |      159 |    1083\n100 %   |     81 |        3 |     243',
    sentences:
      'T|Of 826 apprentices at level 3, most stayed. Of the 412 tenants in 4 towns, 95% were seen.\nA mean of 1200 bootstrap samples, 5 predictors. Of the 340 children aged 5, few moved. Among 900 pupils, 3 years later 40 left.\n1200 persons, 4 variables, 3 sites, 24 weeks.',
    arms: 'T|Randomised to advice (n = 604)\nRandomised to usual care (n = 601)',
    one: 'T|For a 65-year-old man the model predicts 12 %. For a 70-year-old woman it predicts 9 %.',
  },
};

export const ofFourth = drawnCases('fourth', cases);
