import { type CorpusFile, Draw, tableFile, times } from '../corpus-file.ts';

const draw = new Draw(1802);
const regions = ['North East', 'North West', 'Yorkshire', 'East Midlands', 'West Midlands', 'East', 'London', 'South'];
const years = times(10, (at) => `${2014 + at}`);

const yearly = tableFile('yearly-counts.csv', [
  ['year', 'n', 'percent'],
  ...years.map((year) => [year, `${draw.whole(40, 900)}`, draw.decimal(2, 20, 1)]),
]);

const byRegion = tableFile('counts-by-region.csv', [
  ['area_code', 'region', 'year', 'admissions_count'],
  ...regions.flatMap((region, at) =>
    years.map((year) => [`E1200000${at + 1}`, region, year, draw.whole(1000, 9000).toLocaleString('en')]),
  ),
]);

const areas = tableFile('counts-by-area-code.csv', [
  ['LAD21CD', 'patients'],
  ...times(60, (at) => [`E0${9_000_001 + at}`, `${draw.whole(10, 4000)}`]),
]);

const crossed = (() => {
  const rows = regions.map((region) => ({ region, counts: times(3, () => draw.whole(12, 400)) }));
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
  const below = times(3, (at) => sum(rows.map(({ counts }) => counts[at] ?? 0)));
  return tableFile('cross-table.csv', [
    ['Region', 'Never', 'Former', 'Current', 'Total'],
    ...rows.map(({ region, counts }) => [region, ...counts.map(String), `${sum(counts)}`]),
    ['Total', ...below.map(String), `${sum(below)}`],
  ]);
})();

const characteristics = [
  ['Characteristic', 'Control (n=612)', 'Treated (n=588)', 'p'],
  ['Age, mean (SD)', '54 (12)', '53 (11)', '0.21'],
  ['Body mass index, mean (SD)', '27.1 (4.2)', '27.4 (4.4)', '0.23'],
  ['Length of stay, median [IQR]', '4 [2, 7]', '4 [2, 8]', '0.80'],
  ['Female, n (%)', '301 (49.2)', '290 (49.3)', '0.96'],
  ['Current smoker, n (%)', '98 (16.0%)', '101 (17.2%)', '0.58'],
  ['Diabetes, n/N (%)', '45/610 (7.4%)', '51/588 (8.7%)', '0.41'],
];

const tableOne = tableFile('table-one.csv', characteristics);

const smallTableOne = tableFile(
  'table-one-with-rare-condition.csv',
  [...characteristics, ['Pulmonary fibrosis, n (%)', '3 (0.5)', '12 (2.0)', '0.02']],
  { must: { 'small-count': ['8:2'] } },
);

const means = tableFile('means-and-deviations.csv', [
  ['group', 'n', 'mean', 'sd', 'median', 'q1', 'q3', 'se'],
  ...regions.map((region) => [
    region,
    `${draw.whole(80, 700)}`,
    draw.decimal(3, 9, 2),
    draw.decimal(1, 3, 2),
    `${draw.whole(3, 9)}`,
    `${draw.whole(1, 3)}`,
    `${draw.whole(9, 15)}`,
    draw.decimal(0, 0.3, 3),
  ]),
]);

const quantiles = tableFile('quantiles.csv', [
  ['variable', 'p5', 'p25', 'median', 'p75', 'p95', 'iqr'],
  ...['age', 'bmi', 'visits'].map((variable) => [variable, ...times(6, (at) => `${3 + 4 * at}`)]),
]);

const described = tableFile(
  'describe.csv',
  [
    ['', 'age', 'bmi', 'visits'],
    ['count', '1200.0', '1188.0', '1200.0'],
    ['mean', '54.1', '27.2', '3.4'],
    ['std', '12.2', '4.3', '2.2'],
    ['min', '18.0', '15.1', '0.0'],
    ['25%', '45.0', '24.0', '2.0'],
    ['50%', '54.0', '27.0', '3.0'],
    ['75%', '63.0', '30.0', '5.0'],
    ['max', '97.0', '61.3', '31.0'],
  ],
  { must: { 'extreme-value': ['5:1', '9:1'] } },
);

const codebookRows = [
  ['variable', 'label', 'type', 'values', 'n_missing'],
  ['patient_id', 'Number of the person, not released', 'text', '', '0'],
  ['dob', 'Date of birth, not released', 'date', '', '0'],
  ['sex', 'Sex as recorded', 'category', '1 = female, 2 = male', '3'],
  ['email', 'Whether an address is known', 'flag', '0/1', '7'],
  ['n_visits', 'Number of visits in a year', 'whole number', '0 to 60', '12'],
];
const codebook = tableFile('codebook.csv', codebookRows);
const longCodebook = tableFile(
  'codebook-with-explanations.csv',
  [
    ...codebookRows,
    [
      'frailty',
      'Electronic frailty index, made from 36 deficits that were recorded in primary care before the index date of the study',
      'number',
      '0 to 1',
      '41',
    ],
  ],
  { must: { 'long-text': ['7:2'] } },
);

const rates = tableFile('rates-per-thousand.csv', [
  ['region', 'population', 'cases', 'rate_per_1000'],
  ...regions.map((region) => {
    const people = draw.whole(20_000, 900_000);
    const cases = draw.whole(40, 2000);
    return [region, `${people}`, `${cases}`, ((1000 * cases) / people).toFixed(3)];
  }),
]);

const prevalence = tableFile('prevalence.csv', [
  ['group', 'denominator', 'prevalence_pct', 'lower', 'upper'],
  ...regions.map((region) => [region, `${draw.whole(900, 5000)}`, draw.decimal(3, 30, 1), '2.1', '31.2']),
]);

const mortality = tableFile('standardised-mortality.csv', [
  ['trust', 'observed_deaths', 'expected_deaths', 'SMR', 'lower', 'upper'],
  ...regions.map((region) => [region, `${draw.whole(30, 200)}`, draw.decimal(30, 200, 1), '1.02', '0.91', '1.14']),
]);

const survey = tableFile('survey-answers.csv', [
  ['item', 'Strongly agree %', 'Agree %', 'Neither %', 'Disagree %', 'base'],
  ...times(12, (at) => [`Q${at + 1}`, ...times(4, () => draw.decimal(4, 60, 1)), '842']),
]);

const missing = tableFile(
  'missing-values.csv',
  [
    ['variable', 'n_missing', 'pct_missing', 'pct_complete'],
    ['age', '0', '0', '100'],
    ['bmi', '5', '0.4', '99.6'],
    ['genotype', '1200', '100', '0'],
  ],
  { must: { 'small-missing': ['3:2'] } },
);

const histogram = tableFile('histogram.csv', [
  ['bin_start', 'bin_end', 'count'],
  ...times(12, (at) => [`${20 + 5 * at}`, `${25 + 5 * at}`, `${draw.whole(11, 240)}`]),
]);

const series = tableFile('monthly-series.csv', [
  ['month', 'referrals', 'moving_average', 'day_of_week_effect'],
  ...times(36, (at) => [
    `${2020 + Math.floor(at / 12)}-${`${1 + (at % 12)}`.padStart(2, '0')}-01`,
    `${draw.whole(110, 400)}`,
    draw.decimal(110, 400, 1),
    draw.decimal(-1, 1, 2),
  ]),
]);

const suppressed = tableFile('suppressed-table.csv', [
  ['Region', 'Never', 'Former', 'Current', 'Total'],
  ['North', '<10', '24', '<10', '41'],
  ['East', '31', '40', '22', '93'],
  ['South', '<10', '33', '<10', '49'],
  ['Total', '46', '97', '40', '183'],
]);

const rounded = tableFile('rounded-to-five.csv', [
  ['ethnic group', 'count', 'percentage'],
  ...regions.map((_, at) => [`group ${at + 1}`, `${5 * draw.whole(2, 200)}`, draw.decimal(1, 40, 0)]),
]);

const costs = tableFile('costs.csv', [
  ['arm', 'patients', 'mean cost', 'sd', 'difference (95% CI)'],
  ['usual care', '612', '1,234.50', '3,002.10', ''],
  ['new care', '588', '1,190.20', '2,870.00', '-44.30 (-380.1 to 291.5)'],
]);

/** Outputs that describe: counts, shares, means, rates and what the variables are. */
export const descriptions: readonly CorpusFile[] = [
  yearly,
  byRegion,
  areas,
  crossed,
  tableOne,
  smallTableOne,
  means,
  quantiles,
  described,
  codebook,
  longCodebook,
  rates,
  prevalence,
  mortality,
  survey,
  missing,
  histogram,
  series,
  suppressed,
  rounded,
  costs,
];
