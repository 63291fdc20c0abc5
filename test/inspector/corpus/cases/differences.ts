import { type Grid, times } from '../corpus-file.ts';
import type { RuleCase } from './rule-case.ts';

const less = (total: string): Grid => [
  ['outcome', 'x'],
  ['none', '701'],
  ['mild', '88'],
  ['Insgesamt', total],
];
const running = (...counts: readonly string[]): Grid => [
  ['day', 'cumulative cases'],
  ...counts.map((count, at) => [`2024-01-${10 + at}`, count]),
];
const some = (count: string): Grid => [
  ['job', 'claimants (all)', 'claimants (excluding under 18)'],
  ['clerk', '3726', count],
  ['smith', '326', '326'],
];
const smallDifference: RuleCase = {
  rule: 'small-difference',
  hit: less('793'),
  at: ['4:2'],
  nearMisses: {
    'a total of something else': less('1793'),
    'a total below its parts': less('700'),
    'rounded counts': [
      ['outcome', 'x'],
      ['none', '700'],
      ['mild', '85'],
      ['Total', '790'],
    ],
    'several choices of each': [
      ['answer', 'x', 'y'],
      ['a', '70', '90'],
      ['b', '88', '60'],
      ['Total', '120', '153'],
    ],
    'running shares': [
      ['day', 'cumulative percent'],
      ['1', '40'],
      ['2', '43'],
      ['3', '48'],
      ['4', '50'],
    ],
    'with and without': [
      ['x', 'with pain', 'without pain'],
      ['a', '126', '123'],
      ['b', '40', '35'],
    ],
    'sums of decimals': less('793.4'),
  },
  boundary: [
    ['All 520 teachers were 44 years old. Of these, 513 hold a contract.\n', true],
    ['All 520 teachers were 44 years old. Of these, 413 hold a contract.\n', false],
    ['No. Observations:                 846   AIC: 2430.\nNo. Observations:                 842   AIC: 2411.\n', true],
    [less('789'), false],
    [less('790'), true],
    [less('798'), true],
    [less('799'), false],
    [running('40', '60', '63', '90'), true],
    [running('40', '60', '80', '90'), false],
    [running('40', '20', '63', '9'), false],
    [some('3723'), true],
    [some('3716'), false],
    [some('3726'), false],
    [
      [
        ['group', 'n'],
        ['Patients', '412'],
        ['Patients without transfers', '405'],
      ],
      true,
    ],
    [
      [
        ['Gruppe', 'Anzahl'],
        ['Alle', '412'],
        ['ohne Verlegte', '405'],
      ],
      true,
    ],
    ['. count\n  12,173\n\n. count if x != 5\n  12,165\n', true],
    ['. count\n  12,173\n\n. count if x != 5\n  12,163\n', false],
  ],
  masked: [less('*'), false],
};

const summed = (cell: string): Grid => [
  ['secteur', 'Faible', 'Grave', 'ensemble des cas'],
  ['A', '70', '20', '90'],
  ['B', '50', '31', '81'],
  ['C', '40', cell, '46'],
];
const suppressedByAnySum: RuleCase = {
  rule: 'suppressed-cell',
  hit: summed('<10'),
  at: ['4:3'],
  nearMisses: {
    'a last column that is no sum': summed('<10').map((row, at) => (at === 1 ? row.with(3, '92') : row)),
  },
  boundary: [
    [
      [
        ['', 'a', 'b'],
        ['x', '20', '30'],
        ['y', '*', '40'],
        ['z', '11', '12'],
        ['Suma', '37', '82'],
      ],
      true,
    ],
    [
      [
        ['', 'a', 'b', 'c'],
        ['x', '20', '30', '7'],
        ['y', '*', '40', '5'],
        ['w', '37', '70', '12'],
      ],
      true,
    ],
  ],
  masked: [summed('*'), true],
};

const shares = (...rows: readonly (readonly [size: string, share: string])[]): Grid => [
  ['Diagnose', 'N', 'Prozent'],
  ...rows.map(([size, share], at) => [`D${at}`, size, share]),
];
const shareOfNumber: RuleCase = {
  rule: 'small-rate',
  hit: shares(['219', '1.37'], ['196', '25.0'], ['180', '24.44']),
  at: ['2:3'],
  nearMisses: {
    'shares that add up': shares(['196', '1.0'], ['180', '60.0'], ['120', '39.0']),
    'shares of the counts beside them': shares(['2', '0.4'], ['180', '35.5'], ['325', '64.1'], ['60', '11.8']),
    'shares of something else': shares(['219', '1.50'], ['196', '25.1'], ['180', '24.4']),
    'a wide share': shares(['20500', '0.0'], ['19600', '0.1'], ['18000', '24.4']),
    'rounded numbers': shares(['220', '0.91'], ['190', '25.26'], ['180', '24.44'], ['150', '20.0'], ['120', '25.0']),
  },
  boundary: [
    [shares(['219', '4.11'], ['196', '25.0'], ['181', '24.31']), true],
    [shares(['219', '4.57'], ['196', '25.0'], ['181', '24.31']), false],
  ],
  masked: [shares(['219', '*'], ['196', '25.0'], ['181', '24.31']), false],
};

const tails = (size: string): Grid => [
  ['group', 'n', 'mean', 'p1', 'p99'],
  ['A', size, '54.1', '21', '93'],
];
const described = (size: string): Grid => [
  ['', 'age'],
  ['count', size],
  ['1%', '21'],
  ['50%', '54'],
  ['99%', '93'],
];
const extremes: RuleCase = {
  rule: 'extreme-value',
  hit: [
    ['ward', 'mean', 'höchster Wert'],
    ['A', '54.1', '97'],
  ],
  at: ['1:3'],
  nearMisses: {
    'parameters, quartiles, usual ranges': 'max_depth: 3, interquartile range 4-7, normal range 3-7\n  IQR 4 to 7\n',
    'the first quartile of R': '25%  50%  75%\n 3    4    5\n',
    'how much a measure may be': [
      ['model', 'r.squared', 'r.squared.max'],
      ['a', '0.1', '0.4'],
    ],
    'a scale': 'Scores range from 0 to 100.\n',
    'quantiles that were asked for':
      '> quantile(d$age, c(0.25, 0.75))\n25% 75% \n 41  66 \n>>> np.percentile(a, [25, 75])\n[41 66]\n',
    'stages and quartiles': 'Of grades 3-4, median survival was 9 months. Age: IQR 41 to 66 years, median 54.\n',
    'means of groups': 'The mean age was between 51 and 57 in all groups. Das mittlere Alter lag zwischen 51 und 57.\n',
    'limits of confidence': [
      ['term', '2.5%', '97.5%'],
      ['age', '0.1', '0.4'],
    ],
    'a page': [
      ['maxim', 'minority', 'climax'],
      ['4', '5', '3'],
    ],
  },
  boundary: [
    ['Top claims (EUR):\n[1] 106120.66  86464.43\n', true],
    ['nlargest(5), annual salary\n170601.0\n', true],
    ['highest wage in the file: 3897\n', true],
    ['highest mean wage in the file: 3897\n', false],
    [
      [
        ['', '0%', '25%', '50%', '100%'],
        ['age', '18', '41', '53', '97'],
      ],
      true,
    ],
    [
      [
        ['share', '0%', '100%'],
        ['a', '18', '41'],
      ],
      false,
    ],
    [
      [
        ['', 'age', 'bmi'],
        ['größter', '97', '44'],
      ],
      true,
    ],
    [tails('999'), true],
    [tails('1000'), false],
    [described('999'), true],
    [described('1000'), false],
    [
      [
        ['rate', 'n', '1%', '5%'],
        ['A', '120', '21', '93'],
      ],
      false,
    ],
    ['Age ranged from 18 to 97 years.\n', true],
    ['     alter     \n Min.   :18.0  \n', true],
    ['min       18.000000\n', true],
  ],
  masked: [
    [
      ['ward', 'min', 'max'],
      ['A', '*', ''],
    ],
    false,
  ],
};

const smallMissing: RuleCase = {
  rule: 'small-missing',
  hit: 'Call:\n   (7 observations deleted due to missingness)\n',
  at: ['2:'],
  nearMisses: {
    'columns, settings': 'removed 3 columns\nn_missing: 3\nmissing (%): 3.4\nmissing: 3.4%\n0 observations deleted\n',
    many: '(34 missing values generated)\nFrequency Missing = 18\n',
    'other numbers of what is missing':
      'Values were missing in 7 variables.\nMissing in 7 of 12 variables.\nmissing for 17\nmissing from 2019 on\nmissing in 3.5%\n',
    'most stayed':
      'Of 1,200 invited, 1,150 were analysed.\ncomplete cases: 1,150 of 1,200\n1,150 of 1,200 had complete data\n',
    'all stayed': 'Of 1,200 invited, 1,200 were analysed.\ncomplete cases: 1,200/1,200\n',
  },
  boundary: [
    ["Quatre dossiers n'ont pas pu être appariés.\n", true],
    ['Puuttuvat tiedot: sukupuoli 0, painoindeksi 3, tupakointi 41\n', true],
    ['Puuttuvat tiedot: sukupuoli 0, painoindeksi 30, tupakointi 41\n', false],
    [
      'NOTE: There were 5200 observations read from the data set WORK.P.\nNOTE: The data set WORK.A has 5193 observations and 22 variables.\n',
      true,
    ],
    ['rows in file: 964\nNo. Observations:                 959   AIC: 2736.\n', true],
    ['1,204 patients entered the registry. Later 1,199 patients were analysed.\n', true],
    ['missing: 9\n', true],
    ['missing: 10\n', false],
    ['Frequency Missing = 8\n', true],
    ['(2 missing values generated)\n', true],
    ['Removed 7 rows containing missing values.\n', true],
    ['Fehlende Werte: 6\n', true],
    ['RangeIndex: 130 entries, 0 to 129\n 0  x  127 non-null  int64\n', true],
    ['RangeIndex: 130 entries, 0 to 129\n 0  x  130 non-null  int64\n', false],
    ['   low   high   <NA> \n   246    200      8 \n', true],
    ['   low   high   <NA> \n   246    200     18 \n', false],
    [`NA's   :7\n`, true],
    ['(7 real changes made, 7 to missing)\n', true],
    ['Smoking was missing for 7.\n', true],
    ['N missing    7\n', true],
    ['hba1c: mean 48.1 (7 missing)\n', true],
    ['Unknown: 4\n', true],
    ['Of 1,200 invited, 1,193 were analysed.\n', true],
    ['1200 women were eligible and 1193 were included.\n', true],
    ['complete cases: 1,193 of 1,200\n', true],
    ['1,193 of the 1,200 had complete data\n', true],
    ['    id age sex hba1c  \n431  1   1   1     1 0\n7    1   1   1     0 1\n     0   0   0     7 7\n', true],
    ['    id age sex hba1c  \n431  1   1   1     1 0\n17   1   1   1     0 1\n     0   0   0    17 17\n', false],
  ],
  masked: ['missing: *\n', false],
};

const listed = (ages: readonly number[]) => `list(edad = c(${ages.map((age) => `${age}L`).join(', ')}, \n12))\n`;
/** Codes of one kind, each so much after the other. */
const codes = (step: number, count: number) =>
  Array.from({ length: count }, (_, at) => `P${301 + at * step}`).join('\n');
const listOfPeople: RuleCase = {
  rule: 'individual-rows',
  hit: listed([39, 70, 26, 58, 56, 79, 59, 61, 59, 28]),
  at: ['1:'],
  nearMisses: {
    'ages in order': listed(times(12, (at) => 20 + 5 * at)),
    'other numbers': 'epochs = [3, 17, 2, 25, 14, 9, 18, 7, 16, 3]\n',
  },
  boundary: [
    [`Sleep and anxiety, one point each.\n\n${codes(7, 12)}\n`, true],
    [`Sleep and anxiety, one point each.\n\n${codes(7, 8)}\n`, false],
    [`Sleep and anxiety, one point each.\n\n${codes(1, 12)}\n`, false],
    ['patno=20418 sex=F age=67 icd=C34 dose=. visit=2011-04-02 _ERROR_=1\n', true],
    ['resp           77120\nage               51\nName: 0, dtype: object\n', true],
    [listed([39, 70, 26, 58, 56, 79, 59]), false],
    [listed([39, 70, 26, 58, 56, 79, 59, 61]), true],
  ],
  masked: ['edad = c(NA, NA, NA)\n', false],
};

/** The rules about what one number gives when it is held against another, and about ends and what is missing. */
const closeNumbers: RuleCase = {
  rule: 'close-numbers',
  hit: 'Of the cohort we had 2447 workers.\n\nThe second table is of 2441 workers.\n',
  at: [],
  nearMisses: {
    years: 'From 2012 to 2016 the share rose by 31 %.\n',
    'a share of many': 'In all 2447 workers answered.\n\nOf the women 12 % did so.\n',
    'many numbers': `${['110', '113', '240', '380', '450', '520', '615', '790', '840'].join(' ; ')}\n`,
  },
  boundary: [
    ['In 2019 we had 2447 workers.\n\nLater 2438 workers.\n', true],
    ['In 2019 we had 2447 workers.\n\nLater 2437 workers.\n', false],
    ['In all 250 workers answered.\n\nThe lowest share was 3.6 %.\n', true],
    ['In all 250 workers answered.\n\nThe lowest share was 4.4 %.\n', false],
    [
      [
        ['model', 'events'],
        ['crude', '2118'],
        ['adjusted', '2112'],
      ],
      true,
    ],
  ],
  masked: ['Of the cohort we had 2447 workers.\n\nThe second table is of * workers.\n', false],
};

export const differenceCases: readonly RuleCase[] = [
  smallDifference,
  closeNumbers,
  suppressedByAnySum,
  shareOfNumber,
  extremes,
  smallMissing,
  listOfPeople,
];
