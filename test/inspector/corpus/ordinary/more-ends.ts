import type { CorpusFile } from '../corpus-file.ts';
import { drawn } from './drawn.ts';

const ends: Readonly<Record<string, string>> = {
  tabulate: `T|---------------------------------------
|          |   N   |  Mean |Min | Max |
|----------+-------+-------+----+-----|
|sex       |       |       |    |     |
|F         |   6034|  56.51|  18|   97|
|M         |   6139|  55.91|  19|   95|
---------------------------------------`,
  by: `T|> by(d$age, d$sex, summary)
d$sex: F
   Min. 1st Qu.  Median    Mean 3rd Qu.    Max.
   18.0    37.0    57.0    56.5    76.0    97.0
------------------------------------------------------------------------
d$sex: M
   Min. 1st Qu.  Median    Mean 3rd Qu.    Max.
   19.0    36.0    56.0    55.9    75.0    95.0`,
  gt: 'Characteristic;N = 12,173 / Age, Median (Min – Max);57 (18 – 97) / Female, n (%);6,034 (50%)',
  both: 'Variable;Median (IQR) [range] / Age;57 (37–76) [18–97] / Stay;14 (3–21) [1–201]',
  polars: `T|shape: (9, 2)
┌────────────┬───────────┐
│ statistic  ┆ age       │
│ ---        ┆ ---       │
│ str        ┆ f64       │
╞════════════╪═══════════╡
│ count      ┆ 12173.0   │
│ null_count ┆ 0.0       │
│ mean       ┆ 56.51124  │
│ std        ┆ 22.53188  │
│ min        ┆ 18.0      │
│ 25%        ┆ 37.0      │
│ max        ┆ 97.0      │
└────────────┴───────────┘`,
  psql: `T| sex | count | min | max
-----+-------+-----+-----
 F   |  6034 |  18 |  97
 M   |  6139 |  19 |  95
(2 rows)`,
  mysql: `T|+-----+----------+----------+
| sex | MIN(age) | MAX(age) |
+-----+----------+----------+
| F   |       18 |       97 |
| M   |       19 |       95 |
+-----+----------+----------+`,
  spark: `T|+-------+------------------+
|summary|               age|
+-------+------------------+
|  count|             12173|
|   mean|          56.51124|
| stddev|          22.53188|
|    min|                18|
|    max|                97|
+-------+------------------+`,
  duck: 'column_name;column_type;min;max;approx_unique;avg / age;INTEGER;18;97;79;56.5 / bmi;DOUBLE;15.1;61.3;400;27.0',
  fr: 'Variable;Effectif;Moyenne;Minimum observé;Maximum observé / Âge;12173;56,5;18;97',
  fr2: 'sexe;n;âge min;âge max / F;6034;18;97 / H;6139;19;95',
  es: 'Sexo;N;Edad media;Edad mínima;Edad máxima / Mujer;6034;56,5;18;97',
  nl: 'geslacht;aantal;gemiddelde;jongste;oudste / vrouw;6034;56,5;18;97',
  no: 'kjønn;antall;gjennomsnitt;laveste;høyeste / kvinne;6034;56,5;18;97',
  sv: 'kön;antal;medelålder;yngst;äldst / kvinna;6034;56,5;18;97',
  pl: 'płeć;liczba;średnia;min.;maks. / kobieta;6034;56,5;18;97',
  plmaks: 'płeć;liczba;średnia;maks. / kobieta;6034;56,5;97',
  hu: 'nem;darab;átlag;legkisebb;legnagyobb / nő;6034;56,5;18;97',
  ru: 'пол;n;среднее;минимум;максимум / ж;6034;56,5;18;97',
  ko: '성별;n;평균;최솟값;최댓값 / 여;6034;56.5;18;97',
  ja: '性別;人数;平均;最小値;最大値 / 女;6034;56.5;18;97',
  cs: 'pohlaví;počet;průměr;nejmenší;největší / žena;6034;56,5;18;97',
  t1: 'T|Median age was 57 years [range: 18-97].',
  t2: 'T|Participants were aged 18-97 (median 57).',
  t3: 'T|Age (years): mean 56.5, min/max 18/97.',
  t4: 'T|Age, min–max: 18–97 years.',
  t5: 'T|Patients of 18 to 97 years (mean 56.5) took part.',
  t6: "T|L'âge moyen était de 56,5 ans, allant de 18 à 97 ans.",
  t7: 'T|Das Alter reichte von 18 bis 97 Jahren (Median 57).',
  t8: 'T|Altersspanne: 18–97 Jahre.',
  t9: 'T|The highest cost of a stay was 12,405.73 EUR.',
  t10: 'T|Die Verweildauer betrug im Median 14 Tage (min. 1, max. 201).',
  t11: 'T|La estancia mediana fue de 14 días (rango 1 a 201 días).',
  t12: 'T|Il paziente più anziano aveva 97 anni.',
  t13: 'T|Le patient le plus âgé avait 97 ans.',
  sorted: `T|> head(sort(d$age, decreasing = TRUE))
[1] 97 96 96 95 95 95`,
  nlargest: `T|>>> df["cost"].nlargest(3)
8730    12405.73
112     10982.10
9001    10780.44
Name: cost, dtype: float64`,
  slice: `T|> d |> slice_max(age, n = 2) |> select(age)
# A tibble: 2 × 1
    age
  <int>
1    97
2    96`,
  max2: `T|>>> df[["age", "bmi"]].max()
age    97.0
bmi    61.3
dtype: float64`,
  agg: `T|        age   bmi
min    18.0  15.1
median 57.0  27.0
max    97.0  61.3`,
  minmaxhead: 'group;age (min;max) / F;18;97 / M;19;95',
  stat: 'variable;stat;value / age;n;12173 / age;p0;18 / age;p50;57 / age;p100;97',
  stat2: 'variable;statistic;value / age;count;12173 / age;0%;18 / age;50%;57 / age;100%;97',
  ends0: 'age;q0;q1;q2;q3;q4 / years;18;37;57;76;97',
  five: 'group;minimum;lower hinge;median;upper hinge;maximum / F;18;37;57;76;97',
  tukey: 'gruppe;Min;Q1;Median;Q3;Max / F;18;37;57;76;97',
  'melted-2': ';variable;statistic;value / 0;age;count;12173 / 1;age;mean;56.5 / 2;age;min;18 / 3;age;max;97',
  'melted2-2': ';sex;variable;stat;value / 0;F;age;n;6034 / 1;F;age;min;18 / 2;F;age;max;97',
  'sasstat-2':
    'Obs;_TYPE_;_FREQ_;_STAT_;age / 1;0;12173;N;12173.00 / 2;0;12173;MIN;18.00 / 3;0;12173;MAX;97.00 / 4;0;12173;MEAN;56.51',
  'summarycsv-2':
    ';     age;     bmi / 1;Min.   :18.00  ;Min.   :15.10   / 2;1st Qu.:37.00  ;1st Qu.:24.00   / 3;Max.   :97.00  ;Max.   :61.30  ',
  'summarycsv1-2': ';     age / 1;Min.   :18.00   / 2;1st Qu.:37.00   / 3;Max.   :97.00  ',
  'summarykable-2':
    'T||   |     age      |     bmi      |\n|:--|:-------------|:-------------|\n|   |Min.   :18.00 |Min.   :15.10 |\n|   |1st Qu.:37.00 |1st Qu.:24.00 |\n|   |Max.   :97.00 |Max.   :61.30 |',
  'pl-2': 'płeć;liczba;średnia;najmłodszy;najstarszy / kobieta;6034;56.5;18;97',
  'fi-2': 'sukupuoli;lukumäärä;keskiarvo;nuorin;vanhin / nainen;6034;56.5;18;97',
  'fi2-2': 'muuttuja;n;keskiarvo;keskihajonta;pienin arvo;suurin arvo / ikä;12173;56.5;22.5;18;97',
  'da-2': 'køn;antal;gennemsnit;mindste;største / kvinde;6034;56.5;18;97',
  'pt-2': 'sexo;contagem;média;mínimo;máximo / mulher;6034;56.5;18;97',
  'zh-2': '变量;例数;均值;标准差;最小值;最大值 / 年龄;12173;56.5;22.5;18;97',
  'zh2-2': '变量;例数;中位数（范围） / 年龄;12173;57（18–97）',
  'ja2-2': '変数;人数;中央値（範囲） / 年齢;12173;57 (18–97)',
  'compact-2': `T|. codebook age bmi, compact

Variable     Obs Unique      Mean   Min   Max  Label
--------------------------------------------------------------------------
age        12173     79  56.51124    18    97  Age in years
bmi        12173    400  27.01432  15.1  61.3  Body mass index
--------------------------------------------------------------------------`,
  'tab2-2': `T|. tabstat age, by(sex) stat(n mean sd p50 min max)

   sex |         N      mean        sd       p50       min       max
-------+------------------------------------------------------------
     F |      6034  56.51124  22.53188        57        18        97
     M |      6139  55.91231  22.31002        56        19        95
-------+------------------------------------------------------------
 Total |     12173  56.20921  22.41021        57        18        97
--------------------------------------------------------------------`,
  'tabrow-2': `T|. tabstat age bmi, stat(min max mean)

   Stats |       age       bmi
---------+--------------------
     Min |        18      15.1
     Max |        97      61.3
    Mean |  56.51124  27.01432
------------------------------`,
  'cellrange-2': 'variable;F;M / Age, mean ± SD (range);56.5 ± 22.5 (18–97);55.9 ± 22.3 (19–95)',
  'newline-2': 'variable;F;M / Age;; / Mean (SD);56.5 (22.5);55.9 (22.3) / Range;18 – 97;19 – 95',
  'newline2-2':
    'variable;F;M / Age;; / N;6034;6139 / Mean (SD);56.5 (22.5);55.9 (22.3) / Median;57;56 / Min, Max;18, 97;19, 95',
  'adam-2':
    'T|  Statistic                 Placebo (N=612)   Active (N=588)\n  Age (years)\n    n                             612              588\n    Mean (SD)                 56.5 (12.1)      55.9 (11.8)\n    Median                        57.0             56.0\n    Min, Max                     18, 97           19, 95',
  'spsstable-2':
    'T|                  Statistics\n                      Age      BMI\nN      Valid        12173    12173\n       Missing          0        0\nMean                 56.5     27.0\nMinimum                18     15.1\nMaximum                97     61.3',
  'spssde-2':
    'T|Statistiken\n                      Alter    BMI\nN      Gültig       12173    12173\n       Fehlend          0        0\nMittelwert           56,5     27,0\nMinimum                18     15,1\nMaximum                97     61,3',
  'box-2': 'group;lower whisker;Q1;median;Q3;upper whisker / F;18;37;57;76;97',
  'percent-2': 'Percentile;Cost / Minimum;14.02 / 10th;512.30 / 50th;1502.57 / 90th;3501.92 / Maximum;12405.73',
  't1-2': 'T|Age: 57 (range 18 - 97) years.',
  't2-2': 'T|The youngest patient was 18 and the oldest 97.',
  't3-2': 'T|Ages ranged from 18 to 97.',
  't4-2': 'T|Follow-up ranged between 1 and 2013 days.',
  't5-2': 'T|Die Kosten lagen zwischen 14,02 und 12.405,73 Euro.',
  't6-2': 'T|Length of stay: 14 [1-201] days, median [range].',
  't9-2': 'T|min(age) = 18, max(age) = 97',
  't10-2': 'T|{"age": {"count": 12173, "mean": 56.5, "min": 18, "max": 97}}',
  't11-2': 'T|age        min 18   max 97',
  't12-2': 'T|Range of age: 18 to 97 years',
  'r-agg': `T|  sex age.1 age.2
1   F    18    97
2   M    19    95`,
  'r-aggq': `T|  sex age.0% age.25% age.50% age.75% age.100%
1   F     18      37      57      76       97
2   M     19      36      56      75       95`,
  'r-agg5': `T|     sex cost.1 cost.2 cost.3 cost.4 cost.5
1      F   14.0  881.2 1483.6 2372.9 4600.1
2      M   15.8  869.0 1477.3 2412.1 4709.0`,
  'r-tap': `T|$F
[1] 18 97

$M
[1] 19 95`,
  'r-tap5': `T|$Female
[1]    30.1   869.0  1477.3  2412.1 4609.0

$Male
[1]   20.3  823.6 1477.5 2396.8 4687.2`,
};

/** More of what tells the smallest and the largest value of a person: other programs, other languages, commands and sentences. */
export const moreEnds: readonly CorpusFile[] = Object.entries(ends).map(([name, text]) =>
  drawn(`more-ends-${name}`, text, { 'extreme-value': [] }),
);
