import type { CorpusFile } from '../corpus-file.ts';
import { drawn, rows } from './drawn.ts';

const areas = 'Leeds / Hull / York / Selby / Whitby / Ripon / Thirsk';
const years = '2016 / 2017 / 2018 / 2019 / 2020 / 2021 / 2022 / 2023';
const terms = '(Intercept) / age / sexM / bmi';

const rates: Readonly<Record<string, string>> = {
  'rates-with-limits': rows('area;rate per 100,000;lower;upper', areas, '{3.00..9.00};{1.00..3.00};{9.00..15.00}'),
  'rates-by-year': rows('year;incidence;mortality', years, '{1.0..9.0};{1.0..4.0}'),
  'standardised-ratios': rows('trust;SHMI;OD lower;OD upper', 'RAA / RBB / RCC / RDD', '{0.80..1.20};0.89;1.12'),
  'whole-percentages': 'area;vaccinated (%);unvaccinated (%) / Leeds;91;9 / Hull;92;8 / York;93;7 / Selby;96;4',
  'percentages-in-words': rows('Region;Anteil in Prozent;Veränderung', areas, '{1..9};{-3.0..3.0}'),
  'per-thousand-french': rows('région;taux pour 1000;évolution (%)', areas, '{2..9};{-9.0..9.0}'),
  'per-thousand-spanish': rows('provincia;tasa por 1000;porcentaje', areas, '{2..9};{1.0..9.0}'),
  'rate-per-million': rows('area;deaths per million', areas, '{2..9}'),
  'population-in-thousands': 'area;population (thousands) / Leeds;810 / Hull;267 / Ripon;17 / Selby;9 / Thirsk;5',
  'patients-in-thousands': 'Jahr;Patienten (in Tsd.) / 2019;3 / 2020;5 / 2021;7 / 2022;9 / 2023;11',
  'costs-in-millions': 'year;spend (£m);patients (000s) / 2019;7;2 / 2020;8;5 / 2021;9;8 / 2022;11;12',
  'millions-french': 'année;passages (en millions) / 2019;7 / 2020;5 / 2021;9 / 2022;12',
  'average-visits': rows('group;visits per patient;days per stay', areas, '{2.0..9.0};{2.0..9.0}'),
  'median-days': rows('ward;median days;IQR', areas, '{2..9};2–9'),
  scores: rows('question;mean score (1–5);sd', 'Q1 / Q2 / Q3 / Q4', '{1.00..5.00};{0.50..1.20}'),
  'ranked-areas': 'rank;area;rate / 1;Leeds;8.1 / 2;Hull;7.9 / 3;York;7.2 / 4;Selby;5.5 / 5;Ripon;3.1',
  deprivation: rows('LSOA name;decile;score', areas, '{1..10};{3.00..60.00}'),
};

const models: Readonly<Record<string, string>> = {
  coefficients: rows(
    'term;estimate;std.error;statistic;p.value',
    terms,
    '{-2.0000..2.0};{0.0000..1};{-4.00..4};{0.0000..1}',
  ),
  'odds-ratios': rows('Variable;OR;95% CI;p', 'Age / Male / Smoker', '{0.50..3.0};1.02–2.41;0.03'),
  'hazard-ratios': rows('variable;HR;lower .95;upper .95', 'age / stage II / stage III', '{0.50..3.0};0.9;4'),
  'analysis-of-variance':
    ';Df;Sum Sq;Mean Sq;F value;Pr(>F) / group;3;412.1;137.4;7;0.0001 / Residuals;1196;23000.4;19.2;;',
  loadings: rows('item;RC1;RC2;h2;u2', 'i1 / i2 / i3 / i4 / i5', '{0.00..1};{0.00..1};{0.00..1};{0.00..1}'),
  correlations: ';age;bmi;sbp / age;1;0.12;0.33 / bmi;0.12;1;0.21 / sbp;0.33;0.21;1',
  'model-comparison':
    'model;df;AIC;BIC;logLik;deviance / m0;3;4012.1;4030.8;-2003.0;4006.1 / m1;5;3987.2;4018.4;-1988.6;3977.2',
  'random-effects': 'group;term;variance;sd / hospital;(Intercept);0.41;0.64 / Residual;;7;2.65',
  importance: rows('feature;gain;cover;frequency', 'age / bmi / sbp / visits', '{0.000..1};{0.000..1};{0.000..1}'),
  'cross-validation': rows('fold;auc;brier;n_train;n_test', '1 / 2 / 3 / 4 / 5', '{0.700..0.8};{0.100..0.2};960;240'),
  'settings-tried':
    'max_depth;min_child_weight;eta;nrounds;auc / 3;1;0.1;200;0.71 / 4;2;0.1;200;0.72 / 5;3;0.1;200;0.70 / 6;1;0.1;200;0.74',
  'chain-diagnostics': rows('parameter;mean;sd;Rhat;n_eff', 'alpha / beta / tau', '{-1.00..1};{0.00..1};1.00;3121'),
  'meta-analysis': 'outcome;studies;pooled OR;I2 (%) / mortality;7;0.81;41 / stroke;5;1.12;12 / readmission;12;0.93;63',
  'sample-size': 'power;alpha;effect;n per group / 0.80;0.05;0.2;394 / 0.90;0.05;0.2;527 / 0.80;0.05;0.5;64',
  'variance-inflation': ';GVIF;Df;GVIF^(1/(2*Df)) / age;1.12;1;1.06 / region;1.30;8;1.02',
  'decision-curve': rows(
    'threshold;net benefit;treat all',
    '0.05 / 0.1 / 0.15 / 0.2 / 0.25 / 0.5',
    '{0.0000..0.3};{-0.1000..0.3}',
  ),
  'transition-matrix': 'from;healthy;ill;dead / healthy;0.90;0.08;0.02 / ill;0.10;0.75;0.15 / dead;0;0;1',
  'predicted-curve': rows('age;fit;ymin;ymax', '20 / 30 / 40 / 50 / 60', '{0.000..1};{0.000..0.4};{0.500..1}'),
  knots: 'spline;knot 1;knot 2;knot 3 / age;35;55;70 / bmi;22;27;33',
  'quantile-regression': rows(
    'tau;estimate;lower;upper',
    '0.1 / 0.25 / 0.5 / 0.75 / 0.9',
    '{-2.00..2};{-3.00..0};{0.00..3}',
  ),
};

const lists: Readonly<Record<string, string>> = {
  holidays: 'date;holiday;weekday / 2024-01-01;New Year;1 / 2024-03-29;Good Friday;5 / 2024-04-01;Easter Monday;1',
  extracts:
    'extract;date;version;rows / primary care;2024-03-31;7;1204511 / hospital;2024-04-02;3;883412 / deaths;2024-04-05;4;90211',
  versions: 'package;version;built / dplyr;1.1.4;4.3.2 / survival;3.5-7;4.3.1 / mgcv;1.9;4.3',
  'whole-versions': 'component;version;release / pipeline;3;2024 / schema;12;2023 / model;7;2024',
  'diagnosis-codes':
    'code;description;chapter / I21;Acute myocardial infarction;9 / C34;Malignant neoplasm of lung;2 / J45;Asthma;10',
  'numeric-codes': 'code;term / 195967001;Asthma / 44054006;Type 2 diabetes / 38341003;Hypertension',
  'value-labels': 'variable;value;label / sex;1;female / sex;2;male / smoke;0;never / smoke;1;former / smoke;9;refused',
  'areas-and-codes': 'LAD;name;region / E06000001;Hartlepool;1 / E06000014;York;3 / E08000035;Leeds;3',
  questionnaire: 'item;question;options;reverse coded / 1;I feel calm;5;1 / 2;I sleep well;5;0 / 3;I worry;5;0',
  'time-points': 'visit;week;window (days) / baseline;0;7 / first;6;14 / second;12;14 / third;26;28',
  'run-times': 'step;seconds;cores;memory (GB) / load;41;4;8 / clean;312;4;16 / fit;7;8;32',
  'file-sizes': 'file;columns;MB / patients.csv;9;120 / visits.csv;12;7 / tests.csv;5;890',
  prices: 'item;unit price (EUR);reference year / bed day;412;2022 / visit;7;2022 / scan;95;2023',
  doses: 'drug;dose (mg);times a day / ramipril;5;1 / metformin;500;2 / amoxicillin;250;3',
  simulation: 'scenario;replications;bias;coverage / 1;1000;0.01;94.9 / 2;1000;0.04;93.1 / 3;1000;-0.02;95.6',
  sections: 'Kapitel;Titel;Seite / 1;Einleitung;3 / 2;Methoden;9 / 3;Ergebnisse;14 / 4;Anhang;27',
};

const counts: Readonly<Record<string, string>> = {
  'rounded-to-ten': 'area;patients / Leeds;60 / Hull;120 / York;200 / Selby;300 / Ripon;420 / Whitby;560',
  'rounded-to-hundred': 'area;population / Leeds;1300 / Hull;2000 / York;2700 / Selby;3400 / Ripon;4100',
  'large-crosstab': rows('area;never;former;current', areas, '{100..900};{100..900};{20..90}'),
  'large-with-shares': 'area;n;% / Leeds;211;15.2 / Hull;248;17.9 / York;285;20.5 / Selby;303;21.8 / Ripon;341;24.6',
  'masked-crosstab': 'area;yes;no / Leeds;<10;<10 / Hull;42;344 / York;<10;<10 / Selby;44;350',
  'counts-of-hospitals': rows('region;hospitals;patients', areas, '{2..9};{1000..9000}'),
  'counts-of-variables': rows('domain;variables;missing (%)', 'labs / drugs / visits', '{3..9};{1.0..9.0}'),
  'quantiles-within': 'variable;n;p5;p25;p50;p75;p95 / age;1204;22;41;54;66;89 / bmi;1204;19;24;27;30;36',
  'quintiles-of-areas': rows('quintile;0%;20%;40%', '1 / 2 / 3 / 4 / 5', '{100..900};{100..900};{100..900}'),
};

/** Tables that tell nothing about a person. */
export const harmlessTables: readonly CorpusFile[] = Object.entries({ ...rates, ...models, ...lists, ...counts }).map(
  ([name, text]) => drawn(`harmless-${name}`, text),
);
