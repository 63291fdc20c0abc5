import { drawnCases } from './drawn.ts';

/** Layouts of the seventh set of recorded outputs, in other words: what a rule above a note has to find, and what none may say anything of. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'individual-rows': {
    'four-of-them':
      'holder no;birth year;sex;town;insured / 771204;1961;F;Cork;90000 / 771210;1975;M;Sligo;45000 / 771233;1949;M;Naas;210000 / 771240;1988;F;Cork;30000',
    'sex-and-age':
      'row;Sex;Age;Diagnosis;Score / 1;M;58;J18;7 / 2;K;71;K85;12 / 3;K;44;I10;3 / 4;M;66;E10;9 / 5;K;83;N18;5',
    'dutch-heads':
      'rinpersoon;gbageslacht;gebjaar;inkomen / 718839122;1;1966;31155 / 263927139;2;1951;24419 / 981225396;1;1990;66494 / 411899979;2;1984;36856 / 301727596;2;1947;81657 / 608951230;1;1993;58703',
    visits:
      'T|# A tibble: 4 × 4\n  patient visit   sbp drug \n  <chr>   <int> <dbl> <chr>\n1 K012        1   151 B    \n2 K019        2   128 A    \n3 K027        1   166 B    \n4 K031        1   122 A    ',
    record:
      'T|df.loc[2208]\nsexo                hombre\nedad                    57\nmunicipio           Osuna\ndiagnostico         F32.1\ningresos                2\nalta           2017-09-30\nName: 2208, dtype: object',
    cases:
      'T|Fall A: Die 51-jährige Köchin aus Verden kam im März wegen einer Depression.\nFall B: Der 38-jährige Schreiner, ledig, brach die Kur ab.',
    notes:
      'T|P4 - female, 41, serving two years, works in the kitchen.\nP5 - male, 29, on remand, has a sister inside.',
    points: 'T|40\n50\n60\nferritin\nID 2108 (age 44)\nID 2120 (age 37)\nID 2164 (age 71)',
  },
  'small-count': {
    'value-counts': 'T|Willow      198\nHazel       104\nSeclusion     4\nName: ward, dtype: int64',
    'only-one': 'T|Of the tenants in arrears 210 paid within a month. Only one tenant was evicted.',
    'same-noun': 'T|Aineistossa on 312 hoitajaa. Yötyössä oli 4 hoitajaa.',
    'key-value': 'T|2021-03-04 09:10:01 INFO pupils sex=unknown n=4',
    merge:
      'T|. merge 1:1 kommun pnr using lon\n\n    Result                      Number of obs\n    -----------------------------------------\n    Not matched                         2,113\n        from master                     2,110  (_merge==1)\n        from using                          3  (_merge==2)\n\n    Matched                            18,402  (_merge==3)\n    -----------------------------------------',
    factors:
      'T|      post          shift    \n enseñante : 88   mañana:254  \n ayudante  :197   tarde :268  \n cocina    :231               \n portería  :  6               ',
  },
  'suppressed-cell': {
    'total-first': 'Union;Members;Striking;Working / Metal;642;311;331 / Rail;288;281;n. a. / Retail;190;78;112',
  },
  'small-difference': {
    without: 'T|A amostra tinha 3 204 alunos. Sem os alunos transferidos, a amostra tem 3 199 alunos.',
    complement: 'T|Nearly all (97.6% of 250 nurses) finished the course; the rest fell ill.',
    'of-which': 'T|Badano 431 uczniów. Do testu przystąpiło 207, z czego 203 zdało.',
  },
  'small-rate': {
    length:
      'T|len(df) = 388\nmarried       0.61082\nsingle        0.28351\nwidowed       0.09794\nunknown       0.00773\nName: status, dtype: float64',
  },
  'small-missing': {
    funnel: 'T|invited: 2210\nconsented: 1655\nrandomised: 1651\nanalysed: 1502',
    rows: 'T|> nrow(d)\n[1] 733\n> d <- d[complete.cases(d), ]\n> nrow(d)\n[1] 729',
    'before-and-after': 'T|rows before dropna: 4118\nrows after dropna : 4113\ncolumns: 9',
    bort: 'T|6 rader togs bort på grund av saknade värden (na.omit)',
    frame: 'T|Input frame: (2418, 7)\nDep. Variable:               passed   No. Observations:                 2411',
  },
  'extreme-value': {
    wage: 'T|Het laagste maandloon in het bestand (n = 2.105) bedroeg 198 euro.',
    importo: 'T|importo massimo 2.610.000 euro',
    'by-group': 'T|> with(d, tapply(pay, trade, max))\n  cook  smith  clerk notary \n  2210   3120   2690  38400 ',
  },
  'name-label': { interviewee: 'T|Interviewee: Esther Holloway' },
  postcode: { row: "T|Visited at 5 Cooper's Row in spring, then at 12 Harrow Rise." },
  '': {
    'yes-and-no':
      'T|           |        attend\n    imd    |         no        yes\n-----------+----------------------\n      most |        831         81\n       2nd |        909        207\n       3rd |        891         27\n       4th |        651        135\n     least |        777         45',
    'codes-of-places':
      'la_code,sen_support,ehcp,all_pupils / E06003101,810,160,8080 / E06003102,450,310,5510 / E06003103,330,290,7110 / E06003104,755,150,4190 / E06003105,220,30,6310',
    pipeline:
      'T|[08:00:01] worker 1 started\n[08:00:01] worker 2 started\n[08:04:37] chunk 3 of 8 done in 4.2 min\n[08:09:02] chunk 8 of 8 done, retries 2',
    'smallest-cell':
      'T|Output of the second model, 3 plots\nSmallest cell: 38\nModel: 11,204 observations, 5 parameters',
    factors: 'T|Number of cases in table: 633 \nNumber of factors: 3 ',
    'in-tens':
      'T|échantillon (chiffres arrondis à la dizaine)\nrecensés      : 14 330\nrépondants    :  8 120\nexclus décès  :     30',
    settings: 'T|settings\nalpha : 3   beta : 5\ngamma : 7   depth : 2',
  },
};

export const ofSeventh = drawnCases('seventh', cases);
