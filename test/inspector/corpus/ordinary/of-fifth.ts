import { drawnCases } from './drawn.ts';

/** Layouts of the fifth set of recorded outputs, in other words: what a rule above a note has to find, and what none may say anything of. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'individual-rows': {
    named:
      'unit_id;area;turnover;profit;employees / 215209;BD3;630520;60643;17 / 274475;YO10;703344;29416;11 / 249771;HX1;348003;-2509;15 / 208141;YO10;875744;12281;22 / 222049;LS6;473021;42919;31 / 253288;HX1;649428;64334;41',
    pupils:
      'T|pupil  year  maths  reading  absence_pct\n-----  ----  -----  -------  -----------\nP1     7     60     25       8.0\nP2     9     29     86       7.5\nP3     7     62     47       12.1\nP4     7     42     67       8.8\nP5     7     62     63       9.0\nP6     9     53     87       7.0',
    turned:
      'ref;E7182;E4759;E7740;E5717;E4599;E8007 / area;F;H;H;H;H;F / score;10.02;6.6;6.42;15.21;7.33;14.95 / noted;TB;P;-;B;AB;TB / visits;17;13;19;11;14;12',
    'age-with-sex':
      'T|  Case Age/sex  Presentation    Outcome\n0    1     27M    incidental  recovered\n1    2     76F  palpitations       lost\n2    3     64M      dyspnoea  recovered\n3    4     80F       syncope  recovered\n4    5     40F    chest pain       lost',
    long: 'index;variable;value / 0;age;56 / 0;award;2048.2 / 0;who;Female / 1;age;67 / 1;award;692.2 / 1;who;Male / 2;age;54 / 2;award;864.8 / 2;who;Female / 3;age;53 / 3;award;121.2 / 3;who;Female / 4;age;62 / 4;award;56.4 / 4;who;Male / 5;age;40 / 5;award;592.6 / 5;who;Male / 6;age;38 / 6;award;79.9 / 6;who;Male',
    'matrix-of-words':
      'T|              1          2          3         4         5           6\nsexe          "Homme"    "Femme"    "Femme"   "Homme"   "Femme"     "Homme"\nâge           "52"       "40"       "59"      "57"      "54"        "39"\nmotif         "Mutation" "Mutation" "Divorce" "Divorce" "Expulsion" "Divorce"\njours         "751"      " 83"      "850"     "545"     "389"       "274"',
  },
  'small-count': {
    'by-share': 'a;196;14;7.1% / b;110;8;7.3% / c;48;8;16.7% / d;23;1;4.3%',
    'number-word': 'T|Delirium was rare: only four patients in the sham arm developed it.',
    'number-word-fr': 'T|Parmi les 587 inscrits, cinq étudiants boursiers ont redoublé.',
    'of-these': 'T|The course was started by 605 trainees. Of these 8 were expelled.',
    thousands: 'Fachabteilung;n/N;/1000 / Innere;9/2.136;1,8 / Chirurgie;181/2.399;59,1 / Urologie;224/1.188;151,8',
    pivot: 'Row Labels;Count of student_id / Bachelor;1804 / Master;655 / Doctorate;9 / Grand Total;2468',
    levels:
      'T|Frequency|\nPercent  |\nCol Pct  |Level 1 |Level 2 |  Total\n---------+--------+--------+--------+\n24-27    |    477 |    124 |    601 \n         |  65.34 |  30.47 |  49.81\n---------+--------+--------+--------+\n28-31    |     41 |      7 |     48 \n         |   5.62 |   1.72 |   4.23\n---------+--------+--------+--------+\nTotal    |    518 |    131 |    649 ',
    behind:
      'T|sqlite> select * from jobs;\n                      branche = Transport\nunder et år, antal (procent) = 97 (92.4)\n over et år, antal (procent) = 8 (7.6)\n\n                      branche = Hotel\nunder et år, antal (procent) = 52 (80.0)\n over et år, antal (procent) = 13 (20.0)',
  },
  'small-difference': {
    left: 'T|Of 637 claimants in the pilot, 633 were still on benefit a year later.',
    'left-de': 'T|Von 310 Darlehensnehmern haben 304 ihre Raten gezahlt.',
    times: 'T|By month three 297 clients had relapsed; by month four 301 clients had relapsed.',
    arms: 'T|Allocated to advice (n = 825)   Allocated to usual care (n = 826)\n\nAnalysed (n = 820)   Analysed (n = 795)',
    'at-risk': 'T|No. at risk\nA   766   701   662   608   522\nB   503   443   387   311   306',
    'without-some':
      'T|All infants\n\nweek        N\n24-27      73\n28-31     418\n32-33     431\n\nWithout residents of other regions\n\nweek        N\n24-27      68\n28-31     403\n32-33     405',
  },
  'small-rate': {
    'behind-head': 'Channel;% (N = 636) / Branch;0.94 / Phone;41.04 / Web form;37.26 / Letter;20.76',
    latex: 'T|Readmission within a week occurred in 2.0\\% of the 358 children.',
    'share-line': 'T|n = 449\nshare in arrears: 1.34%',
    vector: 'T|N = 640 tenants\n> p\n   yes    no others\n 1.41 32.81 65.78',
  },
  'extreme-value': {
    'max-note': 'T|max: 108 days',
    longest: 'T|Mean wait 41 days.\nLongest wait: 976 days.',
    'highest-de': 'T|höchste Kosten: 19307.53  niedrigste: 469.81',
    'highest-paid': 'T|The highest paid graduate earned £972,400 in the fifth year.',
    joven: 'T|El más joven de los titulares tenía 18 años y el mayor 93.',
  },
  postcode: {
    address: 'T|Query sent about Address: 111 Larkspur Lane, Oakhampton',
    anschrift: 'T|Anschrift: Lindenallee 91, 04157 Musterhausen',
  },
  'phone-number': { equals: 'T|WARN duplicate key, Telefon=070-174 06 04, kept first' },
  'name-label': {
    noun: 'T|The pupil, Owen Tattersall, was excluded in year 9.',
    'noun-es': 'T|La paciente Lourdes Montero fue dada de alta.',
    doing: 'T|Case 14: Nadia Thackray, 57, retired teacher, declined surgery.',
    bare: 'T|Patient name Colin Winslade to be checked.',
    label: 'T|Customer name: Tobias Farquhar',
  },
  '': {
    codebook:
      'variable;label;type;values / educ;Highest education;numeric;1 = none, 2 = primary / nyha;NYHA class;numeric;1 to 4',
    'spaced-thousands': ';At home (n = 780);Home (n = 1 591);Ward (N=2 570) / Women;494 (63,3);550 (34,6);1 570 (61,1)',
    'youngest-group':
      'T|Totalt ingick 1340 personer. I den yngsta gruppen fanns 60 personer, i den äldsta gruppen 360.',
    scores:
      'mRS;Control;Treated;Total / 0;300;140;440 / 1;80;180;260 / 2;100;80;180 / 3;380;100;480 / 4;340;860;1200 / 5;180;20;200 / 6;420;80;500 / Total;1800;1460;3260',
    frequencies:
      'T|                    Frequency   Percent  Valid Percent  Cumulative Percent\nValid    Q1               824      27.7           27.7                27.7\n         Q2               583      19.6           19.6                47.3\n         Q3               782      26.3           26.3                73.6\n         Q5               787      26.4           26.4               100.0\n         Total           2976     100.0          100.0',
    'columns-of-models':
      ';(1);(2);(3) / Female;0.288;-0.307;0.310 / Observations;21304;21304;18877 / Clusters;61;61;58',
    sites:
      'site_id;beds;rate per 1000;staffed / S101;340;12.1;0.91 / S102;410;11.4;0.87 / S103;290;13.9;0.95 / S104;515;10.8;0.9 / S105;388;12.6;0.93',
    thousands: 'Jahr;Frauen;Männer / 2015;17.840;6.240 / 2016;14.980;7.760 / 2017;16.260;4.860',
  },
};

export const ofFifth = drawnCases('fifth', cases);
