import { drawnCases } from './drawn.ts';

/** Layouts of the tenth set of recorded outputs, in other words: what a rule above a note has to find, and what none may say anything of. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'small-missing': {
    'cases-without': 'T|Number of observations with missing on predictors:  6',
    'missing-of-one-thing': 'T|Linked records 5214. missing year of birth: 3',
  },
  'small-count': {
    macros: 'T|\\newcommand{\\nTotal}{1,304}\n\\newcommand{\\nDeathsPlacebo}{6}',
    'bars-of-signs':
      'T|Poissaolot (henkilöä)\nSelkä       |################### 190\nMieli       |########### 112\nTapaturma   |# 8',
    'list-behind-a-head': 'T|Patients by dose group: none 312, low 145, medium 87, very high 4',
    'of-these': 'T|A total of 312 incidents were coded as burns; five of these followed a fire.',
    'finnish-case': 'T|Haiman tulehdus todettiin kolmella potilaalla.',
    'polish-case': 'T|W podgrupie zmarło siedmiu pacjentów.',
  },
  'extreme-value': {
    'single-claim': 'T|largest single claim EUR 1,204,300 (a fire)',
    outlier: 'T|outlier: 38 110 ng/L',
    dearest: 'Indicador;Valor / Pacientes;2120 / Coste medio (EUR);4120 / Coste del paciente más caro (EUR);298400',
    'youngest-greek': 'T|Ο νεότερος ασθενής ήταν 18 ετών.',
    'youngest-polish': 'T|Najmłodszy pacjent miał 19 lat.',
  },
  'labelled-identifier': {
    kimlik: 'T|T.C. Kimlik No 94158225736 bulunamadı.',
    'kimlik-in-words': 'T|T.C. kimlik numarası 94158225736 olan hasta iki kez kaydedilmiş.',
    amka: 'T|Σφάλμα: ΑΜΚΑ 13118980500, διπλή εγγραφή',
    message: 'T|PID|1||0004418823^^^NORD^MR||Alder^Rosalind||19420617|F',
  },
  'birth-date': {
    star: 'T|Fallakte Erlenbach, Rosa (*17.08.1939), Bett 2.',
    'place-between': 'T|Nata a Bari il 30/06/1949, non ha firmato.',
    hungarian: 'T|Szül. 1951. 04. 27., nem járult hozzá.',
    turkish: 'T|Hasta aranacak (doğum: 19.03.1966).',
  },
  postcode: { 'street-of-sweden': 'T|Fel adress för deltagaren: Granvägen 14, 903 37 Umeå.' },
  'name-label': { 'double-name-in-a-path': `T|read_csv("/data/ekg/Alder_Ann-Mary_19410614-3441.csv")` },
  '': {
    'rounded-as-said':
      'T|\nAll counts rounded to the nearest multiple of 5\n\nboard      admissions   deaths\nNorth      12455        880\nSouth      245          15\nWest       230          5',
    'number-of-a-table': 'T|Benefit recipients by local office\nTable 4',
    'never-in-german': ';ex;ja;nie / Nord;114;86;183 / Ost;111;71;194 / West;120;68;209',
    'limits-of-a-laboratory':
      'analyte;unit;ref_low;ref_high;max_reportable / Sodium;mmol/L;133;146;200 / Potassium;mmol/L;3.5;5.3;10',
    'limits-of-a-form': 'field;Text Validation Min;Text Validation Max / height_cm;100;230 / weight_kg;30;250',
    'houses-and-beds': 'Träger;Kliniken;Betten / öffentlich;9;4120 / privat;4;1240',
    'beds-of-wards': 'ward_code;ward_name;bed_from;bed_to;floor / W01;Cardiology;1;24;3 / W02;Surgery;25;48;4',
    epochs: 'T|epoch 1/8 - loss 0.6412 - val_loss 0.6120\nepoch 2/8 - loss 0.5880 - val_loss 0.5714',
    'caption-of-a-model': 'T|\\caption{OLS, N = 4\\,200}',
    'telephone-of-a-desk': 'T|Contact the helpdesk: +44 20 7946 0123',
    'telephone-of-a-hospital': 'T|O Hospital de Santa Marta, tel. 225 512 100, forneceu os dados.',
    'address-of-an-institute': "T|L'Istituto di Statistica ha sede in Viale Regina Margherita 299, Roma.",
    'address-of-a-clinic': 'T|Erasmus MC, Dr. Molewaterplein 40, 3015 GD Rotterdam.',
    'mailbox-of-an-office': 'T|Frågor: registrator@centrum.example.se',
    convergence:
      'T|              Estimate Est.Error Rhat Bulk_ESS\nIntercept        -0.88      0.11 1.00     2210\narm2             -0.34      0.13 1.00     4123',
    'code-of-missing': 'T|missing value code: 9',
    'outliers-of-a-method': 'T|outlier rule: 3 deviations',
    'largest-of-groups': 'T|largest single group 4120 people',
  },
};

export const ofTenth = drawnCases('tenth', cases);
