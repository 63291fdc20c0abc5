import { type Grid, times } from '../corpus-file.ts';
import type { RuleCase } from './rule-case.ts';

const counted = (cell: string): Grid => [
  ['ward', 'patients', 'mean_age'],
  ['A', '120', '54.1'],
  ['B', cell, '61.2'],
  ['C', '12000', '48.0'],
];
/** In long form behind row numbers, as pandas writes them. */
const statistics = (count: string): Grid => [
  ['', 'ward', 'statistic', 'value'],
  ['0', 'A', 'count', count],
  ['1', 'A', 'mean', '4.5'],
  ['2', 'A', 'std', '3.1'],
];
/** What looks like heads goes on with the numbers above. */
const rangeBelow = (count: string): Grid => [
  ['', 'Placebo', 'Active'],
  ['Mean (SD)', '56.5 (12.1)', '55.9 (11.8)'],
  ['Median', '57.0', '56.0'],
  ['Q1, Q3', '37, 76', '36, 75'],
  ['n', '612', count],
];
const smallCount: RuleCase = {
  rule: 'small-count',
  hit: counted('7'),
  at: ['3:2'],
  nearMisses: {
    'a rank': counted('12')
      .map(([ward = '', patients = '']) => [ward, patients, '3'])
      .with(0, ['ward', 'patients', 'rank']),
    'a parameter of a model': [
      ['parameter', 'value'],
      ['n_params', '7'],
      ['n_folds', '5'],
    ],
    'numbers that nothing calls counts': [
      ['ward', 'beds per nurse', 'level'],
      ['A', '7', '3'],
      ['B', '5', '1'],
    ],
    'row numbers': [['n', 'estimate'], ...times(12, (at) => [`${at + 1}`, '0.5'])],
  },
  boundary: [
    [counted('9'), true],
    [counted('10'), false],
    [counted('11'), false],
    [counted('1'), true],
    [statistics('7'), true],
    [statistics('17'), false],
    [rangeBelow('7'), true],
    [rangeBelow('17'), false],
  ],
  masked: [counted('<10'), false],
};

const countsInCells: RuleCase = {
  rule: 'small-count',
  hit: [
    ['Characteristic', 'Control', 'Treated'],
    ['Female, n (%)', '301 (49.2)', '3 (2.1)'],
    ['Smoker', '98 (16.0%)', '4 (0.7%)'],
    ['Diabetes', '45/610', '5/1588 (0.3%)'],
    ['N', '612', '1588'],
  ],
  at: ['2:3', '3:3', '4:3'],
  nearMisses: {
    'a mean with its deviation': [
      ['Characteristic', 'Control', 'Treated'],
      ['Age, mean (SD)', '7 (2.1)', '8 (2)'],
    ],
    'an estimate with its error': [
      ['', 'Estimate (SE)'],
      ['age', '3 (2.1)'],
    ],
  },
  boundary: [
    [
      [
        ['item', 'n (%)'],
        ['a', '9 (4.1)'],
        ['b', '120 (54.5)'],
      ],
      true,
    ],
    [
      [
        ['item', 'n (%)'],
        ['a', '10 (4.5)'],
        ['b', '120 (54.5)'],
      ],
      false,
    ],
    [
      [
        ['item', 'n (%)'],
        ['a', '11 (5.0)'],
        ['b', '120 (54.5)'],
      ],
      false,
    ],
  ],
  masked: [
    [
      ['item', 'n (%)'],
      ['a', '<10 (<5%)'],
      ['b', '120 (54.5)'],
    ],
    false,
  ],
};

const countsInRows: RuleCase = {
  rule: 'small-count',
  hit: [
    ['', 'model 1', 'model 2'],
    ['age', '0.12', '3'],
    ['Observations', '1200', '8'],
  ],
  at: ['3:3'],
  nearMisses: {
    'a row of parameters': [
      ['', 'model 1', 'model 2'],
      ['n_layers', '3', '4'],
    ],
  },
  boundary: [
    [
      [
        ['statistic', 'value'],
        ['n', '9'],
      ],
      true,
    ],
    [
      [
        ['statistic', 'value'],
        ['n', '10'],
      ],
      false,
    ],
    [
      [
        ['statistic', 'value'],
        ['n', '11'],
      ],
      false,
    ],
  ],
  masked: [
    [
      ['statistic', 'value'],
      ['n', 'suppressed'],
      ['mean', '4'],
    ],
    false,
  ],
};

const paired = (observations: string): Grid => [
  ['Dep. Variable:', 'outcome', 'No. Observations:', observations],
  ['Model:', 'Logit', 'Df Residuals:', '806.0'],
  ['Covariance Type:', 'nonrobust', '', ''],
  ['', 'coef', 'std err', 'z'],
  ['age', '3', '0.5', '6'],
];
const countsInPairs: RuleCase = {
  rule: 'small-count',
  hit: paired('8'),
  at: ['1:4'],
  nearMisses: {
    'another value of the same row': [
      ['No. Observations:', '811', 'Df Model:', '4', 'AIC:', '7'],
      ['', 'coef', 'std err', 'z', 'p', 'lower'],
    ],
  },
  boundary: [
    [paired('9'), true],
    [paired('10'), false],
    [paired('11'), false],
  ],
  masked: [paired('*'), false],
};

const twoHeads = (cell: string): Grid => [
  ['', 'Male', '', 'Female', ''],
  ['Smoking', 'n', '%', 'n', '%'],
  ['never', '120', '60', cell, '3'],
  ['former', '80', '40', '230', '97'],
];
const countsBelowTwoHeads: RuleCase = {
  rule: 'small-count',
  hit: twoHeads('7'),
  at: ['3:4'],
  nearMisses: {
    'a codebook': [
      ['variable', 'label', 'note'],
      ['n', 'count', 'patients'],
      ['age', 'in years', '7'],
    ],
  },
  boundary: [
    [twoHeads('9'), true],
    [twoHeads('10'), false],
    [twoHeads('11'), false],
  ],
  masked: [twoHeads('<10'), false],
};

const indexed = (cell: number): Grid => [
  ['survivor', 'Dead', 'Alive', 'All'],
  ['grant_type', '', '', ''],
  ['G', `${cell}`, '40', `${cell + 40}`],
  ['N', '20', '30', '50'],
  ['All', `${cell + 20}`, '70', `${cell + 90}`],
];
const countsOfPandas: RuleCase = {
  rule: 'small-count',
  hit: indexed(7),
  at: ['3:2'],
  nearMisses: {
    'means with a mean of all': [
      ['parents', 'finance', 'first', 'second', 'All'],
      ['usual', 'fine', '3.0', '1.0', '2'],
      ['great', 'fine', '2.0', '1.0', '2'],
      ['All', '', '2.0', '1.0', '2'],
    ],
  },
  boundary: [
    [indexed(9), true],
    [indexed(10), false],
    [indexed(11), false],
  ],
  masked: [
    [
      ['survivor', 'Dead', 'Alive', 'All'],
      ['G', '*', '*', '47'],
      ['N', '*', '*', '50'],
    ],
    false,
  ],
};

/** A table of which nothing but its totals says that it counts. */
const crossed = (cell: number): Grid => [
  ['area', 'yes', 'no', 'Total'],
  ['North', `${cell}`, '40', `${cell + 40}`],
  ['South', '20', '30', '50'],
  ['Total', `${cell + 20}`, '70', `${cell + 90}`],
];
const countsByTotals: RuleCase = {
  rule: 'small-count',
  hit: crossed(7),
  at: ['2:2'],
  nearMisses: {
    'a total of what is no count': [
      ['item', 'cost', 'tax', 'Total'],
      ['a', '7.50', '1.50', '9.00'],
      ['b', '20.00', '4.00', '24.00'],
    ],
  },
  boundary: [
    [crossed(9), true],
    [crossed(10), false],
    [crossed(11), false],
  ],
  masked: [
    [
      ['area', 'yes', 'no', 'Total'],
      ['North', '*', '*', '47'],
      ['South', '*', '*', '50'],
      ['Total', '27', '70', '97'],
    ],
    false,
  ],
};

const zeroCount: RuleCase = {
  rule: 'zero-count',
  hit: counted('0'),
  at: ['3:2'],
  nearMisses: {
    'a zero in another column': [
      ['epoch', 'loss'],
      ['0', '1.5'],
      ['1', '0'],
    ],
  },
  boundary: [[counted('1'), false]],
  masked: [counted('.'), false],
};

const slices = (cell: string): Grid => [
  ['ward', 'percent infected', 'mean_age'],
  ['A', '41.2', '54.1'],
  ['B', cell, '61.2'],
  ['All', '100', '50'],
];
const wholeGroup: RuleCase = {
  rule: 'whole-group',
  hit: slices('100'),
  at: ['3:2'],
  nearMisses: {
    'a running total': [
      ['step', 'cumulative_pct'],
      ['1', '60'],
      ['2', '100'],
    ],
    'the share of values that are there': [
      ['variable', 'pct_complete'],
      ['age', '100'],
    ],
    'a number that is no share': [
      ['item', 'dose'],
      ['a', '100'],
    ],
  },
  boundary: [
    [slices('99.9'), false],
    [slices('100.0'), true],
    [slices('100%'), true],
  ],
  masked: [slices('x'), false],
};

const maskedBy = (...cells: readonly string[]): Grid => [
  ['region', 'never', 'former', 'current', 'total'],
  ['North', ...cells],
  ['South', '31', '40', '1200', '1271'],
];
const suppressedCell: RuleCase = {
  rule: 'suppressed-cell',
  hit: maskedBy('<10', '24', '30', '61'),
  at: ['2:2'],
  nearMisses: {
    'two masked cells in a row': maskedBy('<10', '24', '<10', '41'),
    'a masked total': maskedBy('12', '24', '30', '*'),
    'no total': [
      ['region', 'n'],
      ['North', '<10'],
      ['South', '31'],
    ],
    'a dash for nobody': maskedBy('-', '24', '30', '54'),
  },
  boundary: [
    [maskedBy('12', '*', '30', '52'), true],
    [maskedBy('12', '*', '*', '52'), false],
    [maskedBy('12', 'redacted', '30', '51'), true],
    [maskedBy('12', 'c', '30', '53'), true],
  ],
  masked: [maskedBy('x', 'x', '30', '52'), false],
};

const rated = (rate: string, people = '5000'): Grid => [
  ['region', 'population', 'rate_per_1000'],
  ['North', '12000', '14.2'],
  ['South', people, rate],
];
const smallRate: RuleCase = {
  rule: 'small-rate',
  hit: rated('1.4'),
  at: ['3:3'],
  nearMisses: {
    'a rate without its denominator': [
      ['region', 'beds', 'rate_per_1000'],
      ['North', '5000', '1.4'],
    ],
    'a denominator without a rate': [
      ['region', 'population', 'mean_age'],
      ['North', '5000', '1.4'],
    ],
  },
  boundary: [
    [rated('1.8'), true],
    [rated('2.0'), false],
    [rated('2.2'), false],
    [
      [
        ['group', 'denominator', 'percent'],
        ['a', '450', '2'],
      ],
      true,
    ],
    [
      [
        ['group', 'denominator', 'percent'],
        ['a', '500', '2'],
      ],
      false,
    ],
    [
      [
        ['group', 'denominator', 'proportion'],
        ['a', '450', '0.02'],
      ],
      true,
    ],
  ],
  masked: [rated('*'), false],
};

/** The rules about counts, and what gives counts away. */
export const countCases: readonly RuleCase[] = [
  smallCount,
  countsInCells,
  countsInRows,
  countsByTotals,
  countsInPairs,
  countsBelowTwoHeads,
  countsOfPandas,
  zeroCount,
  wholeGroup,
  suppressedCell,
  smallRate,
];
