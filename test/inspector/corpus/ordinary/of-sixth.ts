import { drawnCases } from './drawn.ts';

/** Layouts of the sixth set of recorded outputs, in other words: what a rule above a note has to find, and what none may say anything of. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'individual-rows': {
    workers:
      'T|Contracts\n=========\n\n=========  ======  ======  ======  ==========\nnurse      from    until   pay     left\n=========  ======  ======  ======  ==========\ne11        2008    2016    31.2    moved\ne12        2009    2011    22.1    fired\ne13        2012    2019    33.5    moved\ne14        2003    2018    26.4    pension\ne15        2013    2020    45.6    fired\ne16        2002    2007    24.1    fired\ne17        2011    2021    23.4    moved\n=========  ======  ======  ======  ==========',
    residuals:
      'T|> head(resid(m)[big], 9)\n  871   4102    933   1207   2268    117   3390   4405    650 \n61.02  63.11  64.29  64.50  65.77  66.10  68.92  70.03  81.25 ',
    bars: 'T|0\n4\n8\n12\nhours in seclusion\nResident 1\nResident 2\nResident 3\nResident 4\nResident 5\nResident 6   died\nleft\nhome\nhome\nleft\nleft\nhome',
  },
  'small-count': {
    'percent-heads':
      'Kommun;20 procent;60 procent;100 procent;Totalt / Arboga;31;7;112;150 / Boden;64;81;77;222 / Totalt;95;88;189;372',
    'of-their-total':
      'T|>>> print(out)\n          temps (50+)      %\nended                        \nOwn wish            4    0.4\nNo work             0    0.0\nIllness           310   28.6\nOther             770   71.0\nTotal            1084  100.0',
    'of-the-total-row':
      'T|>>> print(out)\n          heads (50+)      %\nended                        \nOwn wish            4    0.4\nNo work             0    0.0\nIllness           310   28.6\nOther             770   71.0\nTotal            1084  100.0',
    'band-of-time':
      'product;overdue;contracts / First car;None;413 / First car;1-3 weeks;6 / First car;4+ weeks;118 / Van;None;205 / Van;1-3 weeks;3 / Van;4+ weeks;71',
    'ruled-with-bars':
      'T|> CrossTable(x$level, x$sex)\n\n   Cell Contents\n|-------------------------|\n|                       N |\n|           N / Row Total |\n|-------------------------|\n\nTotal Observations in Table:  310 \n\n             | x$sex \n     x$level |       Man |     Woman | Row Total | \n-------------|-----------|-----------|-----------|\n           A |        88 |        71 |       159 | \n             |     0.553 |     0.447 |     0.513 | \n-------------|-----------|-----------|-----------|\n           B |        95 |        49 |       144 | \n             |     0.660 |     0.340 |     0.465 | \n-------------|-----------|-----------|-----------|\n           C |         4 |         3 |         7 | \n             |     0.571 |     0.429 |     0.023 | \n-------------|-----------|-----------|-----------|\nColumn Total |       187 |       123 |       310 | \n-------------|-----------|-----------|-----------|',
  },
  'suppressed-cell': {
    'list-mode':
      'T|sqlite> select * from t;\nDistrict|Girls|Boys|All\nHarrow End|31|44|75\nLowfield|(hid.)|52|58\nMillgate|61|27|88\nAll|98|123|221',
    object:
      'T|hospital: Turku\npotilaat_yhteensä: 318\naikuiset: 221\nlapset: 90\nmuu: null\nhuom: muu: alle 10 potilasta',
  },
  'small-difference': {
    'subset-of':
      'T|> table(d$group)\n\ncontrol  advised \n     92      104 \n> table(subset(d, !moved)$group)\n\ncontrol  advised \n     78       98 ',
    'two-rows':
      'T|## Tabell 1. Alla boende\n\n| Hem | Boende |\n|---|---|\n| Ekgården | 143 |\n| Solhöjd | 265 |\n\n## Tabell 2. Boende utan fallrisk\n\n| Hem | Boende |\n|---|---|\n| Ekgården | 117 |\n| Solhöjd | 262 |',
    others: 'T|The scheme took on 341 apprentices; 336 apprentices finished, and the others left early.',
    'others-de': 'T|Aufgenommen wurden 412 Mieter; 405 Mieter zahlten pünktlich, die übrigen nicht.',
  },
  'small-rate': {
    'of-the-same':
      'T|The audit covered 214 drivers. A crash was recorded for 1.9% of the drivers, and 38.3% had passed the course.',
    'of-the-same-de': 'T|Befragt wurden 1.251 Lehrkräfte. Einen Unfall meldeten 0,5 % der Lehrkräfte.',
  },
  'small-missing': {
    'two-sizes':
      'T|Model A is fitted to n = 2,318 members. Model B adds income, which is missing for some, and has n = 2,311 members.',
    'for-a-reason': 'T|7 Antragsteller wurden wegen unvollständiger Angaben ausgeschlossen.',
    statistics:
      'T|     Statistics\n+---------+-------+\n|         |   costs|\n+---------+-------+\n|N Valid  |   2204|\n|  Missing|      7|\n+---------+-------+\n|Mean     |2910.55|\n+---------+-------+\n|Std Dev  | 871.30|\n+---------+-------+',
  },
  'name-label': {
    numbered: 'T|Staff No 5530917, Carla Winter, left in June.',
    interviewee: 'T|Interviewee 12 was Dana Holroyd, who ran the unit.',
    'index-case': 'T|The index case, Piet Harmsen, came by train.',
    debtor: 'T|Die Schuldnerin Wiebke Harms hat seit April nicht gezahlt.',
    pupil: "T|L'élève Maëlle Garrigue a quitté le collège.",
    asiakas: 'T|Asiakas Eino Kettunen soitti aamulla.',
  },
  postcode: { street: 'T|Vu au domicile, rue des Tanneurs 14, deux fois.' },
  'phone-number': { asked: 'T|Call Greta Lindholm on 41730922 before noon.' },
  '': {
    streets: 'T|Accidents on the avenue de Lyon rose by 14.2 % and on quai Rambaud by 9 %.',
    'index-cases': 'T|The index case definition of the World Health Organization was used.',
    gretl: 'T|? nulldata 400\nperiodicity: 1, maxobs: 400\nobservations range: 1 to 400',
    'growth-heads': 'region;change %;2019;2020 / North;112;340;380 / South;95;410;390 / East;130;270;351',
    'said-in-sentences':
      'T|Alla antal är avrundade till närmaste tiotal. Av 3 150 boende flyttade 440 boende, 1 210 boende fick hjälp, 80 boende fick stöd, 330 boende fick dispens och 90 boende avböjde.',
    'nearest-fifty':
      'T|Counts are rounded to the nearest 50. The cohort has 8,450 tenants, of whom 4,250 women and 4,200 men. Some 1,150 tenants were in arrears, 350 in court and 50 abroad.',
    'pointed-beside-decimals':
      ';Fälle;Prozent / Land;; / Bayern;3.140;41.2 / Hamburg;620;8.1 / Berlin;910;11.9 / Sachsen;2.960;38.8 / Stand;; / offen;5.470;71.7 / ruhend;2.160;28.3',
    'two-times': 'T|In 2021 the wards had 412 beds; in 2022 they had 405 beds.',
    'numbered-levels': 'T|axis\nGroup 1\nGroup 2\nGroup 3\nGroup 4\nGroup 5\nGroup 6',
  },
};

export const ofSixth = drawnCases('sixth', cases);
