import { drawnCases } from './drawn.ts';

/** Layouts of the eleventh set of recorded outputs, in other words: what a rule above a note has to find, and what none may say anything of. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'small-count': {
    'latex-heads-over-columns':
      'T|\\begin{tabular}{lrrrr}\\toprule\n & \\multicolumn{2}{c}{Day} & \\multicolumn{2}{c}{Night} \\\\\n\\cmidrule(lr){2-3}\\cmidrule(lr){4-5}\nFalls & {$n$} & {\\%} & {$n$} & {\\%} \\\\\n\\midrule\nWard A & 96 & 12.0 & 44 & 5.1 \\\\\nWard B & 4 & 0.5 & 9 & 1.0 \\\\\n\\bottomrule\n\\end{tabular}',
    'sizes-of-clusters': 'T|> fit$size\n[1] 512 288   6',
    'size-of-groups':
      'T|>>> visits.groupby(["clinic", "late"]).size()\nclinic        late\nNorth         0              712\n              1                4\nSouth         0              655\n              1               31\ndtype: int64',
  },
  'small-rate': {
    'sizes-in-the-head': 'Symptom;New (N=240);Old (N=260) / Headache;41.7%;40.0% / Nausea;57.5%;56.5% / Rash;0.8%;3.5%',
    'sizes-in-a-column': 'Region;better;same;worse;N / North;62.0;37.2;0.8;250 / South;51.0;38.5;10.5;400',
    'one-size': 'answer;percent;N / yes;52.2;500 / no;47.0;500 / refused;0.8;500',
    'person-years': 'job;person_years;rate_per_1000 / baker;48210;2.86 / diver;1500;2.00 / nurse;91044;2.11',
    'running-percent':
      'T|Respondents, N = 400\n\nanswer     pct_cum\nyes           71.5\nno            99.0\nother        100.0',
    accuracy: 'T|Of these, dementia confirmed in 80.\nSensitivity 95.0% (95% CI 87.7 to 98.6).',
    'broken-sentence':
      'T|Of the 1,000 residents who were asked, 71.3 % had lived there for more than a year,\nand 0.6 % gave no answer. The mean age was 36.2 years.',
  },
  'small-difference': {
    numerator: 'T|denominator_pupils: 894\nnumerator_pupils: 888\nproportion: 0.9933',
    'one-of-all':
      'Gemeinde;insgesamt;Frauen;Durchschnittseinkommen / Altdorf;1402;711;41220 / Hohenau;43;38;28110 / Bachheim;988;502;39870',
    'of-which': 'Merkmal;insgesamt;darunter Inland / Beschäftigte;611;604',
    'first-to-leave': 'analysis;n;HR / main cohort;3104;1.18 / excluding movers;3097;1.19',
    'running-table': 'T|> cumsum(table(d$weeks))\n01-04 05-08 09-12   13+ \n  188   285   336   340 ',
  },
  'suppressed-cell': {
    'beside-its-share': 'payer;Frequency;Percent / Public;190;63.33 / Private;105;35.00 / None;.S;1.67',
    'in-a-flow': 'step;patients / in the register;1260 / without consent;72 / pregnant;* / analysed;1180',
  },
  'small-missing': {
    waves: 'wave;interviewed / T0;742 / T1;739 / T2;655',
    'models-below': 'model;n;events;OR / crude;2118;401;1.42 / adjusted;2112;398;1.36',
    'models-of-latex':
      'T|\\begin{tabular}{l*{2}{c}}\\hline\n &\\multicolumn{1}{c}{(1)}&\\multicolumn{1}{c}{(2)}\\\\\n &\\multicolumn{1}{c}{log pay}&\\multicolumn{1}{c}{log pay}\\\\\\hline\nTenure & 0.0212\\sym{***} & 0.0208\\sym{***}\\\\\n & (0.0014) & (0.0014)\\\\\nSize & & 0.0071\\sym{*}\\\\\n & & (0.0039)\\\\\\hline\nObservations & 4820 & 4817\\\\\n\\(R^{2}\\) & 0.214 & 0.219\\\\\\hline\n\\end{tabular}',
    unmatched: 'T|INFO left_join: matched 18,200; unmatched 4',
    'two-data-sets':
      'T|NOTE: There were 9204 observations read from the data set WORK.A.\nNOTE: There were 9197 observations read from the data set WORK.B.',
  },
  'extreme-value': {
    'broken-lowest':
      'T|Among 3,204 nurses the mean monthly pay was 2,911 (SD 402). The\nlowest reported wage was 1,210 and the highest 7,905.',
    'best-paid-in-french': 'T|La rémunération la plus élevée déclarée est de 11 300 euros.',
    'best-paid-in-norwegian': 'T|Den høyeste inntekten i utvalget var 11,87 mill. kroner.',
    'best-paid-in-german': 'T|Das höchste Gehalt betrug 7 905 Euro.',
    'best-paid-in-dutch': 'T|Het hoogste loon was 7 905 euro.',
    'best-paid-in-swedish': 'T|Den högsta lönen var 79 050 kronor.',
    'best-paid-in-danish': 'T|Den højeste lønnen var 79 050 kr.',
    'best-paid-in-spanish': 'T|El salario más alto fue de 7 905 euros.',
    'best-paid-in-italian': 'T|Lo stipendio più alto è di 7 905 euro.',
    'longest-stay-in-norwegian': 'T|Den lengste liggetiden var 148 dager.',
    'list-of-the-largest': 'rank;debt_eur / 1;418200 / 2;377950 / 3;341100 / 4;298640',
    'outliers-of-a-box': 'T|> b$out\n[1] 12.6 47.9 51.2',
  },
  'individual-rows': {
    'quoted-with-age': 'T|"I waited a year." (woman, 34, nurse)\n"Nobody called." (man, 51, welder)',
    'record-in-a-log':
      'T|2023-10-03 09:14:07 DEBUG process child_id=5512 sex=F age_m=41 school=none\n2023-10-03 09:14:07 DEBUG process child_id=5519 sex=M age_m=88 school=primary\n2023-10-03 09:14:07 DEBUG process child_id=5533 sex=M age_m=120 school=special\n2023-10-03 09:14:08 DEBUG process child_id=5540 sex=F age_m=63 school=primary\n2023-10-03 09:14:08 DEBUG process child_id=5561 sex=F age_m=151 school=secondary',
    'fitted-and-residual':
      'wage;.fitted;.resid / 15.2;20.1;-4.92 / 18.5;20.2;-1.65 / 21.3;20.2;1.13 / 14.2;20.3;-6.06 / 21.0;20.1;0.73',
    'first-three': ';pid;age;gfr / 0;3011;66;41.2 / 1;3012;58;77.0 / 2;3015;71;29.4',
  },
  'labelled-identifier': {
    austria: 'T|SV-Nr. 3119 230958 doppelt gemeldet.',
    canada: 'T|SIN 518 204 474 matched to the file on second pass.',
    iceland: 'T|Kennitala 140356-2209 fannst ekki.',
    licence: 'T|Driving licence GARST 508117 PM9XY was shown as proof of age.',
    prison: 'T|The inmate, prison no. A4471CK, asked for his file.',
  },
  postcode: { 'house-in-britain': 'T|WARN could not find 41 Quarry Hill, Bakewell DE45 1QX' },
  '': {
    'shares-of-thousands':
      'Symptom;New (N=24000);Old (N=26000) / Headache;41.7%;40.0% / Nausea;57.5%;56.5% / Rash;0.8%;3.5%',
    'decimals-of-a-page':
      'T|Asumismuoto\n\n              Prosenttia\nOmistus             61,0\nVuokra              31,5\nMuu                  7,5',
    'scheme-of-nodes':
      'T|<scheme version="2.0"><nodes><node id="0" name="File"/><node id="1" name="Logistic Regression"/></nodes></scheme>',
    'planned-arms-of-two-tables':
      'T|arm=A\n time n.risk n.event survival\n    0   3000       0    1.000\n    3   2823     253    0.916\n\narm=B\n time n.risk n.event survival\n    0   3000       0    1.000\n    3   2819     279    0.907',
    'hours-in-brackets':
      'T|Samples were taken early (2 h) and late (24 h).\nThe dose was low (5 m) or high (10 m), the statistic small (F 3, p 0.2).',
    'numbered-eigenvalues': 'no;eigenvalue / 1;4.12 / 2;1.31 / 3;0.98 / 4;0.55',
    'towns-by-rank': 'rank;town;income / 1;Ashby;48210 / 2;Corby;47300 / 3;Derby;41220',
  },
};

export const ofEleventh = drawnCases('eleventh', cases);
