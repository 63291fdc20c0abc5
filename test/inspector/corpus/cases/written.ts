import type { RuleCase } from './rule-case.ts';

const wiki = (count: number) => `{| class="wikitable"
! Ward !! Female !! Male
|-
| A&E || 312 || 290
|-
| Hospice || ${count} || 41
|}
`;

/** Tables that programs write into a text with signs of their own. */
const written: RuleCase = {
  rule: 'small-count',
  hit: wiki(7),
  at: ['6:2'],
  nearMisses: {
    'settings of a program': 'width = 800;\nheight = 600;\nmargin = 5;\n',
    'settings that R writes': 'list(ntree = 500L, mtry = 3L, depth = 6L)\n',
    'settings of a structure': 'List of 3\n $ ntree: int 500\n $ mtry : int 3\n $ depth: int 6\n',
    'variables of a program': 'n_folds = 5\nmax_iter = 100\nn_jobs = 3\n',
    'pages of chapters': '1. Introduction (3)\n2. Methods (7)\n3. Results (12)\n',
    'ticks of an axis': 'Rate per 1,000\n8\n6\n4\n2\n0\n2016   2017   2018   2019\n',
    coefficients: 'c(`(Intercept)` = 26.012, age = 0.021)\n',
    'steps with settings': '- name: fit\n  timeout: 30\n  retries: 3\n- name: plot\n  timeout: 20\n  retries: 2\n',
    'parts of a model': '- name: fit\n  retries: 3\n- name: plot\n  retries: 2\n',
    'numbers of other commands': '>>> print(weights)\n[1204 6]\n',
    'rows with one gap and other columns': 'a   101   0.5\n\nb 7\n',
    'ages by group': '           age\nF           54\nM            7\n',
  },
  boundary: [
    ["> d %>% filter(ward == 'Hospice') %>% nrow()\n[1] 7\n", true],
    ['> d |> nrow()\n[1] 12\n', false],
    [">>> d[d.ward == 'Hospice'].shape\n(7, 12)\n", true],
    ['>>> confusion_matrix(y, p)\n[[1204    6]\n [  88  310]]\n', true],
    ['>>> confusion_matrix(y, p)\n[[1204   96]\n [  88  310]]\n', false],
    [">>> Counter(d.ward).most_common()\n[('A&E', 602), ('Hospice', 7)]\n", true],
    ['> hist(d$bmi, plot = FALSE)$counts\n [1]   1  13  40 122\n', true],
    ['A&E = 1151, Hospice = 7, Surgery = 913\n', true],
    ['alpha = 1, knots = 4, width = 800\n', false],
    ['d$ward: A&E\n[1] 1151\n--------\nd$ward: Hospice\n[1] 7\n--------\nd$ward: Surgery\n[1] 913\n', true],
    ['Ward      N      Mean\nA&E     602      26.9\n\nHospice   7      27.8\n\nSurgery 402      27.0\n', true],
    ['7 obs. in the hospice, 402 elsewhere\n', true],
    ['Von den 402 Männern erhielten 7 keine Behandlung.\n', true],
    ['Von den 402 Männern erhielten 17 keine Behandlung.\n', false],
    [
      "|| ''' ward ''' || ''' n ''' ||\n|| A&E || <style=\"text-align: right;\"> 602 ||\n|| Hospice || <style=\"text-align: right;\"> 7 ||\n",
      true,
    ],
    [wiki(9), true],
    [wiki(10), false],
    ['{| class="wikitable"\n|-\n! Ward\n! n\n|-\n| A&E\n| 602\n|-\n| Hospice\n| 7\n|}\n', true],
    ['[options="header"]\n|===\n|Ward |Female |Male\n|A&E |312 |290\n|Hospice |7 |41\n|===\n', true],
    ['* - Ward\n  - Patients\n* - A&E\n  - 312\n* - Hospice\n  - 7\n', true],
    ['"ward" "n"\n"1" "A&E" 602\n"2" "Hospice" 7\n', true],
    [
      'structure(c(`A&E` = 602L, Hospice = 7L), dim = 2L, dimnames = structure(list(c("A&E", "Hospice")), names = ""), class = "table")\n',
      true,
    ],
    [
      'structure(c(602L, 7L, 311L, 41L), dim = c(2L, 2L), dimnames = list(ward = c("A&E", "Hospice"), sex = c("F", "M")), class = "table")\n',
      true,
    ],
    [
      'structure(list(ward = structure(1:2, levels = c("A&E", "Hospice"), class = "factor"), n = c(602L, \n7L)), class = "data.frame", row.names = c(NA, -2L))\n',
      true,
    ],
    ['c(`A&E` = 602L, Hospice = 7L)\n', true],
    ['List of 2\n $ patients: int 1200\n $ deaths  : int 7\n', true],
    [
      '\'data.frame\':\t20 obs. of  2 variables:\n $ ward: Factor w/ 2 levels "A&E","Hospice": 1 2\n $ n   : int  602 7\n',
      true,
    ],
    ['A&E = 602 \nHospice = 7 \nSurgery = 402 \n', true],
    ['A&E = 602;\nHospice = 7;\nSurgery = 402;\n', true],
    ['1. A&E (602)\n2. Surgery (402)\n3. Hospice (7)\n', true],
    ['Dict{String, Int64} with 3 entries:\n  "Hospice" => 7\n  "A&E"     => 602\n  "Surgery" => 402\n', true],
    ['- place: A&E\n  patients: 602\n- place: Hospice\n  patients: 7\n', true],
    ['Patients by ward\nA&E: 602\nHospice: 7\nSurgery: 402\n', true],
    ['n per ward:\n  A&E 1151\n  Hospice 7\n  Surgery 913\n', true],
    [
      '|-------|---------------|\n|       |Sex            |\n|       |-------|-------|\n|       |F      |M      |\n|-------|-------|-------|\n|A&E    |312    |290    |\n|-------|-------|-------|\n|Hospice|7      |41     |\n',
      true,
    ],
    ['         alder\n1 A&E     1151\n2 Hospice    7\n3 Surgery  913\n', true],
    ['age     home ward died\n  18-39  411    7   21\n  40-59  264  156  204\n  60-79   87   72  126\n', true],
    [
      '         population  rate per 1,000\nward                              \nA&E            4000            12.5\nHospice        1200             4.2\n',
      false,
    ],
  ],
  masked: [wiki(7).replace('7', '*'), false],
};

const rounded = (cell: string) => `              home        ward       died
age                                      
18-39  410 (83.7%)  65 (13.3%)   ${cell}
40-59  265 (42.4%) 155 (24.8%) 205 (32.8%)
60-79   85 (30.4%)  70 (25.0%) 125 (44.6%)
`;

/** Counts with their shares beside them, which are rounded: neither the table nor its lines call them small. */
const roundedShares: RuleCase = {
  rule: 'rounded-count',
  hit: rounded(' 5 (1.0%)'),
  at: [],
  nearMisses: { 'counts that are not rounded': rounded(' 7 (1.4%)') },
  boundary: [
    [rounded('15 (3.0%)'), false],
    ['n per group: 5\n', false],
  ],
  masked: [rounded('        *'), false],
};

const cells = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(','));

/** Smallest and largest values in forms with signs of their own, and the ends of boxes. */
const ends: RuleCase = {
  rule: 'extreme-value',
  hit: '{| class="wikitable"\n! Variable !! Mean !! Min !! Max\n|-\n| Age || 54.1 || 18 || 102\n|}\n',
  at: [],
  nearMisses: {
    'limits of confidence': cells('term,estimate,lower,upper\nage,0.021,0.011,0.031\n'),
    'limits of a structure': 'list(estimate = 0.02, lower = 0.01, upper = 0.03)\n',
  },
  boundary: [
    [cells('group,lower,q1,median,q3,upper\nF,18,42,54,66,101\nM,19,43,55,66,102\n'), true],
    [cells('group,lower,median,upper\nF,18,54,101\nM,19,55,102\n'), false],
    [cells('statistic,age\nlower,18\nq1,42\nmedian,54\nq3,66\nupper,101\n'), true],
    [
      '    Variable |       Obs  Percentile    Centile        [95% conf. interval]\n-------------+----------\n         age |     2,600          0          18              18          18*\n             |                   50          54              53          55\n             |                  100         102             102         102*\n',
      true,
    ],
    [
      '    Variable |       Obs  Percentile    Centile        [95% conf. interval]\n-------------+----------\n         age |     2,600         25          42              41          43\n             |                   50          54              53          55\n             |                   75          66              65          67\n',
      false,
    ],
    ['              r(min) =  18\n              r(max) =  102\n', true],
    ['> d$age |> range()\n[1]  18 102\n', true],
    ['> dput(range(d$age))\nc(18, 101)\n', true],
    ['Alderen spændte fra 18 til 102 år (median 54).\n', true],
    ['Alderen varierte fra 18 til 102 år.\n', true],
    ['Wiek pacjentów wahał się od 18 do 102 lat.\n', true],
    ['Ikä: keskiarvo 54,1, vaihteluväli 18–102\n', true],
    ['Alder (år): gennemsnit 54,1; mindste 18; største 102\n', true],
    ['Costs ranged between 120 and 98,412 pounds.\n', true],
    ['age_range: [18, 102]\n', true],
    ['age (years): 54.1 (18..102)\n', true],
    ['xaxis_title: age, 18, 102\nci95: [53.4, 54.8]\n', false],
    ['[leeftijd]\ngemiddelde = 54.1\nminimum = 18\nmaximum = 102\n', true],
    ['list(mean = 55.2, min = 18, max = 101)\n', true],
    ['structure(c(Min. = 18, Median = 55, Max. = 101), class = c("summaryDefault", "table"))\n', true],
    ['List of 2\n $ n        : num 2600\n $ age_range: num [1:2] 18 101\n', true],
    [
      '       p0  p25  p50  p75  p100\ngroup                         \nF      18   42   54   66   101\nM      19   43   55   66   102\n',
      true,
    ],
  ],
  masked: ['List of 2\n $ n        : num 2600\n $ age_range: chr "redacted"\n', false],
};

const share = (value: string) => [
  ['', 'n', 'proportion'],
  ['A&E', '602', '0.125'],
  ['Hospice', '44', value],
  ['Surgery', '402', '0.102'],
];

/** Shares of one beside how many they are of. */
const proportions: RuleCase = {
  rule: 'small-rate',
  hit: share('0.068'),
  at: ['3:3'],
  nearMisses: {
    'shares of the whole': [
      ['', 'n', 'proportion'],
      ['A&E', '602', '0.574'],
      ['Hospice', '44', '0.042'],
      ['Surgery', '402', '0.384'],
    ],
  },
  boundary: [
    [share('0.364'), false],
    [share('0.205'), true],
  ],
  masked: [share('*'), false],
};

export const writtenCases: readonly RuleCase[] = [written, roundedShares, ends, proportions];
