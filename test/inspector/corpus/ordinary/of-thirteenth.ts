import { drawnCases } from './drawn.ts';

/** Layouts of the twelfth and thirteenth sets of recorded outputs, in other words: what a rule above a note has to find, and what none may say anything of. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'individual-rows': {
    'three-by-number': 'borrower;region;arrears / 7712;North;310.5 / 8045;East;12.0 / 7391;North;95.2',
    'with-letters': 'Bewohner;Pflegegrad;Tage / B-104;3;211 / B-117;2;48 / B-109;4;367',
    'seen-twice': 'inmate;day;grams / 40211;1;71 / 40211;2;68 / 41987;1;90 / 41987;2;93',
    'left-out-in-the-middle':
      'cust;age;saldo / 183018;59;690 / 970839;39;329 / ...;...;... / 129864;60;714 / 891519;36;1799',
    'long-by-person':
      'deltager;variable;value / 301;vekt;71 / 305;vekt;88 / 309;vekt;63 / 301;alder;44 / 305;alder;38 / 309;alder;60',
    'each-a-column': 'trainee;T-11;T-18;T-26 / age;19;22;18 / absent days;4;0;11 / passed;yes;yes;no',
    'columns-without-a-name':
      ';Q-01;Q-02;Q-03;Q-07 / age;44;61;39;70 / weight;71.2;88;64.5;90.1 / response;PR;SD;CR;PD',
    'turned-by-r':
      'T|> t(x)\n        [,1]   [,2]   [,3]  \nresident "8812" "8840" "8871"\nsex      "f"    "m"    "m"   \nscore    "51"   "43"   "60"  ',
    'residuals-of-students':
      'T|Obs    student    actual     pred    rstudent\n\n  1      S0412       212    498.1       -3.41\n  2      S0977       701    520.8        3.02\n  3      S1133       688    511.2        2.94',
    'first-values':
      'T|Rows: 380\nColumns: 3\n$ worker <int> 78931, 70019, 72784, 75762, 70233, 72679…\n$ grade  <chr> "c", "e", "d", "d", "b", "a"…\n$ pay    <dbl> 2974, 3753, 2939, 4567, 2575, 3002…',
    dictionaries:
      "T|{'pupil': 611, 'gpa': 2.67, 'credits': 25}\n{'pupil': 618, 'gpa': 2.85, 'credits': 32}\n{'pupil': 625, 'gpa': 2.91, 'credits': 20}\n{'pupil': 632, 'gpa': 3.0, 'credits': 45}",
    'dictionaries-in-a-log':
      "T|WARN odd row={'donor': 8121, 'born': 2004, 'hb': 71}\nWARN odd row={'donor': 8177, 'born': 2005, 'hb': 64}\nWARN odd row={'donor': 8204, 'born': 2004, 'hb': 88}",
    'list-of-numbered':
      'T|# Non-responders\n\n- resident 14: age 81, fell twice, MMSE 18\n- resident 29: age 77, fell once, MMSE 21\n- resident 30: age 86, fell 4 times, MMSE 9',
    'stata-list':
      'T|. list pupil grade reading if reading < 200, clean\n    14.   17   2010   140\n   201.   51   2011   180',
    'first-rows-of-r': 'T|> head(d, 3)\n  wage hours union\n1 1802    38   yes\n2 2210    40    no\n3  980    20   yes',
    'drawn-by-pandas': 'T|>>> d.sample(3)\n     q1  q7   v12\n118  42  11   yes\n942  31  19    no\n77   12  10   yes',
    'highest-of-r': 'T|> d[d$age > 99, ]\n    age ward los\n212 101    B  12\n407 103    A   4',
    'first-rows-of-stata':
      'T|. list in 1/3\n\n     +-------------------------+\n     | wage   hours   union |\n     |-------------------------|\n  1. | 1802      38     yes |\n  2. | 2210      40      no |\n  3. |  980      20     yes |\n     +-------------------------+',
    'one-record-of-python': "T|{'tenant': 55012, 'rent': 640, 'arrears': 0, 'birth': 1961}",
    'several-in-a-line': 'T|Outliers: pupil 4411 (score 12), pupil 5120 (score 14), pupil 5309 (score 99)',
    'one-row-of-pandas': 'T|tenant     55012\nrent         640\narrears       12\nName: 7, dtype: int64',
  },
  'suppressed-cell': {
    'flag-of-confidential': 'Origin;Refugees / Syria;288 / Iraq;219 / Sudan;:c / Total;512',
    'x-in-print': 'T|         persons\nworking      410\nretired      288\nill            x\nAll          702',
  },
  'small-difference': {
    'stages-in-lines': 'T|Entered: 760 nurses\n\nAnalysed: 753 nurses',
    'waves-in-lines': 'T|wave 1: 1180\nwave 2: 1172\nwave 3: 1090',
    'part-beside-all': 'Kurs;Teilnehmer;davon mit Abschluss / Pflege;286;281 / IT;212;170',
    'nearly-all-died': 'T|n= 300, number of events= 296',
  },
  'small-missing': {
    'invited-and-answered': 'step;persons / invited;640 / responded;634 / interviewed;512',
    'counted-before-and-after': 'T|. count\n  3,310\n\n. quietly keep if ok==1\n. count\n  3,302',
    'waves-ruled-off':
      'T||Wave | Followed| Score|\n|:----|--------:|-----:|\n|2019 |      742|  3.41|\n|2021 |      739|  3.38|\n|2023 |      655|  3.52|',
  },
  'small-rate': {
    'percent-above-its-size':
      'T|outcome    percent\n\n   none      78.50\nwarning      20.75\nrevoked       0.75\n\nNumber of drivers: 800',
    'proportions-of-stata':
      'T|Proportion estimation             Number of obs = 800\n\n---------------------------------------------\n             | Proportion   Std. err.\n-------------+-------------------------------\n         aid |\n       none  |       .745     .01542\n       part  |        .25     .01532\n       full  |       .005     .00249\n---------------------------------------------',
    'means-of-yes-and-no': 'T|> nrow(d)\n[1] 400\n> colMeans(d)\nmarried widowed   urban \n 0.5300  0.0125  0.5000 ',
  },
  '': {
    'percentiles-beside-a-job':
      'occupation;n;p10;p50;p90 / driver;4212;18100;23700;31900 / welder;2388;20400;27100;38300',
    'codes-of-concepts': 'concept_id;domain;standard / 4021;Drug;yes / 4188;Drug;no / 4790;Visit;yes',
    'cases-of-a-model':
      'T|- Case 1: growth 2 %, tax 19 %\n- Case 2: growth 3 %, tax 19 %\n- Case 3: growth 2 %, tax 21 %',
    'first-rows-of-groups':
      'T|> head(byward, 3)\n   ward mean_age wage\n1 North     51.2 1802\n2  East     48.8 2210\n3 South     50.1 1980',
    'first-rows-of-places':
      'T|> head(areas, 3)\n   area income hours\n1 North   1802    38\n2  East   2210    40\n3 South   1980    37',
    'kinds-of-clients': 'client;2019;2021 / 100;4120;4310 / 200;1890;1755 / 300;2240;2310',
    'stages-far-apart': 'T|Entered: 760 nurses\n\nAnalysed: 711 nurses',
    'waves-of-others': 'T|wave 1: 1180\nwave 2: 1192\nwave 3: 1290',
    'nearly-equal-groups': 'group;pupils;mean / north;1240;51.2 / south;1236;50.8',
    'names-of-variables': 'variable;type;label / pupil;integer;number of the pupil / grade;integer;school year',
    'means-of-many': 'T|> nrow(d)\n[1] 400\n> colMeans(d)\nmarried widowed   urban \n 0.5300  0.1125  0.5000 ',
  },
};

export const ofThirteenth = drawnCases('thirteenth', cases);
