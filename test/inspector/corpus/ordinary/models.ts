import { type CorpusFile, Draw, jsonFile, tableFile, times } from '../corpus-file.ts';

const draw = new Draw(1803);

const lifeTable = tableFile(
  'life-table.csv',
  [
    ['time', 'n_risk', 'n_event', 'survival', 'std_err'],
    ['30', '1200', '12', '0.990', '0.003'],
    ['60', '1180', '9', '0.982', '0.004'],
    ['90', '1166', '10', '0.974', '0.005'],
    ['120', '1150', '3', '0.971', '0.005'],
  ],
  { must: { 'small-count': ['3:3', '5:3'] } },
);

const atRisk = tableFile('kaplan-meier-at-risk.csv', [
  ['', '0', '6', '12', '18', '24'],
  ['Number at risk, control', '612', '540', '402', '201', '64'],
  ['Number at risk, treated', '588', '531', '433', '240', '71'],
]);

const survival = tableFile('survival-probabilities.csv', [
  ['time', 'strata', 'survival', 'lower', 'upper'],
  ...times(48, (at) => [`${at >> 1}`, at % 2 ? 'control' : 'treated', draw.decimal(0.4, 1, 4), '0.4', '1']),
]);

const medians = tableFile('median-survival.csv', [
  ['group', 'n', 'events', 'median', '0.95LCL', '0.95UCL'],
  ['control', '612', '204', '21.4', '19.0', '24.1'],
  ['treated', '588', '160', 'NA', '23.3', 'NA'],
]);

const incidence = tableFile('cumulative-incidence.csv', [
  ['time', 'cause', 'estimate', 'variance'],
  ...times(24, (at) => [`${at}`, 'relapse', draw.decimal(0, 0.4, 4), draw.decimal(0, 0.001, 6)]),
]);

const confusion = tableFile('confusion-matrix.csv', [
  ['', 'predicted_0', 'predicted_1'],
  ['actual_0', '812', '41'],
  ['actual_1', '37', '310'],
]);

const smallConfusion = tableFile(
  'confusion-matrix-small.csv',
  [
    ['', 'Predicted negative', 'Predicted positive'],
    ['Actual negative', '812', '4'],
    ['Actual positive', '37', '310'],
  ],
  { must: { 'small-count': ['2:3'] } },
);

const classReport = tableFile('classification-report.csv', [
  ['class', 'precision', 'recall', 'f1-score', 'support'],
  ['0', '0.95', '0.97', '0.96', '853'],
  ['1', '0.88', '0.89', '0.89', '347'],
]);

const roc = tableFile('roc-points.csv', [
  ['threshold', 'fpr', 'tpr'],
  ...times(101, (at) => [`${(100 - at) / 100}`, `${at / 100}`, `${Math.sqrt(at / 100)}`]),
]);

const calibration = tableFile('calibration.csv', [
  ['bin', 'mean_predicted', 'observed_fraction', 'n'],
  ...times(10, (at) => [`${at + 1}`, draw.decimal(0, 1, 3), draw.decimal(0, 1, 3), '120']),
]);

const learning = tableFile('learning-curve.csv', [
  ['epoch', 'step', 'train_loss', 'val_loss', 'lr', 'n_batches'],
  ...times(60, (at) => [`${at}`, `${at * 40}`, draw.decimal(0.1, 2, 4), draw.decimal(0.2, 2, 4), '0.001', '8']),
]);

const parameters = tableFile('hyper-parameters.csv', [
  ['parameter', 'value'],
  ['n_estimators', '5'],
  ['max_depth', '3'],
  ['min_samples_leaf', '5'],
  ['n_jobs', '4'],
  ['n_splits', '5'],
  ['batch_size', '8'],
  ['number of layers', '4'],
  ['max_iter', '9'],
]);

const folds = tableFile('cross-validation.csv', [
  ['fold', 'auc', 'accuracy', 'n_params', 'best_epoch', 'label'],
  ...times(5, (at) => [`${at + 1}`, draw.decimal(0.7, 0.9, 3), draw.decimal(0.7, 0.9, 3), '8', '7', '1']),
]);

const search = tableFile('grid-search.csv', [
  ['param_n_estimators', 'param_max_depth', 'mean_test_score', 'std_test_score', 'rank_test_score', 'params'],
  ...times(9, (at) => [
    `${5 + at}`,
    `${2 + (at % 3)}`,
    draw.decimal(0.6, 0.9, 4),
    draw.decimal(0, 0.1, 4),
    `${at + 1}`,
    `{'n_estimators': ${5 + at}, 'max_depth': ${2 + (at % 3)}}`,
  ]),
]);

const importances = tableFile('feature-importances.csv', [
  ['rank', 'feature', 'importance', 'sd'],
  ...times(30, (at) => [`${at + 1}`, `feature_${at + 1}`, draw.decimal(0, 0.3, 5), draw.decimal(0, 0.01, 5)]),
]);

const genes = tableFile('gene-expression.tsv', [
  ['gene_id', 'symbol', 'log2FC', 'pvalue', 'padj'],
  ...times(80, (at) => [
    `ENSG${`${139_618 + 17 * at}`.padStart(11, '0')}`,
    `GENE${at}`,
    draw.decimal(-3, 3, 3),
    draw.decimal(0, 1, 5),
    draw.decimal(0, 1, 5),
  ]),
]);

const components = tableFile('principal-components.csv', [
  ['component', 'eigenvalue', 'variance_explained_pct', 'cumulative_pct'],
  ['1', '3.1', '62.0', '62.0'],
  ['2', '1.3', '26.0', '88.0'],
  ['3', '0.6', '12.0', '100'],
]);

const runs = tableFile('experiment-runs.csv', [
  ['run_id', 'git_commit', 'learning_rate', 'auc'],
  ...times(24, () => [
    times(32, () => draw.whole(0, 15).toString(16)).join(''),
    times(40, () => draw.whole(0, 15).toString(16)).join(''),
    draw.decimal(0.0001, 0.1, 4),
    draw.decimal(0.7, 0.9, 4),
  ]),
]);

const metrics = jsonFile('metrics.json', {
  auc: 0.87,
  accuracy: 0.9,
  n_params: 8,
  confusion: { tn: 812, fp: 41, fn: 37, tp: 310 },
  n_train: 4800,
  n_test: 1200,
  best_epoch: 7,
  thresholds: [0.1, 0.5, 1],
});

const settings = jsonFile('settings.json', {
  model: 'forest',
  n_estimators: 5,
  max_depth: 3,
  n_jobs: 2,
  folds: 5,
  seed: 7,
  num_layers: 4,
});

const history = jsonFile(
  'history.json',
  times(8, (at) => ({ epoch: at, loss: Number(draw.decimal(0, 1, 4)), n_params: 9 })),
);

/** Outputs of survival analysis and of models that were trained. */
export const models: readonly CorpusFile[] = [
  lifeTable,
  atRisk,
  survival,
  medians,
  incidence,
  confusion,
  smallConfusion,
  classReport,
  roc,
  calibration,
  learning,
  parameters,
  folds,
  search,
  importances,
  genes,
  components,
  runs,
  metrics,
  settings,
  history,
];
