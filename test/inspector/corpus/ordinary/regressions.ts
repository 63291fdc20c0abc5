import { type CorpusFile, Draw, tableFile, times } from '../corpus-file.ts';

const draw = new Draw(1801);
const terms = [
  '(Intercept)',
  'age',
  'sexFemale',
  'bmi',
  'smokerCurrent',
  'smokerFormer',
  'year2021',
  'number_of_children',
];

/** A line of estimates: its term, and so many numbers. */
const estimates = (term: string, count: number) => [term, ...times(count, () => draw.decimal(-2, 2, 3))];

const linear = tableFile('linear-regression.csv', [
  ['term', 'estimate', 'std.error', 'statistic', 'p.value', 'conf.low', 'conf.high'],
  ...terms.map((term) => estimates(term, 6)),
]);

const oddsRatios = tableFile('odds-ratios.csv', [
  ['', 'OR', '95% CI lower', '95% CI upper', 'p'],
  ...terms.map((term) => [
    term,
    draw.decimal(0.4, 3, 2),
    draw.decimal(0.2, 0.9, 2),
    draw.decimal(1, 5, 2),
    draw.of('<0.001', '0.04', '0.31', '1'),
  ]),
]);

const hazardRatios = tableFile('hazard-ratios.csv', [
  ['Variable', 'Hazard ratio (95% CI)', 'P value'],
  ...terms.map((term) => [term, `${draw.decimal(0.5, 2, 2)} (0.41 to 3.20)`, draw.decimal(0, 1, 3)]),
]);

const fit = tableFile('model-fit.csv', [
  ['r.squared', 'adj.r.squared', 'sigma', 'statistic', 'p.value', 'df', 'logLik', 'AIC', 'BIC', 'df.residual', 'nobs'],
  ['0.231', '0.226', '1.84', '51.2', '0.000', '7', '-2432.1', '4882.2', '4928.0', '1192', '1200'],
]);

const anova = tableFile('anova.csv', [
  ['term', 'df', 'sumsq', 'meansq', 'statistic', 'p.value'],
  ['treatment', '2', '34.1', '17.05', '8.2', '0.0003'],
  ['site', '5', '12.2', '2.44', '1.17', '0.32'],
  ['Residuals', '1192', '2479.4', '2.08', '', ''],
]);

const journal = tableFile('regression-table.csv', [
  ['', '(1) Outcome', '(2) Outcome', '(3) Outcome'],
  ...terms.map((term) => [term, ...times(3, () => `${draw.decimal(-9, 12, 2)}*** (${draw.decimal(0, 3, 2)})`)]),
  ['Constant', '3.10 (2.10)', '4.00 (1.20)', '-7.02 (2.00)'],
  ['Observations', '1,200', '1,184', '1,184'],
  ['R2', '0.21', '0.24', '0.25'],
]);

const randomEffects = tableFile('random-effects.csv', [
  ['group', 'term', 'variance', 'sd', 'n_groups', 'n_obs'],
  ['hospital', '(Intercept)', '0.310', '0.557', '48', '12034'],
  ['hospital', 'age', '0.004', '0.063', '48', '12034'],
]);

const correlations = tableFile('correlation-matrix.csv', [
  ['', ...terms],
  ...terms.map((term, row) => [term, ...terms.map((_, column) => (row === column ? '1' : draw.decimal(-1, 1, 2)))]),
]);

const covariances = tableFile('covariance-matrix.tsv', [
  ['', ...terms],
  ...terms.map((term) => [term, ...terms.map(() => draw.decimal(-9, 9, 4))]),
]);

const inflation = tableFile('variance-inflation.csv', [
  ['variable', 'VIF', 'df'],
  ...terms.map((term) => [term, draw.decimal(1, 4, 2), draw.of('1', '2')]),
]);

const effects = tableFile('marginal-effects.csv', [
  ['age', 'sex', 'predicted', 'std_error', 'lower', 'upper'],
  ...times(40, (at) => [
    `${20 + 3 * (at >> 1)}`,
    at % 2 ? 'male' : 'female',
    draw.decimal(0, 1, 4),
    draw.decimal(0, 0.1, 4),
    draw.decimal(0, 0.5, 4),
    draw.decimal(0.5, 1, 4),
  ]),
]);

const metaAnalysis = tableFile('meta-analysis.csv', [
  ['study', 'year', 'n', 'estimate', 'lower', 'upper', 'weight_pct'],
  ...['Alder', 'Birch', 'Cedar', 'Elm', 'Hazel', 'Rowan'].map((study) => [
    study,
    `${draw.whole(1998, 2024)}`,
    `${draw.whole(60, 4000)}`,
    draw.decimal(0.5, 2, 2),
    draw.decimal(0.2, 0.9, 2),
    draw.decimal(1, 3, 2),
    draw.decimal(5, 30, 1),
  ]),
]);

const associations = tableFile('genome-wide-summary.tsv', [
  ['rsid', 'chr', 'pos', 'effect_allele', 'eaf', 'beta', 'se', '-log10(p)', 'n'],
  ...times(300, (at) => [
    `rs${7_100_000 + 37 * at}`,
    `${1 + (at % 22)}`,
    `${draw.whole(1_000_000, 200_000_000)}`,
    draw.of('A', 'C', 'G', 'T'),
    draw.decimal(0.01, 0.5, 3),
    draw.decimal(-0.1, 0.1, 4),
    draw.decimal(0.001, 0.02, 4),
    draw.decimal(0, 9, 2),
    '12034',
  ]),
]);

const summary = tableFile(
  'model-summary.csv',
  [
    ['Dep. Variable:', 'outcome', 'R-squared:', '0.194'],
    ['Model:', 'OLS', 'F-statistic:', '76.0'],
    ['No. Observations:', '1184', 'AIC:', '9'],
    ['Df Residuals:', '1180', 'BIC:', '8'],
    ['Df Model:', '3', '', ''],
    ['Covariance Type:', 'nonrobust', '', ''],
    ['', 'coef', 'std err', 't', 'P>|t|', '[0.025', '0.975]'],
    ...terms.map((term) => estimates(term, 6)),
    ['Omnibus:', '3', 'Durbin-Watson:', '2'],
  ],
  { may: ['ragged-rows'] },
);

const german = tableFile(
  'regression-decimal-comma.csv',
  [
    ['Variable', 'Schätzer', 'Standardfehler', 't', 'p'],
    ...terms.map((term) => [term, ...times(4, () => draw.decimal(-3, 3, 3).replace('.', ','))]),
  ],
  {},
  ';',
);

/** Outputs of regressions and of what stands around them. */
export const regressions: readonly CorpusFile[] = [
  linear,
  oddsRatios,
  hazardRatios,
  fit,
  anova,
  journal,
  randomEffects,
  correlations,
  covariances,
  inflation,
  effects,
  metaAnalysis,
  associations,
  summary,
  german,
];
