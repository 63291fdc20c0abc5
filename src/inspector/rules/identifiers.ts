import type { ExplainedRule } from './explained.ts';

const hipaa = 'HIPAA, 45 CFR 164.514(b)(2)';

/** Rules about columns that name people, and rows that are people. */
export const identifierRules = [
  {
    id: 'many-rows',
    severity: 'review',
    title: 'Many rows',
    says: 'A table has more rows than the project takes for a summary. It may hold records.',
    source: 'OpenSAFELY, at most 5,000 rows',
    threshold: 'maxRows',
    example: '5,001 rows below the header.',
    unseen: 'Records in a shorter table, or cut into several.',
  },
  {
    id: 'identifier-header',
    severity: 'block',
    title: 'A column of direct identifiers',
    says: 'The header names something that points to one person, and the column is not masked.',
    source: `${hipaa}, A, D to H`,
    example:
      '`patient_id`, `NHS number`, `surname`, `Versicherten-ID`, `prénom`, `phone`. `phone` or `subject` above numbers. Left alone: such names in the cells of a codebook, `name` alone, `subject` above Maths.',
    unseen: 'Other names, and other languages than English, eleven more of Europe, Chinese, Japanese and Korean.',
  },
  {
    id: 'check-digits',
    severity: 'block',
    title: 'Numbers with check digits of identifiers',
    says: 'At least 80 % of four or more different numbers in a column have the check digits of one kind: of an NHS or CHI number, a card, a provider, or a number by which one of twenty countries knows its people.',
    source:
      'Modulus 11 (NHS Data Dictionary), Luhn (ISO/IEC 7812), and what each country says; by chance at most once in 10,000 columns',
    example:
      'Four different NHS numbers below any header, five BSN. Left alone: numbers of ten digits of which one in eleven fits, decimals.',
    unseen: 'Fewer than four, and numbers of other countries.',
  },
  {
    id: 'identifier-shape',
    severity: 'block',
    title: 'A column of keys',
    says: 'Nearly every row has a key of its own, and all keys look alike: UUIDs, hashes, a letter and digits, digits with leading zeros.',
    source: `${hipaa}, R`,
    example:
      '`P10017`, `P10023` … Left alone: codes of areas, hospitals, diseases, genes and variants, runs of an experiment.',
    unseen: 'Keys that are plain numbers, that repeat, or that look like public codes.',
  },
  {
    id: 'email-address',
    severity: 'block',
    title: 'An e-mail address in a table',
    says: 'A cell holds an e-mail address.',
    source: `${hipaa}, F`,
    example: '`ada@example.org` in any cell. Left alone: `auc@10`.',
    unseen: 'Addresses that are written in words.',
  },
  {
    id: 'social-security-number',
    severity: 'block',
    title: 'A social security number',
    says: 'A number has the form and the structure of one of the United States.',
    source: `${hipaa}, G; structure by the Social Security Administration`,
    example: '`536-22-8145`. Left alone: nine digits without signs between them, `000-12-3456`.',
    unseen: 'Nine bare digits, and numbers of other countries.',
  },
  {
    id: 'birth-date',
    severity: 'block',
    title: 'Dates of birth',
    says: 'A column of births holds days, or a line tells the day on which somebody was born.',
    source: `${hipaa}, C`,
    example:
      '`1961-03-07` or `7.3.1961` below `dob`; `geboren am 3.7.1958`. Left alone: years of birth, weights at birth, children born between two days.',
    unseen: 'Days in columns that are called something else, and days that no word calls a birth.',
  },
  {
    id: 'event-date',
    severity: 'review',
    title: 'Days of admission, discharge or death',
    says: 'A column of events in the life of people holds days.',
    source: `${hipaa}, C`,
    example: '`2024-02-11` below `admission_date`. Left alone: months and weeks, the days of a series with its counts.',
    unseen: 'Other events, days in running text, and records that hold a count beside their days.',
  },
  {
    id: 'postcode',
    severity: 'block',
    title: 'Postcodes',
    says: 'At least half of a column are full postcodes of the United Kingdom, or a column of postcodes holds five digits; or one stands beside a name, a day of birth or a word of where somebody lives.',
    source: `${hipaa}, B`,
    example:
      '`BS1 4QZ` in any column, `02139` below `zip`; `lives at 4 Elm Row, BS1 4QZ`. Left alone: districts such as `BS1`, three digits.',
    unseen: 'Postcodes of other forms, and small areas with other names.',
  },
  {
    id: 'coordinates',
    severity: 'review',
    title: 'Exact places',
    says: 'Latitude and longitude have three decimals or more, which is a hundred metres or less.',
    source: `${hipaa}, B`,
    example: '`lat` 51.12345 and `lon` -2.12345. Left alone: one decimal.',
    unseen: 'Other grids, and columns that are called something else.',
  },
  {
    id: 'individual-rows',
    severity: 'block',
    title: 'Rows that look like people',
    says: 'Columns that together single people out, and none that counts or holds a mean: each row may be a person. Single ages or years of birth without an order show it in five rows.',
    source: 'Quasi-identifiers as in k-anonymity; microdata never leave (Australian Bureau of Statistics)',
    example:
      '`age`, `sex` and five rows of single ages; `sexo`, `ocupación`, `diagnosis` and 20 rows; words for a sex in no order, beside single ages or days, below any heads; the same with people as columns, in a list, or printed in pieces; `n` that is always 1. Left alone: the same with `n` or `population`, with bands of ages, or where each combination of words stands once.',
    unseen: 'Fewer rows, other columns, and records beside a column that counts something else.',
  },
  {
    id: 'scattered-rows',
    severity: 'note',
    title: 'Rows that may be people',
    says: 'A column of two values stands beside numbers without any order, and nothing counts.',
    source: 'Our own',
    example: 'Twenty rows of `treated` 0 and 1, `weight` and `score`. Left alone: sorted tables.',
    unseen: 'What a row is.',
  },
] as const satisfies readonly ExplainedRule[];
