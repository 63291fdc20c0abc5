import { Draw, type Grid, times } from '../corpus-file.ts';
import { day } from './numbers-of-people.ts';
import type { RuleCase } from './rule-case.ts';

const draw = new Draw(412);

/** The words and numbers of single people, in languages and below heads that no rule knows. */
const forms: readonly (() => readonly (readonly [head: string, value: string])[])[] = [
  () => [
    ['gesl', draw.of('man', 'vrouw')],
    ['lft', `${draw.whole(18, 92)}`],
    ['afd', draw.of('Hart', 'Long', 'Oog')],
    ['op', day(draw)],
  ],
  () => [
    ['gen', draw.of('Masculino', 'Feminino')],
    ['aano', `${draw.whole(1935, 2003)}`],
    ['distrito', draw.of('Porto', 'Faro')],
    ['colest', `${draw.whole(120, 290)}`],
  ],
  () => [
    ['x1', draw.of('K', 'M')],
    ['x2', draw.decimal(18, 40, 1)],
    ['x3', draw.of('Lublin', 'Opole')],
  ],
];
const people = (form: number, count: number) => times(count, () => forms[form]?.() ?? []);
type Row = ReturnType<(typeof forms)[number]>;
const values = (row: Row) => row.map(([, value]) => value);
const asTable = (rows: readonly Row[]): Grid => [(rows[0] ?? []).map(([head]) => head), ...rows.map(values)];
const turned = (rows: readonly Row[]): Grid =>
  (rows[0] ?? []).map(([head], at) => [head, ...rows.map((row) => row[at]?.[1] ?? '')]);
const printed = (grid: Grid) =>
  grid.map((cells, at) => [`${at === 0 ? '' : at}`, ...cells].map((cell) => cell.padStart(12)).join(' ')).join('\n');
/** Too wide for one line, as R and pandas print it. */
const wrapped = (grid: Grid, gap: string) =>
  `${printed(grid.map((cells) => cells.slice(0, 2)))}\n${gap}${printed(grid.map((cells) => cells.slice(2)))}\n`;
const lines = (rows: readonly Row[], line: (row: Row, at: number) => string, gap = '\n') =>
  `${rows.map(line).join(gap)}\n`;

/** Sexes and ages that follow each other without order, and one more column. */
const besides = (head: string): Grid => [
  ['sex', 'age', head],
  ...times(30, () => [draw.of('F', 'M'), `${draw.whole(18, 92)}`, `${draw.whole(100, 900)}`]),
];

const bands = ['18 to 34', '35 to 49', '50 to 64', '65 and over'];
const crossed = (value: () => string): Grid => [
  ['groep', 'wie', 'waarde'],
  ...bands.flatMap((band) => ['man', 'vrouw'].map((sex) => [band, sex, value()])),
];

const byValues: RuleCase = {
  rule: 'individual-rows',
  hit: [
    ['gesl', 'lft', 'afd'],
    ...[
      ['man', '54', 'Hart'],
      ['vrouw', '27', 'Long'],
      ['vrouw', '81', 'Hart'],
      ['man', '43', 'Hart'],
      ['man', '66', 'Long'],
      ['man', '39', 'Long'],
      ['vrouw', '72', 'Hart'],
      ['vrouw', '58', 'Long'],
      ['vrouw', '35', 'Hart'],
      ['man', '77', 'Long'],
      ['vrouw', '22', 'Long'],
      ['man', '61', 'Hart'],
    ],
  ],
  at: ['1:'],
  nearMisses: {
    'groups, each once': crossed(() => `${draw.whole(20, 99)}`),
    'groups, in a list': 'Leeds, 45, 61\nYork, 72, 38\nHull, 29, 55\nBath, 81, 40\nKent, 33, 67\nBury, 58, 49\n',
    'groups of one sex below each other': [
      ['wie', 'jaar', 'punten'],
      ...['man', 'vrouw'].flatMap((sex) => times(6, (at) => [sex, `${2015 + at}`, `${draw.whole(20, 99)}`])),
    ],
    'a series of two places': [
      ['datum', 'plaats', 'waarde'],
      ...times(40, (at) => [`2024-01-${10 + Math.floor(at / 2)}`, at % 2 ? 'Hart' : 'Long', `${draw.whole(20, 99)}`]),
    ],
    'columns of years': [
      ['', ...times(8, (at) => `${2015 + at}`)],
      ['Women', ...times(8, () => `${draw.whole(40, 70)}`)],
      ['Men', ...times(8, () => `${draw.whole(40, 70)}`)],
    ],
    'characteristics of groups': [
      ['characteristic', 'A', 'B', 'C', 'D', 'E'],
      ['Age (years)', '54', '61', '49', '57', '66'],
      ['Female (%)', '44', '51', '59', '47', '56'],
    ],
  },
  boundary: [
    ...forms.flatMap((_, form) => [
      [asTable(people(form, 30)), true] as const,
      [asTable(people(form, 4)), false] as const,
      [`${printed(asTable(people(form, 30)))}\n`, true] as const,
    ]),
    ...[0, 1].flatMap((form) => [
      [people(form, 30).map(values), true] as const,
      [turned(people(form, 30)), true] as const,
      [[['', ...times(30, (at) => `P${101 + at}`)], ...turned(people(form, 30))], true] as const,
      [wrapped(asTable(people(form, 15)), ''), true] as const,
      [wrapped(asTable(people(form, 15)), '\n'), true] as const,
      [lines(people(form, 20), (row, at) => `${at + 1}. ${values(row).join(', ')}`), true] as const,
      [lines(people(form, 20), (row) => `- ${values(row).join(' / ')}`, '\n\n'), true] as const,
      [lines(people(form, 20), (row) => row.map((pair) => pair.join(': ')).join('; ')), true] as const,
      [lines(people(form, 4), (row) => values(row).join(', ')), false] as const,
      [lines(people(form, 20), (row, at) => values(row).join(at % 3 ? ' ' : '   ')), true] as const,
    ]),
    [lines(people(0, 12), (row) => `${values(row)[0]}, ${values(row)[1]} jaar, ${values(row)[2]}`), true],
    [
      [
        ['nr', 'gesl', 'lft', 'crp'],
        ...people(0, 12).flatMap((row, at) =>
          times(3, () => [`${at + 1}`, ...values(row).slice(0, 2), draw.decimal(1, 90, 1)]),
        ),
      ],
      true,
    ],
    [
      [
        ['sex', 'age', 'visits'],
        ...times(30, () => [draw.of('F', 'M'), `${draw.whole(18, 92)}`, `${draw.whole(1, 9)}`]),
      ],
      true,
    ],
    [besides('total score'), true],
    [besides('hospital number'), true],
    [besides('glucose value'), true],
    [besides('mean value'), false],
    [besides('patients'), false],
    [besides('% of total'), false],
    [`gesl = c(${times(24, () => `"${draw.of('man', 'vrouw')}"`).join(', ')})\n`, true],
    [`gesl = c(${times(24, (at) => `"${at % 2 ? 'man' : 'vrouw'}"`).join(', ')})\n`, false],
    [`lft = c(${times(24, () => `${draw.whole(18, 92)}L`).join(', ')})\n`, true],
    [`lft = c(${times(24, () => `${draw.whole(18, 920)}L`).join(', ')})\n`, false],
    [`ålder = c(${times(6, () => `${draw.whole(18, 92)}L, ${draw.whole(18, 92)}L`).join(', \n')}, 33L)\n`, true],
  ],
  masked: [[['gesl', 'lft', 'afd'], ...times(12, () => ['*', '*', 'Hart'])], false],
};

const summary = (...missing: readonly string[]): Grid => [
  ['Variable', 'N', 'Mean', 'N Miss'],
  ...missing.map((count, at) => [`v${at}`, '1200', '54.1', count]),
];
const counted = (last: string, ...head: readonly string[]): Grid => [
  head,
  ['alder', '1200'],
  ['vekt', '1200'],
  ['skår', last],
];
const missingInTable: RuleCase = {
  rule: 'small-missing',
  hit: summary('0', '7', '12'),
  at: ['3:4'],
  nearMisses: {
    'a codebook': [
      ['variable', 'label', 'n_missing'],
      ['sex', 'Sex as recorded', '3'],
    ],
    flags: counted('1', '', '0').map((row, at) => (at > 0 && at < 3 ? row.with(1, '0') : row)),
    'groups of other sizes': [
      ['group', 'n', 'mean'],
      ['a', '1200', '3.1'],
      ['b', '1195', '3.3'],
    ],
  },
  boundary: [
    [summary('9'), true],
    [summary('10'), false],
    [counted('1193', '', '0'), true],
    [counted('1190', '', '0'), false],
    [
      [
        ['Merkmal', 'Männer', 'Frauen'],
        ['Raucher', '210', '190'],
        ['keine Angabe', '14', '4'],
      ],
      true,
    ],
    [
      [
        ['', 'N', 'Mean', 'Std. Deviation'],
        ['Age', '1200', '52.1', '14.2'],
        ['HbA1c', '1193', '48.3', '9.1'],
        ['Valid N (listwise)', '1193', '', ''],
      ],
      true,
    ],
    [
      [
        ['', 'N', '%'],
        ['Valid', '1193', '99.4'],
        ['Excluded(a)', '7', '0.6'],
      ],
      true,
    ],
    [
      [
        ['variable', '% missing', 'n'],
        ['bmi', '0.5', '1200'],
      ],
      true,
    ],
    [
      [
        ['variable', '% missing', 'n'],
        ['bmi', '5.0', '1200'],
      ],
      false,
    ],
    [
      '          lengde     vekt    skår\ncount  1200.0  1200.0  1194.0\nmean    168.5    71.5     3.2\nstd      22.5    12.5     1.1\n',
      true,
    ],
    ['Index: 1200 entries, 0 to 1199\n 0  kön  1194 non-null  object\n', true],
    ['Number of Observations Read   1200\nNumber of Observations Used   1194\n', true],
    [
      '. misstable summarize\n      Variable |  Obs=.  Obs>.\n  -------------+-----\n      vekt     |      6      1,194\n',
      true,
    ],
    ['1,205 were complete and 7 had missing data.\n', true],
  ],
  masked: [summary('*', '<10'), false],
};

const quantiles = (...names: readonly string[]): Grid => [
  ['', 'alder'],
  ...names.map((name, at) => [name, `${18 + 20 * at}`]),
];
const endsOfQuantiles: RuleCase = {
  rule: 'extreme-value',
  hit: [
    ['variabel', 'p0', 'p25', 'p50', 'p75', 'p100'],
    ['alder', '18', '41', '53', '66', '97'],
  ],
  at: ['1:2', '1:6'],
  nearMisses: {
    'quantiles within': [
      ['variabel', 'p5', 'p25', 'p50', 'p75', 'p95'],
      ['alder', '18', '41', '53', '66', '97'],
    ],
    'bounds of a setting': [
      ['parameter', 'lowest', 'highest'],
      ['rate', '0.1', '0.9'],
    ],
    'a threshold': [['threshold', 'recall'], ...['0.00', '0.25', '0.50', '1.00'].map((at) => [at, '0.3'])],
  },
  boundary: [
    [quantiles('0.00', '0.25', '0.50', '1.00'), true],
    [quantiles('0.05', '0.25', '0.50', '0.95'), false],
    [quantiles('q0', 'q50'), true],
    ['> range(d$alder)\n[1] 18 97\n', true],
    ['> mean(d$alder)\n[1] 53\n', false],
    ['  0%  25%  50%  75% 100% \n  18   41   53   66   97 \n', true],
    ['L’âge allait de 18 à 97 ans. La edad osciló entre 18 y 97 años.\n', true],
    ['De leeftijd varieerde van 18 tot 97 jaar.\n', true],
    ['mean: 52.6\nmin: 18\nmax: 97\n', true],
    ['min: 0\nmax: 100\nstep: 5\n', false],
    ['lowest : 18 19 20 21 22, highest: 91 92 93 94 97\n', true],
  ],
  masked: [quantiles('0.25', '0.50', '0.75'), false],
};

const contacts = (...numbers: readonly string[]): Grid => [
  ['site', 'contact'],
  ...numbers.map((number, at) => [`S${at}`, number]),
];
const phones: RuleCase = {
  rule: 'phone-number',
  hit: contacts('06 39 98 54 86', '01 99 00 65 65', '020 7946 0958', '030-5544321'),
  at: ['1:2'],
  nearMisses: {
    days: contacts('01.02.2019', '02.02.2019', '03.02.2019'),
    decimals: contacts('0.123456789', '0.223456789', '0.323456789'),
    codes: contacts('0201 445', '0202 446', '0203 447'),
  },
  boundary: [
    [contacts('020 7946 0958', '0117 496 0456'), false],
    [contacts('+49 30 5544321'), true],
  ],
  masked: [contacts('*', '+44 redacted'), false],
};

/** People, what is missing of them, and their ends, told by what stands in a table and not by its heads. */
export const peopleCases: readonly RuleCase[] = [byValues, missingInTable, endsOfQuantiles, phones];
