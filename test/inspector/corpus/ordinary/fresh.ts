import type { CorpusFile } from '../corpus-file.ts';
import { drawn } from './drawn.ts';

/** What a rule above a note has to find, and what none may say anything of. */
const fresh: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'extreme-value': {
    'r-box': 'T|> boxplot.stats(d$age)$stats\n[1] 18 40 52 64 97',
    'r-cat': 'T|> cat("Âge :", range(d$age), "\\n")\nÂge : 18 97',
    'r-three': 'T|  0%  50% 100% \n  18   52   95 ',
    'r-two': 'T|  0% 100% \n  18   95 ',
    'r-dates':
      'T|        Min.      1st Qu.       Median         Mean      3rd Qu.         Max. \n"2021-01-04" "2021-12-30" "2022-12-31" "2022-12-29" "2023-12-28" "2024-12-30" ',
    'skim-csv': 'skim_type;skim_variable;numeric.mean;numeric.p0;numeric.p50;numeric.p100 / numeric;age;52.1;18;52;95',
    'note-below': 'Characteristic;F;M / Age;52 (18, 95);53 (19, 97) / 1 Median (Min, Max);;',
    'stata-below':
      'T|. tabstat age, by(sex) statistics(min max)\n\nSummary statistics: Min, Max\nGroup variable: sex\n\n     sex |       age\n---------+----------\n  Female |        18\n         |        95',
    'five-numbers': 'group;five-number summary / F;18 / M;19',
    'de-range': 'Alter;Wert / Mittelwert;52,1 / Wertebereich;77 / Anzahl;402',
    'el-heads': 'Μεταβλητή;n;Μέσος;Ελάχιστο;Μέγιστο / Ηλικία;402;52,1;18;95',
    'uk-heads': 'Змінна;n;Середнє;Мінімум;Максимум / Вік;402;52,1;18;95',
    'ar-heads': 'المتغير;n;المتوسط;الحد الأدنى;الحد الأقصى / العمر;402;52.1;18;95',
    'zh-range': '变量;n;均值;极差 / 年龄;402;52.1;77',
    varied: 'T|Length of stay varied from 1 to 201 days.',
    'before-median': 'T|Age: 18-95 (median 52, IQR 34-66)',
    'highest-values': 'T|Highest values of cost: 12405.73, 10982.10, 9904.77',
    'fr-youngest': 'T|Le plus jeune patient avait 18 ans, le plus vieux 95 ans.',
    julia: 'T|julia> extrema(df.age)\n(18, 97)',
    numpy:
      'T|             amin  amax\n            alder alder\nlän                    \nDalarna        18    96\nGotland        18    96',
    'r-rows': 'T|     Alter   Kosten\n[1,]    18     7.69\n[2,]    96 12332.12',
    'r-which': 'T|> d[which.max(d$lft), ]\n    afd lft    kost\n67 Long  97 4103.07',
    'r-order': 'T|> head(d[order(-d$kost), ], 2)\n      afd    kost\n5247 Hart 9897.06\n3672  Oog 9598.34',
    'r-by': 'T|d$afd: Hart\n[1]   44.36 9897.06\n------------------\nd$afd: Huid\n[1]   21.55 9551.37',
    'r-boxes': 'T|     [,1] [,2] [,3] [,4] [,5]\nHart   18   37   58   77   97\nHuid   18   37   57   77   97',
    'sv-heads': 'avdelning;antal;medel;lägst;högst / Hjärta;600;52.4;18;97 / Neuro;288;51.6;20;91',
    'da-heads': 'afdeling;antal;gennemsnit;lavest;højest / Hjerte;600;52.4;18;97 / Neuro;288;51.6;20;91',
    'de-heads': 'Station;Anzahl;kürzeste;längste / Kardio;600;1;97 / Neuro;288;2;91',
    'pt-heads': 'serviço;n;mais novo;mais velho / Cardio;600;18;97 / Neuro;288;20;91',
    de: 'T|Die Patienten waren zwischen 18 und 97 Jahre alt.',
    nl: 'T|De patiënten waren tussen 18 en 97 jaar oud (gemiddeld 52).',
    it: 'T|I pazienti avevano tra 18 e 97 anni.',
    sv: 'T|Patienterna var mellan 18 och 97 år.',
    es: 'T|El paciente de mayor edad tenía 97 años.',
    stay: 'T|The maximum length of stay was 211 days.',
    'de-stay': 'T|Die längste Verweildauer betrug 211 Tage.',
    'fr-age': "T|L'âge maximal était de 97 ans.",
    'it-age': "T|L'età massima era di 97 anni.",
    'sv-age': 'T|Den högsta åldern var 97 år.',
  },
  'small-count': {
    bands: ';Alter / (17, 30];97 / (30, 60];226 / (60, 95];274 / (95, 97];3',
    'bands-printed':
      'T| index    |   leeftijd\n----------+------------\n (17, 30] |        107\n (30, 60] |        240\n (95, 97] |          7',
    'bands-close': 'T|effectif\nâge\n[18, 35) 11\n[35, 50) 43\n[50, 65) 64\n[65, 80) 25\n[80, 120) 1',
    level: ';Kvinna;Man / Dalarna;134;112 / Gotland;93;83 / Skåne;2;0',
    'level-nl': 'provincie;genezen;verplaatst;overleden / Drenthe;580;91;25 / Zeeland;475;7;20',
    textile: 'T||_.  regione  |_.   n |\n|<. Abruzzo   |>. 245 |\n|<. Molise    |>.   8 |\n|<. Umbria    |>.  47 |',
    boxes:
      'T|╒═══════════╤═════╕\n│ borough   │   n │\n╞═══════════╪═════╡\n│ Camden    │ 247 │\n├───────────┼─────┤\n│ Hackney   │ 184 │\n├───────────┼─────┤\n│ Sutton    │   6 │\n╘═══════════╧═════╛',
    size: 'T|borough  outcome \nCamden   died          9\n         home        182\nHackney  died          7\n         home        155\ndtype: int64',
    accents: 'T|Insgesamt 7 Fälle wurden beobachtet.',
    'accents-nl': 'T|In totaal overleden 3 patiënten.',
    share: 'T|4/120 (3.3%) of women had an event.',
    'share-de': 'T|4 von 120 (3,3 %) hatten ein Ereignis.',
    points: 'Land;Frauen;Männer / Hessen;1.204;350 / Bayern;7;2.415 / Berlin;812;96',
    'list-in-brackets': 'T|18–34 (1’257)\n35–49 (784)\n50–64 (2)\n65–79 (1’147)',
    'titled-list': 'T|Patients by group\n≥75   140\n60-74   1,170\n45-59   4\n30-44   20',
    fraction: 'T|Events occurred in 4/398 patients of the intervention group.',
    'fraction-alone': 'T|Readmission: 4/398 vs 12/401.',
    'out-of': 'T|The device failed in 4 out of 398.',
    rpart:
      'T|n= 398\n\nnode), split, n, loss, yval, (yprob)\n      * denotes terminal node\n\n 1) root 398 120 no (0.69849246 0.30150754)\n   2) age< 62.5 391 113 no (0.71099744 0.28900256) *\n   3) age>=62.5 7 0 yes (0.00000000 1.00000000) *',
    ctree: 'T|1) age <= 62; criterion = 0.999, statistic = 21.4\n  2)*  weights = 391\n1) age > 62\n  3)*  weights = 7',
    weka: 'T|J48 pruned tree\n------------------\n\nage <= 62: no (391.0/113.0)\nage > 62: yes (7.0)',
    graphviz:
      'T|1 [label="gini = 0.41\\nsamples = 391\\nvalue = [278, 113]"] ;\n2 [label="gini = 0.0\\nsamples = 7\\nvalue = [0, 7]"] ;',
    income: 'country;High income;Upper middle income;Low income / Leeds;140;31;58 / York;96;7;41',
    span: 'ward;Admitted within 30 days;Never admitted / Cardio;34;1297 / Neuro;3;301',
    of: 'T|Of the 120 women, 4 had an infarction.',
    'of-de': 'T|Von 120 Frauen hatten 4 einen Infarkt.',
    'of-es': 'T|De las 120 mujeres, 4 tuvieron un infarto.',
    'only-few': 'T|Nur 3 Beschuldigte fielen in die Gruppe, dagegen 235 in die andere.',
    'only-few-da': 'T|Kun 4 ledige var i gruppen mod 335 i den anden.',
    'of-the': 'T|3 of the 599 pupils had the outcome.',
    'named-between': 'T|2 adhérents sur 899 ont connu cela.',
    octave: 'T|counts =\n\n   252\n   125\n     4\n',
    'lines-of-a-database':
      'T|                      branche = Handel\nunder et år, antal (procent) = 256 (90.5)\n\n                      branche = Hotel\nunder et år, antal (procent) = 5 (8.8)\n\n                      branche = Byggeri\nunder et år, antal (procent) = 154 (86.0)',
    longtable:
      'T|\\begin{longtable}[]{@{}lrr@{}}\n\\toprule\nvenue & N & Upheld \\\\\n\\midrule\n\\endfirsthead\n\\toprule\nvenue & N & Upheld \\\\\n\\midrule\n\\endhead\nBristol & 346 & 38 \\\\\nExeter & 81 & 4 \\\\\n\\bottomrule\n\\end{longtable}',
    'textile-below-title':
      'T|Table 1. Number of employees\n\n|_.  site |_. left |_.   n |\n|<. Depot |<. Stayed |>. 194 |\n|<. Depot |<. Left |>.   9 |',
    'record-in-line':
      'T|Regio: Noord, Aantal: 654, Gemiddelde: 20.6\nRegio: Oost, Aantal: 826, Gemiddelde: 27.2\nRegio: Zuid, Aantal: 2, Gemiddelde: 27.5',
    'band-in-line':
      'T|Education: North, 18-34: 592, 35-49: 239, 50+: 8\nEducation: East, 18-34: 303, 35-49: 91, 50+: 470',
    'record-by-signs': 'T|ward=North n=402 mean=5.1\nward=East n=7 mean=4.9\nward=South n=96 mean=5.0',
    'title-between-signs':
      'T|-- results --\nRegione  Conteggio  Decessi  Tasso per 1000\n   Nord        798      114           37.66\n    Est       1748        6            1.67',
    'phrases-as-many-as-columns':
      'T|   Alter  Patienten  Anteil (%)    cum\n0   0-17          6         0.4    0.4\n1  18-34        540        39.4   39.8\n2  35-49        253        18.5   58.3',
    'numbered-rows':
      'T|   Gebiet  Fälle  Todesfälle  Rate je 1000\n0    Nord   2837           7          0.89\n1     Ost   1568          71         13.35',
    'person-years':
      'Regio;n;Overlijdens;Persoonsjaren;Per 1000 / Noord;1841;181;8731.6;20.73 / Oost;777;4;3079.8;1.31 / Zuid;972;86;3044.0;28.25',
    'person-years-it':
      'Regione;Pazienti;Decessi;Anni-persona;Tasso per 1000 / Nord;3000;153;13000.4;11.77 / Est;930;8;4060.4;1.95',
  },
  'small-missing': {
    'excluded-fr': 'T|9 dossiers ont été exclus faute de cotation.',
    'excluded-pt': 'T|Foram excluídos 5 registos por falta de pontuação.',
    pandas: 'T|age        0\nsex        0\nbmi        7\nward       0\ndtype: int64',
    r: 'T|> colSums(is.na(d))\n age  sex  bmi ward \n   0    0    7    0 ',
  },
  'small-difference': {
    'beside-one-group': 'powiat;Wszyscy;bez promocji / Kielce;103;100 / Radom;46;43 / Opatów;42;21',
    'sizes-of-models': 'T|Model 1 (all customers): N = 340\nModel 2 (without one branch): N = 333',
    'sizes-of-stata': 'T|Number of obs   =     1,750\nNumber of obs   =     1,746',
    'at-risk': 'T|Number at risk\n  day n.risk  surv\n    0    359 1.000\n 1539    181 0.949\n 1604    175 0.944',
  },
  'suppressed-cell': {
    'escaped-dash':
      'T|| origin | vmbo | havo | Total |\n|:---|---:|---:|---:|\n| A | 169 | 116 | 285 |\n| B | 58 | \\- | 64 |\n| Total | 227 | 122 | 349 |',
  },
  'name-label': {
    plain: 'T|Patient: Bodil Mortensen',
    particle: 'T|Naam: Joost de Bruijn',
  },
  'small-rate': {
    'size-in-title':
      'T|Table 1. charge (N = 656)\n\n+---------------+-------+\n| charge        |     % |\n|---------------+-------|\n| Speeding      | 47.87 |\n| Public order  | 24.09 |\n| Shoplifting   | 27.89 |\n| Treason       |  0.15 |\n+---------------+-------+',
    es: 'servicio;pacientes;porcentaje infectados / Cardio;120;2.5 / Neuro;200;4.0',
    it: 'reparto;pazienti;mortalità (%) / Cardio;120;2.5 / Neuro;200;4.0',
    de: 'Abteilung;Patienten;Sterblichkeit (%) / Kardio;120;2.5 / Neuro;200;4.0',
  },
  'identifier-header': {
    names:
      'distrito;Nome / Porto;Leonor Nogueira / Évora;Tiago Sampaio / Lisboa;Duarte da Silva / Évora;Inês Carvalhal',
  },
  'individual-rows': {
    tibble:
      'T|# A tibble: 758 × 5\n   Tatvorwurf       Gericht      Geschlecht Eingangsjahr Alter\n   <fct>            <fct>        <fct>             <int> <int>\n 1 Körperverletzung Hanau        Männer             2019    52\n 2 Diebstahl        Fulda        Männer             2021    45\n 3 Betrug           Hanau        Männer             2019    61\n 4 Betrug           Fulda        Frauen             2017    36\n 5 Diebstahl        Witzenhausen Männer             2017    49\n 6 Wilderei         Witzenhausen Frauen             2022    28\n 7 Diebstahl        Fulda        Männer             2023    43\n 8 Diebstahl        Kassel       Frauen             2019    19',
    structure:
      "T|'data.frame':\t25 obs. of  2 variables:\n $ Alter     : int  47 69 20 24 96 22 36 62 20 22 ...\n $ Kosten    : num  4485 4530 2735 1478 1824 ...",
    'age-and-cost':
      'ålder;län;kostnad / 47;Kalmar;1000.94 / 75;Gotland;759.92 / 79;Halland;302.91 / 18;Gotland;1368.02 / 35;Halland;1573.38 / 59;Gotland;2316.06 / 29;Halland;844.65 / 55;Dalarna;1196.63 / 57;Dalarna;1844.71 / 54;Halland;514.9',
  },
  '': {
    decimals: 'term;estimate;change / age;1.204;0.350 / sex;2.415;7.001 / bmi;1.812;0.096',
    therapeutic: 'drug;therapeutic range / lithium;0.6-1.0 / digoxin;0.5-0.9',
    prices: 'item;minimum price (EUR);maximum price (EUR) / bed day;210;412',
    slider: 'name;min;max;step / bandwidth;1;5;1',
    timings:
      'T|   min     lq     mean   median     uq     max neval\n 10.12  10.41 11.02121 10.80120 11.301  14.211   100',
    'numbered-heads':
      'T|Table 1: Groups\nGroup      1     2     3     4\n[18, 35)   48    75    95    18\n[35, 50)   87    91    64    72\n[50, 65)   159   258   12    55',
    page: 'T|See page 4/398 of the manual; blood pressure 120/80, score 5/10, 4 out of 365 days.',
    step: 'T|       Df Sum of Sq        RSS    AIC\n- sx    1    932774 1.4466e+10 128615\n- lft   1   2877462 1.4468e+10 128616\n<none>              1.4465e+10 128616',
    var1: 'T|    Var1 Freq\n1   Lyon 2907\n2 Nantes 3045\n3  Lille 3037\n4  Brest 2982\n5  Tours 3029',
    home: 'hospital;domicilio;traslado;exitus / Avila;1786;904;326 / Burgos;1797;910;292 / Soria;1793;857;301',
    structure: 'T| $ n       : int  12400\n $ ages    : num  18 35 50 65 80 95 ...',
    'medians-crossed':
      'län;kön;ålder;kostnad / Dalarna;Kvinna;57;1511.2 / Dalarna;Man;56;1517.0 / Gotland;Kvinna;57;1566.17 / Gotland;Man;56;1562.24 / Halland;Kvinna;56;1539.46 / Halland;Man;58;1489.64 / Kalmar;Kvinna;57;1479.94 / Kalmar;Man;58;1554.21 / Skåne;Kvinna;55;1526.21 / Skåne;Man;58;1505.99',
    'medians-printed':
      'T|län\nDalarna    57.0\nGotland    57.0\nHalland    57.0\nSkåne      56.0\nName: ålder, dtype: float64',
    'ages-by-band': ';mean age / (17, 30];24 / (30, 60];44 / (60, 95];71',
    bands: 'age_min;age_max;n / 18;34;1200 / 35;49;1421 / 50;64;1833',
    'bands-es': 'rango_edad;casos / 18-34;1200 / 35-49;1421 / 50-64;1833',
    'sv-stay': 'avdelning;vårdtillfällen;medianvårdtid / Kardio;612;4 / Neuro;711;7 / Onko;688;9',
    'de-stay': 'Abteilung;Fälle;Wartezeit;Verweildauer / Kardio;612;4;7 / Neuro;711;7;8',
    gwas: 'chr;pos;ref;alt;beta;se / 7;9811121;A;G;0.1;0.02 / 3;1181112;A;G;0.2;0.02 / 9;7181112;C;G;-0.1;0.03',
    dof: 'Statistik;Wert / Anzahl Beobachtungen;12400 / Anzahl Gruppen;25 / Freiheitsgrade;4 / Chi-Quadrat;21.01',
    code: 'T|replace n = 5 * round(n / 5)\nreplace n = 7*floor(n)',
    eligible:
      'T|All adults between 18 and 65 years were eligible.\nIncluded were people who were between 18 and 65 years.',
    design: 'T|The maximum follow-up was 5 years by design. The lowest mean age was 48.2, the highest rate 12.1 %.',
    group: 'T|The lowest income group was 12 % of all; the highest age-standardised rate was 12.1.',
    share: 'T|Of 120 patients, 95 % were seen. Of the 120 women, 3 years later most were well.',
    dtype: 'T|a        120\nb        311\nName: count, dtype: int64',
    'page-head':
      'T|                             Policyholders (final)                                   1\n                                           8:55 Monday, November 16, 2022\n\nVariable              N            Mean\ndriver_age         8866         46.9079',
    'shares-of-totals': 'grade;n;% / Clerk;3186;39.1 / Officer;2877;35.3 / Engineer;2087;25.6 / Total;8150;100.0',
    'numbered-totals':
      'T|       reparto  frequenza  percentuale\n0     Medicina        270         65.9\n1    Chirurgia        140         34.1\n2       Totale        410        100.0',
    'methods-nl':
      'T|METHODEN\n\nWe schatten gemengde modellen; de follow-up duurde 6 jaar.\nEr deden 8.728 leerlingen mee; gemiddelde toetsscore 30,7 (SD 6,1).',
    'bars-with-thousands':
      'T|Table 1. Reason by placement\n\n reason          | Hostel   | B&B   | Total\n-----------------+----------+-------+---------\n Rent arrears    | 831      | 751   | 1,582\n Family eviction | 814      | 675   | 1,489\n Total           | 1,645    | 1,426 | 3,071',
    'excluded-columns': 'T|We excluded 3 variables and dropped 8 columns.',
    base: 'T|All counts have been rounded to base 5.\nAlle Anzahlen wurden auf 7 gerundet\nEffectifs arrondis à 5',
    'axis-alone': 'T|Index\n\n2   4   6   8   10\n\nWave',
    'axis-that-multiplies': 'T|Smoking   1.40 (1.12-1.75)\n0   0\n10   2 × 10\nHazard ratio',
    'group-residuals':
      'T|Standardized Within-Group Residuals:\n         Min           Q1          Med           Q3          Max \n-3.782473441 -0.672957991 -0.001790844  0.658500676  3.576196097 ',
    memory:
      'T|          used  (Mb) gc trigger  (Mb) max used  (Mb)\nNcells 2998828 160.2    4993004 266.7  3978140 212.5',
    'missing-told': 'Variable;n;missing;% / bmi;2606;69;2.6 / smoking;2597;78;2.9 / income;2500;175;6.5',
  },
};

/** More outputs of other programs and in other languages, by the rule that has to find something in them. */
export const freshOutputs: readonly CorpusFile[] = Object.entries(fresh).flatMap(([rule, texts]) =>
  Object.entries(texts).map(([name, text]) =>
    drawn(`fresh-${rule || 'harmless'}-${name}`, text, rule === '' ? {} : { [rule]: [] }),
  ),
);
