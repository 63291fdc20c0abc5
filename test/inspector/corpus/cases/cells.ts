import { type Grid, times } from '../corpus-file.ts';
import type { RuleCase } from './rule-case.ts';

const cell = (text: string): Grid => [
  ['item', 'value'],
  ['a', '1200.5'],
  ['b', text],
];

const extreme: RuleCase = {
  rule: 'extreme-value',
  hit: [
    ['variable', 'mean', 'min', 'max'],
    ['age', '54.5', '18', '1971'],
  ],
  at: ['1:3', '1:4'],
  nearMisses: {
    quantiles: [
      ['variable', 'q1', 'median', 'q3', 'IQR', 'p95'],
      ['age', '45', '54', '63', '18', '80'],
    ],
    'parameters of a model': [
      ['parameter', 'value'],
      ['max_depth', '3'],
      ['min_samples_leaf', '5'],
    ],
    'words that begin alike': [
      ['minutes', 'maximal dose reached', 'orange'],
      ['4', 'yes', '3'],
    ],
  },
  boundary: [
    [
      [
        ['statistic', 'value'],
        ['Minimum', '18'],
      ],
      true,
    ],
    [
      [
        ['statistic', 'value'],
        ['Age, range', '18 to 97'],
      ],
      true,
    ],
    [
      [
        ['statistic', 'value'],
        ['5th percentile', '18'],
      ],
      false,
    ],
  ],
  masked: [
    [
      ['statistic', 'value'],
      ['Minimum', 'redacted'],
    ],
    false,
  ],
};

const residual = (freedom: string): Grid => [
  ['df.residual', 'nobs', 'sigma'],
  [freedom, '1200', '0.4'],
];
const freedom: RuleCase = {
  rule: 'few-residual-dof',
  hit: residual('5'),
  at: ['2:1'],
  nearMisses: {
    'degrees of freedom of a term': [
      ['term', 'df'],
      ['treatment', '2'],
      ['Residuals', '1192'],
    ],
    'degrees of freedom of a model': [
      ['df', 'AIC'],
      ['5', '1203.5'],
    ],
  },
  boundary: [
    [residual('9'), true],
    [residual('10'), false],
    [residual('11'), false],
    [
      [
        ['term', 'df'],
        ['treatment', '2'],
        ['Residuals', '9'],
      ],
      true,
    ],
    [
      [
        ['statistic', 'value'],
        ['Residual df', '9'],
      ],
      true,
    ],
  ],
  masked: [residual('*'), false],
};

const rows = (count: number): Grid => [['bin', 'density'], ...times(count, () => ['1200', '0.5'])];
const manyRows: RuleCase = {
  rule: 'many-rows',
  hit: rows(6000),
  at: ['5002:'],
  nearMisses: { 'few rows': rows(50) },
  boundary: [
    [rows(4999), false],
    [rows(5000), false],
    [rows(5001), true],
  ],
  masked: [[['bin'], ...times(5001, () => ['*'])], true],
};

const words = (length: number) =>
  'seen in clinic, '
    .repeat(40)
    .slice(0, length - 1)
    .concat('.');
const longText: RuleCase = {
  rule: 'long-text',
  hit: cell(words(120)),
  at: ['3:2'],
  nearMisses: { 'a long number': cell('0.'.padEnd(70, '3')), 'a few words': cell('seen in clinic') },
  boundary: [
    [cell(words(79)), false],
    [cell(words(80)), false],
    [cell(words(81)), true],
  ],
  masked: [cell('redacted'), false],
};

const formula: RuleCase = {
  rule: 'formula-cell',
  hit: cell('=HYPERLINK("https://example.org","open")'),
  at: ['3:2'],
  nearMisses: {
    'numbers with a sign': [
      ['v', 'w', 'x'],
      ['-0.31 (0.12)', '+5%', '-1.2 to 0.3'],
      ['-Inf', '-', '−3'],
    ],
    'lists and dashes': [
      ['v', 'w'],
      ['- none', '--'],
      ['+/-', '-log10(p)'],
    ],
  },
  boundary: [
    [cell('@SUM(A1:A2)'), true],
    [cell('\t=1'), true],
    [cell("-1+cmd|' /C calc'!A0"), true],
    [cell('+HYPERLINK(A1)'), true],
    [cell('-1.5'), false],
    [cell('='), false],
  ],
  masked: [cell('*'), false],
};

const secret: RuleCase = {
  rule: 'secret-address',
  hit: cell('https://a.example.org/x?sv=2024&sig=abcdefgh1234'),
  at: ['3:2'],
  nearMisses: { 'an address without one': cell('https://example.org/signal?design=4') },
  boundary: [
    ['see https://example.org/?token=abcdefgh1234 for more\n', true],
    ['-----BEGIN PRIVATE KEY-----\n', true],
    ['the token= of a sentence\n', false],
  ],
  masked: [cell('redacted'), false],
};

const unknown = (value: string): Grid => [
  ['x', 'y'],
  [value, '15.25'],
  ['14.5', '16.75'],
];
const unexplained: RuleCase = {
  rule: 'numbers-unknown',
  hit: unknown('12.5'),
  at: [],
  nearMisses: {
    'numbers beside a column of counts': [
      ['x', 'patients'],
      ['1200', '1500'],
    ],
    'numbers that their heads explain': [
      ['age', 'mean', '%'],
      ['40', '1200.5', '31'],
    ],
    'words with a few numbers': [
      ['x', 'patients'],
      ['North', '1500'],
      ['South', '1200'],
      ['12', '1200'],
    ],
  },
  boundary: [
    [unknown('word'), true],
    [[['x'], ['12.5'], ['13.5'], ['14.5']], true],
    [[['x'], ['word'], ['others'], ['13.5']], false],
  ],
  masked: [
    [
      ['x', 'y'],
      ['*', '*'],
    ],
    false,
  ],
};

/** The rules about single cells, and about the size of a table. */
export const cellCases: readonly RuleCase[] = [extreme, freedom, manyRows, longText, formula, secret, unexplained];
