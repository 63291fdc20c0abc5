import { Draw, type Grid, times } from '../corpus-file.ts';
import { cardNumber, day, hexDigits, nhsNumber, postcode, spoiled, uuid } from './numbers-of-people.ts';
import type { RuleCase } from './rule-case.ts';

const draw = new Draw(1805);

/** A column of values beside one of measurements. */
const column = (header: string, values: readonly string[]): Grid => [
  [header, 'score'],
  ...values.map((value) => [value, draw.decimal(0, 50, 2)]),
];
/** A column of twenty values of which so many are good. */
const mixed = (header: string, good: number, make: () => string, bad: () => string) =>
  column(
    header,
    times(20, (at) => (at < good ? make() : bad())),
  );

const identifierHeader: RuleCase = {
  rule: 'identifier-header',
  hit: [
    ['patient_id', 'age', 'score'],
    ['17', '41', '2.5'],
    ['18', '52', '3.5'],
  ],
  at: ['1:1'],
  nearMisses: {
    'the names of variables in a codebook': [
      ['variable', 'label'],
      ['patient_id', 'number of the person'],
      ['surname', 'name of the family'],
    ],
    'a name of something else': [
      ['name', 'filename', 'estimate'],
      ['age', 'a.csv', '0.5'],
    ],
    'kinds of devices, subjects of a school, addresses of memory': [
      ['phone', 'subject', 'address', 'n'],
      ['iOS', 'Maths', 'top', '120'],
      ['Android', 'English', 'heap', '300'],
    ],
    'people who are counted': [
      ['patients', 'subjects'],
      ['120', '340'],
    ],
  },
  boundary: [
    [column('Surname', ['Alder', 'Birch']), true],
    [column('NHS number', ['12', '13']), true],
    [column('hospitalNo', ['12', '13']), true],
    [column('MRN', ['12', '13']), true],
    ...[
      'pat_nr',
      'Versicherten-ID',
      'Patientennummer',
      'numéro patient',
      'Prénom',
      'N° patient',
      'historia clínica',
      'Apellidos',
    ].map((name) => [column(name, ['12', '13']), true] as const),
    ...[
      'Codice Fiscale',
      'id_paziente',
      'BSN',
      'achternaam',
      'número de utente',
      'personnummer',
      'Efternamn',
      'CPR-nummer',
      'Fornavn',
    ].map((name) => [column(name, ['12', '13']), true] as const),
    ...[
      'fødselsnummer',
      'Henkilötunnus',
      'PESEL',
      'Imię',
      'id_pacjenta',
      '患者番号',
      '姓名',
      'Krankenversicherungsnummer',
    ].map((name) => [column(name, ['12', '13']), true] as const),
    [column('Telefon', ['030 901820']), true],
    [column('Telefon', ['ja', 'nein']), false],
    [column('Adresse', ['ja', 'nein']), false],
    [column('patients', ['12', '13']), false],
    [column('Anzahl Patienten', ['12', '13']), false],
    [column('Fallzahl', ['12', '13']), false],
    [column('nombre de patients', ['12', '13']), false],
    [column('número de pacientes', ['12', '13']), false],
    [column('Nombre', ['12', '13']), false],
    [column('first name', ['Ada']), true],
    [column('USUBJID', ['12', '13']), true],
    [column('subject', ['12', '13']), true],
    [column('phone', ['020 7946 0958']), true],
    ['   patient_id  age sex\n0         101   54   M\n1         102   61   F\n', true],
    ['  surname and age were removed\n  12 of 13 columns stay\n', false],
    [column('chi', ['12.1', '13.2']), false],
    [column('patient_id', []), false],
  ],
  masked: [column('patient_id', ['redacted', '*', '']), false],
};

const checkDigits: RuleCase = {
  rule: 'check-digits',
  hit: column(
    'reference',
    times(14, () => nhsNumber(draw)),
  ),
  at: ['1:1'],
  nearMisses: {
    'numbers of ten digits': column(
      'bytes',
      times(40, () => `${draw.whole(1_000_000_000, 9_999_999_999)}`),
    ),
    'numbers with another last digit': column(
      'reference',
      times(14, () => spoiled(nhsNumber(draw))),
    ),
    'one number over and over': column(
      'reference',
      times(14, () => '9434765919'),
    ),
  },
  boundary: [
    [column('a', ['111222333', '969949911', '657854530', '664107230']), true],
    [column('a', ['111222333', '969949911', '657854530']), false],
    [column('a', ['111222333', '969949911', '657854530', '664107230', '664107231']), false],
    [column('a', ['02810601675', '55102647224', '49860737400', '06291663665']), true],
    [column('a', ['87502199378', '72245382015', '25306152497', '17803685955']), true],
    [column('a', ['A287762635', 'A239637291', 'J769600546', 'K098288291']), false],
    [column('a', ['0.111222333', '0.969949911', '0.657854530', '0.664107230']), false],
    [column('a', ['111000000', '222000000', '333000000', '444000000', '555000000']), false],
    [
      mixed(
        'reference',
        15,
        () => nhsNumber(draw),
        () => spoiled(nhsNumber(draw)),
      ),
      false,
    ],
    [
      mixed(
        'reference',
        16,
        () => nhsNumber(draw),
        () => spoiled(nhsNumber(draw)),
      ),
      true,
    ],
    [
      mixed(
        'reference',
        17,
        () => nhsNumber(draw),
        () => spoiled(nhsNumber(draw)),
      ),
      true,
    ],
    [
      column(
        'reference',
        times(3, () => nhsNumber(draw)),
      ),
      false,
    ],
    [
      column(
        'reference',
        times(4, () => nhsNumber(draw)),
      ),
      true,
    ],
    [
      column(
        'reference',
        times(5, () => nhsNumber(draw)),
      ),
      true,
    ],
    [
      column(
        'payment',
        times(12, () => cardNumber(draw)),
      ),
      true,
    ],
    [
      column(
        'reference',
        times(12, () => nhsNumber(draw).replace(/^(...)(...)/, '$1 $2 ')),
      ),
      true,
    ],
    [
      column(
        'reference',
        times(12, () => nhsNumber(draw).replace(/^(...)(...)/, '$1-$2-')),
      ),
      true,
    ],
  ],
  masked: [
    column(
      'reference',
      times(14, () => 'redacted'),
    ),
    false,
  ],
};

const identifierShape: RuleCase = {
  rule: 'identifier-shape',
  hit: column(
    'key',
    times(24, () => uuid(draw)),
  ),
  at: ['1:1'],
  nearMisses: {
    'codes of areas': column(
      'area',
      times(24, (at) => `E0${9_000_001 + at}`),
    ),
    'codes of diseases': column(
      'icd10',
      times(24, (at) => `C${10 + at}.${at % 10}`),
    ),
    'codes of hospitals': column(
      'hospital_code',
      times(24, (at) => `RX${1000 + at}`),
    ),
    'runs of an experiment': column(
      'run_id',
      times(24, () => hexDigits(draw, 32)),
    ),
    measurements: column(
      'value',
      times(24, () => draw.decimal(0, 1, 12)),
    ),
    'one key over and over': column(
      'key',
      times(24, (at) => ['ab12cd34-0000-4000-8000-00000000000', at % 4].join('')),
    ),
  },
  boundary: [
    [
      column(
        'key',
        times(20, (at) => `P${10_000 + Math.max(0, at - 1)}`),
      ),
      true,
    ],
    [
      column(
        'key',
        times(20, (at) => `P${10_000 + Math.max(0, at - 2)}`),
      ),
      false,
    ],
    [
      column(
        'key',
        times(24, (at) => `P${10_000 + 7 * at}`),
      ),
      true,
    ],
    [
      column(
        'key',
        times(24, () => hexDigits(draw, 64)),
      ),
      true,
    ],
    [
      column(
        'key',
        times(24, (at) => `${7 * at}`.padStart(8, '0')),
      ),
      true,
    ],
  ],
  masked: [
    column(
      'key',
      times(24, () => '*'),
    ),
    false,
  ],
};

const email: RuleCase = {
  rule: 'email-address',
  hit: [
    ['group', 'contact'],
    ['a', 'none'],
    ['b', 'ada.alder@example.org'],
  ],
  at: ['3:2'],
  nearMisses: {
    'a sign among words': [
      ['cell', 'value'],
      ['a @ b', '3'],
      ['x@', '4'],
      ['@home', '5'],
      ['auc@10', '0.5'],
    ],
  },
  boundary: [
    [column('note', ['write to <a+b@mail.example.co.uk>.']), true],
    [column('note', ['precision@10.5']), false],
  ],
  masked: [column('contact', ['redacted']), false],
};

const socialSecurity: RuleCase = {
  rule: 'social-security-number',
  hit: [
    ['group', 'reference'],
    ['a', '536-22-8145'],
  ],
  at: ['2:2'],
  nearMisses: {
    'a number that cannot be one': column('reference', ['000-12-3456', '666-12-3456', '912-12-3456', '536-00-8145']),
    'nine digits': column('reference', ['536228145', '536228146']),
    'a number of other parts': column('reference', ['536-228-145', '1536-22-8145', '536-22-81455']),
  },
  boundary: [
    [column('reference', ['536 22 8145']), true],
    [column('reference', ['536-22 8145']), false],
  ],
  masked: [column('reference', ['***-**-****']), false],
};

const birthDate: RuleCase = {
  rule: 'birth-date',
  hit: column(
    'dob',
    times(12, () => day(draw)),
  ),
  at: ['1:1'],
  nearMisses: {
    'years of birth': column(
      'year_of_birth',
      times(12, () => `${draw.whole(1930, 2010)}`),
    ),
    'days of a series': column(
      'date',
      times(12, (at) => `2024-01-${10 + at}`),
    ),
    'weights at birth': column(
      'birth weight',
      times(12, () => `${draw.whole(2000, 4000)}`),
    ),
  },
  boundary: [
    [column('Date of birth', ['07/03/1961', '11/12/1958']), true],
    [column('birthDate', ['7.3.1961', '1.12.1958']), true],
    [column('dob', ['31-Mar-1961']), true],
    [column('dob', ['1961', '1958']), false],
    [column('dob', ['1961-03', '1958-11']), false],
  ],
  masked: [column('dob', ['', 'redacted']), false],
};

const eventDate: RuleCase = {
  rule: 'event-date',
  hit: column(
    'admission_date',
    times(12, () => day(draw)),
  ),
  at: ['1:1'],
  nearMisses: {
    'months of admission': column('admission_month', ['2024-01', '2024-02']),
    'days of a series': column(
      'date',
      times(12, (at) => `2024-01-${10 + at}`),
    ),
    'deaths that are counted': column(
      'deaths',
      times(12, () => `${draw.whole(20, 90)}`),
    ),
  },
  boundary: [
    [column('date of death', ['2024-02-11', '2024-03-01']), true],
    [column('discharged', ['11/02/2024', '01/03/2024']), true],
    [column('death_week', ['2024-W07']), false],
  ],
  masked: [column('admission_date', ['', '*']), false],
};

const places: RuleCase = {
  rule: 'postcode',
  hit: column(
    'home',
    times(12, () => postcode(draw)),
  ),
  at: ['1:1'],
  nearMisses: {
    districts: column('home', ['BS1', 'BS2', 'CF10', 'M1']),
    'five digits': column(
      'cost',
      times(12, () => `${draw.whole(10_000, 99_999)}`),
    ),
    'one of many words': column('note', ['seen', 'BS1 4QZ', 'left', 'moved']),
  },
  boundary: [
    [
      mixed(
        'home',
        9,
        () => postcode(draw),
        () => 'unknown',
      ),
      false,
    ],
    [
      mixed(
        'home',
        10,
        () => postcode(draw),
        () => 'unknown',
      ),
      true,
    ],
    [
      mixed(
        'home',
        11,
        () => postcode(draw),
        () => 'unknown',
      ),
      true,
    ],
    [column('zip', ['02139', '10001', '94110']), true],
    [column('zip3', ['021', '100', '941']), false],
  ],
  masked: [column('home', ['*', '*']), false],
};

const coordinates: RuleCase = {
  rule: 'coordinates',
  hit: [['lat', 'lon', 'score'], ...times(12, () => [draw.decimal(50, 58, 5), draw.decimal(-5, 1, 5), '2'])],
  at: ['1:1'],
  nearMisses: {
    'rough places': [['lat', 'lon'], ...times(12, () => [draw.decimal(50, 58, 1), draw.decimal(-5, 1, 1)])],
    'one of the two': column(
      'lat',
      times(12, () => draw.decimal(50, 58, 5)),
    ),
    'numbers of other columns': [['beta', 'se'], ...times(12, () => [draw.decimal(50, 58, 5), draw.decimal(0, 1, 5)])],
  },
  boundary: [
    [[['latitude', 'longitude'], ...times(12, () => [draw.decimal(50, 58, 2), draw.decimal(-5, 1, 2)])], false],
    [[['latitude', 'longitude'], ...times(12, () => [`51.1${draw.whole(11, 99)}`, `-2.1${draw.whole(11, 99)}`])], true],
  ],
  masked: [
    [
      ['lat', 'lon'],
      ['*', '*'],
    ],
    false,
  ],
};

const people = (rows: number, headers: readonly string[]): Grid => [
  headers,
  ...times(rows, () => headers.map((_, at) => `${draw.whole(at, at + 60)}`)),
];
/** Rows of people with some of what is known of them, each drawn by itself. */
const persons = (rows: number, columns: Readonly<Record<string, () => string>>): Grid => [
  Object.keys(columns),
  ...times(rows, () => Object.values(columns).map((make) => make())),
];
const age = () => `${draw.whole(18, 95)}`;
const either =
  (first: string, ...others: readonly string[]) =>
  () =>
    draw.of(first, ...others);
const woman = either('Mujer', 'Hombre');
/** Every group of some, in order, with a measure of each. */
const groups = (ages: readonly string[], head: readonly string[], ...measures: readonly (() => string)[]): Grid => [
  head,
  ...['North', 'South'].flatMap((place) =>
    ['female', 'male'].flatMap((sex) => ages.map((one) => [place, sex, one, ...measures.map((make) => make())])),
  ),
];
const share = () => draw.decimal(0, 1, 3);
const many = () => `${draw.whole(30, 900)}`;
const bands = ['18-34', '35-49', '50-64', '65+'];
const singles = times(40, (at) => `${20 + at}`);
const individuals: RuleCase = {
  rule: 'individual-rows',
  hit: people(120, ['age', 'sex', 'ethnicity', 'score']),
  at: ['1:'],
  nearMisses: {
    'groups that are counted': people(120, ['age', 'sex', 'ethnicity', 'count']),
    'one of the three': people(120, ['age', 'score', 'epoch']),
    'groups with their population': people(120, ['age', 'sex', 'ethnicity', 'population', 'score']),
    'bands of ages with a rate': groups(bands, ['region', 'sex', 'age', 'rate'], share),
    'bands of ages with a measure': groups(
      [...bands, ...bands.map((band) => `${band} all`)],
      ['region', 'sex', 'age', 'x'],
      share,
    ),
    'single ages in order, with counts': groups(singles, ['region', 'sex', 'age', 'Anzahl'], many),
    'single ages in order, with a mean': groups(singles, ['region', 'sex', 'age', 'mean weight'], share),
    'a life table': [
      ['sex', 'age', 'qx', 'lx'],
      ...['f', 'm'].flatMap((sex) => singles.map((one) => [sex, one, share(), many()])),
    ],
    'a series of places': [
      ['date', 'region', 'disease', 'items'],
      ...times(60, (at) => [`2024-01-${10 + (at % 20)}`, `r${at % 3}`, 'flu', many()]),
    ],
    'a table of estimates': [
      ['sex', 'age', 'ethnicity', 'estimate'],
      ...times(30, () => [woman(), age(), 'a', share()]),
    ],
    'a reference by single ages': groups(singles, ['height', 'sex', 'age', 'mu'], share),
    'groups with a measure that nothing names': [
      ['sex', 'ethnicity', 'occupation', 'x'],
      ...times(36, (at) => [`s${at % 2}`, `e${(at >> 1) % 3}`, `o${Math.floor(at / 6)}`, share()]),
    ],
    'a codebook': [
      ['variable', 'type'],
      ...['age', 'sex', 'ethnicity', 'postcode', 'dob'].map((name) => [name, 'text']),
    ],
    'values of years': [
      ['measure', ...times(24, (at) => `${2000 + at}`)],
      ['age', ...times(24, share)],
      ['sex', ...times(24, share)],
    ],
    'a summary of variables': [
      ['', 'age', 'sex', 'bmi'],
      ...['mean', 'std', '25%', '50%', '75%'].map((name) => [name, share(), share(), share()]),
    ],
  },
  boundary: [
    [people(4, ['age', 'sex', 'ethnicity']), false],
    [persons(20, { sex: either('F', 'M'), job: either('a', 'b', 'c'), race: either('a', 'b') }), true],
    [persons(19, { sex: either('F', 'M'), job: either('a', 'b', 'c'), race: either('a', 'b') }), false],
    [people(100, ['id', 'age', 'sex']), true],
    [people(101, ['Age', 'Gender', 'GP practice', 'occupation']), true],
    [[['edad', 'sexo'], ...['41', '67', '23', '88', '59'].map((one) => [one, 'Mujer'])], true],
    [[['edad', 'sexo'], ...['23', '41', '59', '67', '88'].map((one) => [one, 'Mujer'])], false],
    [persons(30, { Alter: age, Geschlecht: either('m', 'w') }), true],
    [
      persons(30, {
        birth_year: () => `${draw.whole(1930, 2005)}`,
        sex: either('f', 'm'),
        band: either('18 to 34', '35 to 49'),
        cost: share,
      }),
      true,
    ],
    [
      persons(30, {
        sexe: either('F', 'H'),
        profession: either('cadre', 'ouvrier'),
        diagnostic: either('I20', 'E10'),
        poids: age,
      }),
      true,
    ],
    [persons(30, { sex: either('F', 'M'), diagnosis: either('I20', 'E10'), admission: () => day(draw) }), true],
    [persons(12, { sex: either('F', 'M'), admission: () => day(draw) }), true],
    [
      persons(30, { sex: either('F', 'M'), age_group: either('18-34', '35-49', '50-64'), region: either('a', 'b') }),
      false,
    ],
    [persons(12, { sex: either('F', 'M'), region: either('a', 'b'), n: () => '1' }), true],
    [persons(12, { sex: either('F', 'M'), region: either('a', 'b'), n: many }), false],
    [persons(40, { patient: age, visit_date: () => day(draw), sbp: age, dbp: age }), true],
    [
      [
        ['', ...times(24, (at) => `P${101 + at}`)],
        ['sex', ...times(24, either('F', 'M'))],
        ['age', ...times(24, age)],
      ],
      true,
    ],
    [
      [
        ['', ...times(2, (at) => `P${101 + at}`)],
        ['sex', ...times(2, either('F', 'M'))],
        ['age', ...times(2, age)],
      ],
      false,
    ],
    [
      [
        ['', ...times(24, (at) => `Q${1 + at}`)],
        ['a', ...times(24, share)],
        ['b', ...times(24, share)],
      ],
      false,
    ],
  ],
  masked: [people(120, ['*', '*', '*', 'score']), false],
};

const scattered: RuleCase = {
  rule: 'scattered-rows',
  hit: persons(24, { treated: either('0', '1'), weight: age, score: age }),
  at: ['1:'],
  nearMisses: {
    'a curve': [['treated', 'time', 'weight'], ...times(40, (at) => [`${at % 2}`, `${at}`, `${2 * at}`])],
    'measures of models': persons(24, { split: either('train', 'test'), loss: age, score: age }),
  },
  boundary: [[persons(19, { treated: either('0', '1'), weight: age, score: age }), false]],
  masked: [persons(24, { treated: either('0', '1'), weight: () => '*', score: age }), false],
};

/** The rules that find what points to one person. */
export const identifierCases: readonly RuleCase[] = [
  identifierHeader,
  checkDigits,
  identifierShape,
  email,
  socialSecurity,
  birthDate,
  eventDate,
  places,
  coordinates,
  individuals,
  scattered,
];
