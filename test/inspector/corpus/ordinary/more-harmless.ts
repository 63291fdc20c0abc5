import type { CorpusFile } from '../corpus-file.ts';
import { drawn } from './drawn.ts';

const harmless: Readonly<Record<string, string>> = {
  reference: 'test;unit;normal range / potassium;mmol/l;3.5–5.1 / sodium;mmol/l;135–145',
  limits: 'test;reference min;reference max / potassium;3.5;5.1 / sodium;135;145',
  target: 'drug;target range;unit / lithium;0.6–1.0;mmol/l / digoxin;0.5–0.9;ng/ml',
  scale: 'instrument;items;possible range / PHQ;9;0–27 / GAD;7;0–21',
  scale2: 'Instrument;Items;möglicher Bereich / PHQ;9;0–27 / GAD;7;0–21',
  allowed: 'variable;type;allowed min;allowed max / age;integer;18;110 / bmi;decimal;10;80',
  ml: 'term;maximum likelihood estimate;standard error / age;0.4;0.1 / sex;0.2;0.1',
  yearrange: 'data set;year range;version / HES;2010–2023;7 / CPRD;2005–2023;4',
  daterange: 'source;date range / primary care;2019-01-01 to 2023-12-31 / deaths;2019-01-01 to 2023-12-31',
  mde: 'outcome;minimum detectable effect / pain;0.21 / sleep;0.25',
  fisher: 'T|Number of Fisher Scoring iterations: 5',
  iter: 'T|Iteration 0:   log likelihood = -27.175156\nIteration 1:   log likelihood = -23.120001\nIteration 2:   log likelihood = -23.004211',
  boot: 'T|Bootstrap replications (50)\nReplications = 50\nNumber of strata = 7\nNumber of PSUs = 9',
  quarters: 'region;Q1;Q2;Q3;Q4 / Leeds;3.1;3.4;5.2;4.8 / York;2.9;3.0;3.3;4.1',
  quartersWhole: 'region;Q1 (%);Q2 (%);Q3 (%);Q4 (%) / Leeds;3;4;5;8 / York;9;12;13;11',
  gdp: 'country;GDP growth;unemployment rate / DE;2;5 / FR;1;7 / ES;3;12',
  quote: 'Land;Arbeitslosenquote;Inflationsrate / DE;5;2 / FR;7;3 / ES;12;3',
  phases: 'phase;start month;end month;tasks / setup;1;6;4 / recruitment;7;24;3 / analysis;25;36;12',
  hours: 'hour;mean pulse / 0;62 / 1;61 / 2;60 / 3;60 / 4;61 / 5;63 / 6;68 / 7;74 / 8;78 / 9;77 / 10;76 / 11;75',
  chrom: 'chromosome;variants / 1;81201 / 2;90211 / 3;70112 / 4;66541 / 5;60111',
  euro: 'age band;standard weight / 0-4;5 / 5-9;5.5 / 10-14;5.5 / 15-19;5.5 / 20-24;6',
  index: 'year;price index / 2015;100 / 2016;101 / 2017;104 / 2018;107',
  distances: 'from;to;km / Leeds;York;39 / Leeds;Hull;97 / York;Selby;22 / Ripon;Thirsk;9',
  staffing: 'ward;nurses per bed;beds / A;0.9;28 / B;1.1;24 / C;1.0;30',
  anovas:
    'T|            Df Sum Sq Mean Sq F value   Pr(>F)\ngroup        2   41.2   20.60    7.12 0.000843 ***\nResiduals 1197 3463.1    2.89',
  chisq: "T|\tPearson's Chi-squared test\n\ndata:  tab\nX-squared = 7.1, df = 4, p-value = 0.13",
  smd: 'variable;SMD before;SMD after;max weight / age;0.31;0.02;7 / sex;0.12;0.01;7',
  kappa: 'rater pair;kappa;agreement (%) / A-B;0.81;93 / A-C;0.77;91 / B-C;0.79;92',
  lag: 'lag;autocorrelation;partial / 1;0.81;0.81 / 2;0.66;0.02 / 3;0.52;-0.01',
  costs: 'item;unit cost;source year / bed day;412;2022 / visit;37;2022 / scan;9;2023',
  utilities: 'state;utility;decrement / healthy;0.9;0 / ill;0.7;0.2 / severe;0.4;0.5',
  codes2: 'BNF code;BNF section;name / 0212000B0;2;Simvastatin / 0601022B0;6;Metformin / 0301011R0;3;Salbutamol',
  readcodes: 'code;system;description / H33..;Read v2;Asthma / C10F.;Read v2;Type 2 diabetes / J45;ICD-10;Asthma',
  levelsOfEd: 'level;ISCED;label / 1;0-2;low / 2;3-4;middle / 3;5-8;high',
  milestones: 'milestone;due;days late / protocol;2024-01-15;0 / data;2024-03-01;7 / report;2024-09-30;3',
  release: 'release;date;changes / v1.0;2023-01-10;12 / v1.1;2023-04-02;5 / v1.2;2023-09-15;7',
  seeds: 'run;seed;accuracy / 1;7;0.81 / 2;42;0.82 / 3;2024;0.80',
  gridsearch: 'C;gamma;mean_test_score;rank_test_score / 1;0.1;0.81;3 / 10;0.1;0.83;1 / 100;0.01;0.82;2',
  nets: 'layer;units;activation;dropout / 1;128;relu;0.2 / 2;64;relu;0.2 / 3;1;sigmoid;0',
  perMonth: 'month;mean wait (days);target / 2024-01;7;18 / 2024-02;8;18 / 2024-03;9;18 / 2024-04;6;18',
  likert: 'item;strongly disagree (%);disagree (%);neutral (%);agree (%) / Q1;5;9;21;65 / Q2;3;8;30;59',
  trend: 'T|Year  Rate  95% CI\n2019   7.1  6.2-8.0\n2020   6.4  5.6-7.3\n2021   8.8  7.9-9.8',
  methods2:
    'T|Age was modelled with 4 knots; the maximum number of iterations was 9. Questionnaires had 7 items; scores range between 0 and 27.\nThe highest quintile was the reference. We used the largest available sample.',
  methods3:
    'T|Das Maximum-Likelihood-Verfahren konvergierte nach 7 Schritten. Eingeschlossen wurden Personen von 18 bis 65 Jahren.',
  incl: 'T|Eligible were women aged 50 to 69 years with at least 2 visits.',
  dates2: 'wave;fieldwork start;fieldwork end;weeks / 1;2021-01-11;2021-03-05;8 / 2;2022-01-10;2022-03-11;9',
  pop: 'Region;Bevölkerung (in Tausend) / Nord;812 / Süd;9 / West;77',
  mio: 'Jahr;Ausgaben (Mio. EUR);Fälle (Tsd.) / 2021;7;3 / 2022;8;5 / 2023;9;12',
  wages: 'sector;minimum wage (EUR);hours / retail;12.41;38 / building;13.95;40',
  weather: 'station;rain (mm);days of frost / Leeds;61;9 / York;55;7 / Hull;49;4',
  bank: 'year;bank holidays;working days / 2022;9;252 / 2023;9;251 / 2024;8;253',
  tariff: 'band;from;to;rate (%) / 1;0;12570;0 / 2;12571;50270;20 / 3;50271;125140;40',
  bmiClass: 'class;from;to / underweight;0;18.5 / normal;18.5;25 / overweight;25;30',
  scoring: 'category;points / age over 75;2 / stroke;2 / diabetes;1 / heart failure;1 / hypertension;1',
  chads: 'score;annual stroke rate (%) / 0;0.2 / 1;0.6 / 2;2.2 / 3;3.2 / 4;4.8 / 5;7.2 / 9;12.2',
  grade: 'grade;certainty;reasons / high;4;0 / moderate;3;1 / low;2;2',
  itemstats: 'item;difficulty;discrimination;infit / 1;0.4;1.2;0.98 / 2;-0.2;0.9;1.03 / 3;1.1;1.4;1.01',
  fitIdx:
    'model;chi2;df;CFI;RMSEA / 1 factor;412.1;27;0.91;0.08 / 2 factors;201.3;26;0.95;0.05 / 3 factors;99.2;24;0.97;0.04',
  pca: ';PC1;PC2;PC3 / Standard deviation;2.1;1.2;0.9 / Proportion of Variance;0.44;0.14;0.08 / Cumulative Proportion;0.44;0.58;0.66',
  km: 'time;survival;lower;upper / 1;0.99;0.98;1.00 / 2;0.97;0.96;0.98 / 5;0.91;0.89;0.93 / 9;0.82;0.79;0.85',
  joinpoint: 'segment;start;end;APC / 1;2005;2011;-2.1 / 2;2011;2018;0.4 / 3;2018;2023;3.9',
  its: 'T|Interrupted time series: 36 months before and 24 after; 3 lags, 2 knots.',
  did: 'term;estimate;se / post;0.2;0.1 / treated;0.1;0.1 / post x treated;-0.7;0.2',
  netmeta:
    'comparison;k;prop;nma;direct;indirect / A:B;3;0.61;0.81;0.79;0.85 / A:C;5;0.70;0.91;0.93;0.88 / B:C;12;0.4;1.1;1.2;1.0',
  forest:
    'study;year;OR;lower;upper;weight (%) / Adams;2011;0.81;0.6;1.1;9 / Baker;2015;0.92;0.7;1.2;12 / Clark;2019;0.71;0.5;0.9;7',
  egger: 'T|Egger test: t = 1.2, df = 9, p = 0.26',
  searches: 'database;hits;date / Medline;1204;2024-01-09 / Embase;2210;2024-01-09 / Cochrane;97;2024-01-10',
  prismaStudies: 'stage;studies / identified;3511 / screened;2904 / full text;121 / included;12',
  emissions: 'year;CO2 (Mt);share (%) / 2020;7;3 / 2021;8;3 / 2022;9;4 / 2023;11;4',
  elections: 'party;share (%);seats / A;31;112 / B;27;97 / C;12;40 / D;7;9',
  rooms: 'site;rooms;area (m2) / A;9;412 / B;12;520 / C;7;301',
  electricity: 'month;kWh;price (ct) / Jan;412;31 / Feb;380;30 / Mar;310;29',
  recodes: 'from;to;label / 1;0;no / 2;1;yes / 9;NA;unknown',
  weights: 'stratum;weight / A;1.21 / B;0.87 / C;2.03',
  contrasts: 'group;c1;c2 / control;-1;-1 / low;1;0 / high;0;1',
  designs: 'block;plot;treatment / 1;1;A / 1;2;B / 2;1;B / 2;2;A / 3;1;A / 3;2;B',
  svg: 'x;y;width;height / 10;7;120;9 / 10;27;80;9 / 10;47;60;9',
  cohortsizes: 'cohort;participants (thousands);start / UKB;502;2006 / HUNT;9;1984 / LifeLines;167;2006',
  hist: 'bin;density / [0,10);0.01 / [10,20);0.04 / [20,30);0.05',
  lifetab: 'age;qx;lx;ex / 0;0.004;100000;79.1 / 1;0.0003;99600;78.4 / 5;0.0001;99500;74.5 / 10;0.0001;99450;69.5',
  ageStd: 'age group;ESP 2013 / 0-4;5000 / 5-9;5500 / 10-14;5500 / 85+;2500',
  probs: 'score;p / 1;0.01 / 2;0.03 / 3;0.08 / 4;0.21 / 5;0.44 / 6;0.69',
  cutoffs: 'cutoff;sensitivity;specificity / 3;0.91;0.40 / 5;0.82;0.61 / 7;0.70;0.79 / 9;0.51;0.90 / 12;0.30;0.97',
  nnt: 'outcome;NNT;95% CI / death;41;29–77 / stroke;9;6–14 / bleed;120;80–300',
  timesR: 'T|   user  system elapsed\n  7.012   0.412   7.501',
  pipLog:
    'T|Collecting numpy==1.26.4\n  Downloading numpy-1.26.4-cp311.whl (18.2 MB)\nInstalling collected packages: 3\nSuccessfully installed 3 packages',
  gitlog:
    'T|commit 3f2a9c1\nDate:   2024-03-04\n    Fix 2 typos, add 7 tests\n 4 files changed, 9 insertions(+), 3 deletions(-)',
  rmarkdown: 'T|processing file: report.Rmd\n1/7 [setup]\n2/7 [load]\n7/7 [tables]\noutput file: report.knit.md',
  sessionPy: 'T|python: 3.11.7\nnumpy: 1.26.4\nthreads: 8\nprocesses: 4',
  'r-ci': `T|$F
[1] 0.21 0.24

$M
[1] 0.31 0.38`,
  'r-visits': `T|  sex bp.1 bp.2
1   F  128  131
2   M  134  136`,
  'r-mat': `T|      a  b
[1,] 0.9 0.1
[2,] 0.2 0.8`,
  'r-coefs': `T|       [,1] [,2]
[1,]  0.40  0.10
[2,]  0.10  0.30`,
};

/** More of what tells nothing about a person: what rules and calendars say, lists of a project, settings and tests. */
export const moreHarmless: readonly CorpusFile[] = Object.entries(harmless).map(([name, text]) =>
  drawn(`more-harmless-${name}`, text),
);
