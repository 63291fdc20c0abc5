import { drawnCases } from './drawn.ts';

/** Layouts of the ninth set of recorded outputs, in other words: what a rule above a note has to find, and what none may say anything of. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'small-missing': {
    'models-printed':
      'T|                   Modell 1      Modell 2\n----------------------------------------\n(Konstante)        2.110***      2.204***\nAlter              0.031**       0.029**\nRente                            0.002\n----------------------------------------\nN                  4418          4411\nAIC                812.4         809.1',
    'models-in-a-table': ';(1);(2);(3) / treated;0.31***;0.28**;0.27* / ;(0.06);(0.05);(0.07) / N;2,204;2,201;2,201',
    'nobs-side-by-side': 'T|> c(a = nobs(fit1), b = nobs(fit2))\n   a    b \n2210 2204 ',
    'nobs-of-fit': 'T|>>> len(frame)\n2210\n>>> fit = model.fit()\nIterations 5\n>>> fit.nobs\n2206.0',
    eliminate: 'T|Osservazioni lette: 2210. Osservazioni eliminate per valori assenti: 4.',
    'invalid-ones': 'T|Rows used: 8,204 (4 rows with an impossible date removed)',
  },
  'small-count': {
    'plotted-points':
      'T|\\addplot coordinates {(North,114) (South,4) (West,67)};\\addlegendentry{Yes}\n\\addplot coordinates {(North,541) (South,88) (West,302)};\\addlegendentry{No}',
    'lists-of-yaml':
      'T|rows:\n  - place: "Harbour"\n    n: [114, 4, 67]\n    sum: 185\n  - place: "Castle"\n    n: [54, 88, 32]\n    sum: 174',
    'boxes-of-a-dashboard':
      'T|4\nopen referrals, Castle Street\n58\nopen referrals, Harbour\n71\nopen referrals, West End',
    'middle-of-a-scale': 'Branche;leicht;mittel;schwer / Bau;895;247;22 / Handel;414;4;88 / Verkehr;34;66;81',
    'day-hospital':
      'T|Stroke ......................   217\n  Inpatient .................    44\n  Day hospital ..............     4\n  Rehabilitation ............   169',
    'levels-in-brackets':
      'T|Surgery: emergency (57), planned (4), moved (21); total 82.\nUrology: emergency (15), planned (51), moved (33); total 99.',
  },
  'suppressed-cell': {
    'levels-in-brackets':
      'T|Surgery: emergency (57), planned (-), moved (21); total 82.\nUrology: emergency (15), planned (51), moved (33); total 99.',
  },
  'small-rate': {
    'rate-and-inhabitants': 'county;inhabitants;population;rate_100k / A;x;41230;9.702 / B;y;118400;34.628',
    'mean-of-a-flag': 'n;mean_readmitted;mean_age / 2210;0.0018100;57.82',
    'prevalence-exact': 'sex;n;prevalence / F;1000;0.006 / M;1250;0.0312',
    'share-and-nrow':
      'T|> nrow(visits)\n[1] 2210\n> round(100 * prop.table(table(visits$died)), 2)\n\n   no   yes \n99.73  0.27',
  },
  'small-difference': {
    'kept-back':
      'T|All 512 nurses answered. Results for women (n = 507): mean 3.1. Those for men are not shown, too few of them.',
    'running-sums': 'T|> cumsum(weekly)\n w1  w2  w3  w4 \n 52  91  95 140 ',
  },
  'extreme-value': {
    observed: 'T|column: alter\nobserved_min: 18\nobserved_max: 104',
    'top-five': 'T|N = 812, median 31,400\nTop 5 incomes: 402,000, 288,000, 271,500, 240,100, 239,000',
  },
  'labelled-identifier': {
    'left-out-by-code': `T|df = df[df["bsn"] != "401822917"]`,
    'left-out-by-query': `T|where versnr <> 'M502918827' and year > 2019`,
    'of-a-file': 'T|Die Krankenaktennummer 2018/30417 fehlt im Archiv.',
  },
  'name-label': {
    'in-a-path': `T|filename f '/data/scan/Alder_Rosalind_19610412/run3/vol.csv';`,
    jmeno: 'T|Jméno pacientky: Alena Dubová.',
  },
  'phone-number': { telefono: 'T|Teléfono de la paciente 622 417 093.' },
  postcode: { wohnhaft: 'T|wohnhaft: Am Anger 4b, 94032 Passau' },
  '': {
    'models-of-groups':
      'T|                     men          women\n----------------------------------------\n(Intercept)        2.110***      2.204***\nage                0.031**       0.029**\n----------------------------------------\nN                  4418          4411',
    'models-alike': ';(1);(2) / treated;0.31***;0.28** / N;2,204;2,204',
    'curve-in-points': 'T|\\addplot coordinates {(0,1) (1,4) (2,9) (3,16)};',
    'settings-in-lists': 'T|- layer: "conv1"\n  kernel: [3, 3]\n- layer: "conv2"\n  kernel: [5, 5]',
    'telephone-of-a-service': 'T|Contact the data service on +44 1206 872143.',
    'mailbox-of-a-service': 'T|Questions about access go to support@archive.example.org',
    'prevalence-of-cases': 'site;cases;prevalence / A;48;0.1204 / B;77;0.0931',
    'file-of-a-day': `T|open '/data/Report_Final_20240131/out.csv'`,
  },
};

export const ofNinth = drawnCases('ninth', cases);
