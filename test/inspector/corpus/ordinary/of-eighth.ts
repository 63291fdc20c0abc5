import { drawnCases } from './drawn.ts';

/** Layouts of the eighth set of recorded outputs, in other words: what a rule above a note has to find, and what none may say anything of. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'individual-rows': {
    'case-by-case':
      'T|Case 1: F, aged 31, Retail, North; score 41.2.\nCase 2: M, aged 27, Building, South; score 38.6.\nCase 3: M, aged 44, Retail, South; score 55.1.',
  },
  'small-count': {
    'behind-a-year': 'T|In 2019 4 patients died.',
    'with-share': 'T|Bakers\nFall: 31 workers (36.5 %)\nBurn: 4 workers (4.7 %)\nCut: 50 workers (58.8 %)',
    'levels-of-one':
      'T|> summary(d[, "grund", drop = FALSE], maxsum = 9)\n          grund   \n Umzug       :311  \n Krankheit   :288  \n Heirat      :  4  ',
  },
  'suppressed-cell': {
    'thousands-by-points':
      ';Costa;Monti;Totale / Lavoro;1.128;98;1.226 / Salute;..;660;664 / Famiglia;1.500;133;1.633 / Totale;2.632;891;3.523',
  },
  'small-difference': {
    'of-them': 'T|All 512 mothers were invited. 507 of them came to the clinic.',
    'without-heads':
      'T|Table 1. All claimants\n\nUnder 3 months                  551\n3-6 months                       47\n7-12 months                      82\n\nTable 2. Claimants without a degree\n\nUnder 3 months                  530\n3-6 months                       41\n7-12 months                      61',
  },
  'small-missing': {
    'asked-of-frame':
      'T|>>> df[cols].isna().sum()\nage          0\nsex         61\nbranch       7\namount     301\ndtype: int64',
    weggelaten: 'T|Er zijn 4 bewoners zonder adres weggelaten; 611 bleven over.',
    'n-behind': 'T|Register: 512 pupils\ncredits missing: n = 6\nAnalysis set: 481',
  },
  'extreme-value': {
    'smallest-value': 'T|Bei den 702 Schülern lag der Mittelwert bei 17,1; der kleinste Wert war 1,9.',
  },
  postcode: { 'in-a-note': 'T|query sent to the tenant, Via dei Tigli 41, 44121 Ferrara' },
  'phone-number': {
    'behind-comma': 'T|said Rosalind Harker, from the north, 07700 900417',
    'of-the-mother': 'T|Telefon do opiekuna: 602 417 255.',
  },
  'labelled-identifier': {
    kv: 'T|Checked by hand: KV-Nummer T402117893 was in both files.',
    sin: 'T|WARNING conflicting sex for SIN=131-742-905',
  },
  '': {
    cumulative:
      'T|                                     Cumulative    Cumulative\nlesion                Frequency     Percent     Frequency      Percent\n----------------------------------------------------------------------\nFall                        302       12.44           302        12.44\nBurn                        466       19.20           768        31.64\nCut                         760       31.31          1528        62.96\nStrain                      899       37.04          2427       100.00',
    'bars-of-frequency':
      'T|          frequency    rel.     cum.\n\n   1         192     17.91%   17.91% **\n   2          50      4.66%   22.57% \n   3         417     38.90%   61.47% ******\n   4         413     38.53%  100.00% ******',
    'variance-of-models':
      'T|Model 1: rent ~ age\nModel 2: rent ~ age + treated + unit\n  Res.Df       RSS Df Sum of Sq      F    Pr(>F)    \n1   1103 554185088                                  \n2   1079 470462116 24  83722973 9.2242 < 2.2e-16 ***',
    'people-in-thousands':
      'year;rate_per_100000;pop_thousand / 2018;27.1;4061 / 2019;42.0;3977 / 2020;51.2;3295 / 2021;39.5;5795',
    'contact-tracing': 'T|Contact tracing reached 4 812 007 people.',
    'one-of-each': 'T|Only one person per household was asked.',
    'shares-of-things': 'T|Of the models, 3 variables (12 %) were kept in 4 hospitals (25 %) for 7 days (50 %).',
    'ages-of-groups':
      'Sex;Ward;Score;Median age;n / F;A;2.1;54;120 / M;B;3.3;57;98 / F;C;4.1;61;77 / M;D;2.2;49;130 / F;E;2.2;52;130',
    'means-of-groups': 'Group;Sex;Age;Mean score / A;F;54;1.2 / A;M;57;2.2 / A;All;56;2.1 / B;F;61;1.9 / B;M;49;2.7',
    max: 'T|max: 100\nstep: 5',
  },
};

export const ofEighth = drawnCases('eighth', cases);
