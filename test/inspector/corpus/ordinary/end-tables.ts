import { type CorpusFile, Draw, type Grid, tableFile, times } from '../corpus-file.ts';

const draw = new Draw(1805);
const must = { 'extreme-value': [] };
const size = () => `${draw.whole(1100, 9000)}`;
const mean = () => draw.decimal(45, 60, 2);
const spread = () => draw.decimal(9, 15, 2);
const least = () => `${draw.whole(18, 21)}`;
const largest = () => `${draw.whole(91, 99)}`;

/** How programs and people of a language head the columns of a description. */
const languages = `
en;N;Mean;Std. Dev.;Min.;Max.;age;women;men
de;Anzahl;MW;SD;Minimalwert;Maximalwert;Alter;w;m
at;Fälle;Mittelwert;s;Tiefstwert;Höchstwert;Alter;Frauen;Männer
fr;Effectif;Moyenne;ET;Plus petite valeur;Plus grande valeur;âge;femmes;hommes
nl;Aantal;Gemiddelde;SD;Laagste waarde;Hoogste waarde;leeftijd;vrouwen;mannen
es;n;Media;DE;Mín.;Máx.;edad;mujeres;hombres
it;Numero;Media;DS;Valore minimo;Valore massimo;età;donne;uomini
zh;人数;平均值;标准差;最低;最高;年龄;女;男`
  .trim()
  .split('\n')
  .map((line) => {
    const [lang = '', n = '', middle = '', sd = '', min = '', max = '', age = '', ...sexes] = line.split(';');
    return { lang, n, middle, sd, min, max, age, sexes };
  });

/** A row for each group, a column for each statistic. */
const wide = languages.map(({ lang, n, middle, sd, min, max, sexes }) =>
  tableFile(
    `ends-by-group-${lang}.csv`,
    [['', n, middle, sd, min, max], ...sexes.map((sex) => [sex, size(), mean(), spread(), least(), largest()])],
    { must },
  ),
);

/** A row for each statistic, with its name in a column of its own. */
const long = languages.map(({ lang, n, middle, min, max, age, sexes }) =>
  tableFile(
    `ends-in-rows-${lang}.csv`,
    [
      ['group', 'variable', 'what', 'value'],
      ...sexes.flatMap((sex) => [
        [sex, age, n, size()],
        [sex, age, middle, mean()],
        [sex, age, min, least()],
        [sex, age, max, largest()],
      ]),
    ],
    { must },
  ),
);

/** A row for each statistic, a column for each group. */
const turned = languages.slice(0, 6).map(({ lang, middle, sd, min, max, sexes }) =>
  tableFile(
    `ends-below-${lang}.csv`,
    [
      ['', ...sexes],
      [middle, mean(), mean()],
      [sd, spread(), spread()],
      [min, least(), least()],
      [max, largest(), largest()],
    ],
    { must },
  ),
);

/** Quantiles whose first and last are the ends. */
const quantiles = [
  ['p0', 'p25', 'p50', 'p75', 'p100'],
  ['P0', 'P10', 'P50', 'P90', 'P100'],
  ['0%', '20%', '40%', '60%', '80%', '100%'],
  ['perc_0', 'perc_50', 'perc_100'],
  ['0th percentile', '25th percentile', 'median', '75th percentile', '100th percentile'],
  ['quantile_0', 'quantile_0.5', 'quantile_1'],
  ['p000', 'p050', 'p100'],
].map((names, at) =>
  tableFile(
    `quantiles-to-the-ends-${at + 1}.csv`,
    [
      ['variable', 'n', ...names],
      ['age', size(), ...names.map((_, nth) => `${18 + nth * 19}`)],
    ],
    { must },
  ),
);

/** The same below each other. */
const levels: readonly (readonly [head: string, levels: readonly string[]])[] = [
  ['prob', ['0', '0.25', '0.5', '0.75', '1']],
  ['percentile', ['0', '25', '50', '75', '100']],
  ['quantile', ['0.0', '0.1', '0.5', '0.9', '1.0']],
  ['Perzentil', ['0', '10', '50', '90', '100']],
  ['Level', ['100% Max', '99%', '75% Q3', '50% Median', '25% Q1', '0% Min']],
];
const below = levels.map(([head, names], at) =>
  tableFile(`quantiles-below-${at + 1}.csv`, [[head, 'age'], ...names.map((name, nth) => [name, `${18 + nth * 19}`])], {
    must,
  }),
);

const two: readonly Grid[] = [
  [
    ['Characteristic', 'Treated (n=588)', 'Control (n=612)'],
    ['Age, median (range)', '54 (18–97)', '53 (19–95)'],
    ['Female, n (%)', '301 (49.2)', '290 (49.3)'],
  ],
  [
    ['', 'Treated (N=588)', 'Control (N=612)'],
    ['Age', '', ''],
    ['  Mean (SD)', '54.1 (12.2)', '53.2 (11.9)'],
    ['  Median [Min, Max]', '54.0 [18.0, 97.0]', '53.0 [19.0, 95.0]'],
  ],
  [
    ['Merkmal', 'Behandelt', 'Kontrolle'],
    ['Alter, Median (Min–Max)', '54 (18–97)', '53 (19–95)'],
    ['Anteil Frauen in %', '49.2', '49.3'],
  ],
  [
    ['Merkmal', 'Median (Spanne)'],
    ['Alter in Jahren', '54 (18–97)'],
    ['Verweildauer in Tagen', '14 (1–201)'],
  ],
  [
    ['Variable', 'Médiane (extrêmes)'],
    ['Âge (années)', '54 (18-97)'],
    ['Durée de séjour (jours)', '14 (1-201)'],
  ],
  [
    ['Variable', 'Mediana (mín-máx)'],
    ['Edad (años)', '54 (18-97)'],
    ['Estancia (días)', '14 (1-201)'],
  ],
  [
    ['Kenmerk', 'Mediaan (bereik)'],
    ['Leeftijd (jaren)', '54 (18–97)'],
    ['Opnameduur (dagen)', '14 (1–201)'],
  ],
  [
    ['variable', 'summary'],
    ['Age, years (range)', '18–97'],
    ['Follow-up, days (range)', '1–2013'],
  ],
  [
    ['statistic', 'value'],
    ['median age', '54'],
    ['youngest', '18'],
    ['oldest', '97'],
  ],
  [
    ['sex', 'age_mean', 'age_min', 'age_max'],
    ['F', '54.12', '18', '97'],
    ['M', '53.20', '19', '95'],
  ],
  [
    ['sex', 'meanage', 'minage', 'maxage'],
    ['F', '54.12', '18', '97'],
    ['M', '53.20', '19', '95'],
  ],
  [
    ['', 'lebensalter', 'lebensalter', 'lebensalter'],
    ['', 'mean', 'min', 'max'],
    ['geschlecht', '', '', ''],
    ['w', '54.12', '18', '97'],
    ['m', '53.20', '19', '95'],
  ],
  [
    ['group', 'ymin', 'lower', 'middle', 'upper', 'ymax'],
    ['F', '18', '41', '54', '66', '97'],
    ['M', '19', '40', '53', '65', '95'],
  ],
  [
    ['group', 'whisker_low', 'q1', 'median', 'q3', 'whisker_high'],
    ['F', '18', '41', '54', '66', '97'],
    ['M', '19', '40', '53', '65', '95'],
  ],
  [
    ['ward', 'patients', 'first admission', 'earliest', 'latest'],
    ['Cardiology', '1204', 'by date', '2021-01-04', '2024-12-29'],
    ['Oncology', '1530', 'by date', '2021-01-02', '2024-12-30'],
  ],
  [
    ['', 'N', 'Spannweite', 'Minimum', 'Maximum', 'Mittelwert', 'Standardabweichung'],
    ['alter', '1204', '79', '18', '97', '54.12', '12.20'],
    ['Gültige Werte (listenweise)', '1204', '', '', '', '', ''],
  ],
  [
    ['', '', 'Case Number', 'Value'],
    ['age Highest', '1', '112', '97'],
    ['', '2', '873', '96'],
    ['age Lowest', '1', '340', '18'],
    ['', '2', '345', '18'],
  ],
  [
    ['var', 'mean', 'sd', '0%', '25%', '50%', '75%', '100%', 'n'],
    ['age', '54.1', '12.2', '18', '41', '54', '66', '97', '1204'],
  ],
  [
    ['group', 'five numbers'],
    ['Tukey minimum, hinge, median, hinge, maximum', '18, 41, 54, 66, 97'],
  ],
];
const other = two.map((grid, at) => tableFile(`ends-otherwise-${at + 1}.csv`, grid, { must }));

const scattered = tableFile(
  'quantiles-of-twenty.csv',
  [['p', 'cost'], ...times(21, (at) => [`${at * 5}%`, draw.decimal(100 + at * 90, 180 + at * 90, 1)])],
  { must },
);

/** Descriptions that show the smallest and the largest value of a person, as many programs and languages lay them out. */
export const endTables: readonly CorpusFile[] = [
  ...[...wide, ...long, ...turned, ...quantiles],
  ...[...below, ...other, scattered],
];
