import type { ExplainedRule } from './explained.ts';

const acro = 'ACRO (`acro/default.yaml`)';
const hipaa = 'HIPAA, 45 CFR 164.514(b)(2)';

/** Rules about the columns, rows and cells of tables; some of them hold for running text too. */
export const tableRules = [
  {
    id: 'small-count',
    severity: 'review',
    title: 'A small count',
    says: 'A count above zero lies below the threshold of the project. Few people stand behind it, and somebody may know them.',
    source: `${acro}, \`safe_threshold: 10\`; Australian Bureau of Statistics, rule of 10`,
    threshold: 'minCount',
    example:
      '`7` in a column `n`, `patients`, `Anzahl` or `decessi`, in a row `Observations`, in a crosstab without totals, or in a table that R or Stata printed; `3 (2.1)` in a row `n (%)`; `Number of obs = 7` in a log. Left alone: `n_params`, folds, ranks, years, epochs, `7 (2.1)` in a row `mean (SD)`.',
    unseen:
      'Counts of a table in which all are below the threshold and nothing calls them so; numbers in words; counts in pictures; and cells that become small when another table is taken from this one.',
  },
  {
    id: 'rounded-count',
    severity: 'note',
    title: 'A small number of a rounded table',
    says: 'The counts of this table are rounded to a base that the project accepts, so a small number stands for a range: 7, rounded to 7, for 4 to 10.',
    source:
      'OpenSAFELY, midpoint 6 rounding; NHS England, rounding to 5 and 7. By chance less than once in 10,000 tables',
    example:
      '`7`, `14`, `21`, `35`, `63`, `140` below `patients`. Left alone: fewer different counts than tell a base.',
    unseen: 'Whether they were rounded before they were added up, and rounding of a few counts only.',
  },
  {
    id: 'small-rounding',
    severity: 'review',
    title: 'A small number, rounded to a base that is not accepted',
    says: 'The counts of this table are rounded, to a base that the project does not accept: 3, rounded to 3, stands for 2 to 4.',
    source: 'Statistical practice: a base below the threshold still tells a small range',
    threshold: 'rounding',
    example: '`3`, `6`, `9`, `24` … below `patients`.',
    unseen: 'What the rounded numbers were.',
  },
  {
    id: 'zero-count',
    severity: 'note',
    title: 'An empty cell of a count',
    says: 'A count, or a share of people, is zero. That nobody of a group has something can tell as much as that all have it.',
    source: `${acro}, \`zeros_are_disclosive\``,
    example: '`0` in a column `patients`, `0 (0%)`, `0` in a column `percent infected`.',
    unseen: 'Whether the zero must be so, as no men among the pregnant.',
  },
  {
    id: 'numbers-unknown',
    severity: 'note',
    title: 'Columns of numbers that nothing explains',
    says: 'A table has columns of numbers that no head explains, and none that was taken for counts. No rule can say whether they count people: somebody has to.',
    source: 'Our own',
    example:
      'Numbers in columns `a` and `b`. Left alone: the same beside a column `n`, and columns `mean`, `%`, `age`.',
    unseen: 'Columns whose heads say something else than what stands in them.',
  },
  {
    id: 'whole-group',
    severity: 'review',
    title: 'All of a group',
    says: 'A share is 100 %. Whoever knows that somebody is in the group then knows this about them.',
    source: 'ACRO, risk of class disclosure (`acro/risks.json`)',
    example:
      '`100` in a column `percent infected`. Left alone: rows of totals, running totals, the share of values that are there.',
    unseen: 'Shares just below 100 %, and groups that are whole only together with another table.',
  },
  {
    id: 'suppressed-cell',
    severity: 'review',
    title: 'A masked cell that a total gives back',
    says: 'A cell is masked, but everything else of its row or column is there, and the total too. The difference is the masked count.',
    source: 'Secondary suppression, as in Australian Bureau of Statistics, DataLab output clearance',
    example:
      '`<10, 24, 30` with the total `61`. Left alone: two masked cells in the same row that no column gives back.',
    unseen:
      'Masked cells that percentages, other tables or an equation over several rows give back, and tables of more than 20,000 cells.',
  },
  {
    id: 'small-difference',
    severity: 'review',
    title: 'A small count that a difference gives',
    says: 'One number less another is a count above zero and below the threshold: a total less all that is shown of it, one step of a running total, all of a group less those that are left when some are left out.',
    source: 'Differencing, as in Australian Bureau of Statistics: differences of at least ten',
    threshold: 'minCount',
    example:
      '`Total` 120 below 70 and 45; `cumulative cases` 40, 43; `patients (all)` 3726 beside `patients (excluding under 18)` 3723. Left alone: rounded counts, totals below their parts, shares.',
    unseen: 'Differences between tables, and between this output and an earlier one.',
  },
  {
    id: 'small-missing',
    severity: 'review',
    title: 'A few that are missing',
    says: 'A line tells that so few records are missing or were left out: a small count too, and a difference to a table with all of them.',
    source: 'Follows from the rule about small counts',
    threshold: 'minCount',
    example:
      '`7 observations deleted due to missingness`, `missing: 4`, `Frequency Missing = 8`, `NA 7` in a table of counts, `13431 non-null` of 13438 entries. Left alone: a column `n_missing` beside variables.',
    unseen: 'Missing values that only two totals together give away.',
  },
  {
    id: 'small-rate',
    severity: 'review',
    title: 'A rate that stands for a small count',
    says: 'The rate or percentage times the number that it is of is a count above zero and below the threshold of the project.',
    source: 'Follows from the rule about small counts',
    threshold: 'minCount',
    example:
      '`rate_per_1000` 1.4 beside `population` 5000: seven people; `Prozent` 1.37 beside `N` 219: three. Left alone: shares that add up to 100, or that are those of the counts beside them in all.',
    unseen: 'Rates whose denominator stands elsewhere or has another name.',
  },
  {
    id: 'extreme-value',
    severity: 'review',
    title: 'A smallest or largest value',
    says: 'A minimum, a maximum or a range is the value of one person.',
    source: 'ACRO, class Endpoints (`acro/statbarns.json`); OpenSAFELY asks to redact them',
    example:
      'A column or row `min`, `Maximum`, `kleinster Wert`, `0%` beside `25%`, or `Age, range`; `ranged from 18 to 97` in a text. Left alone: medians, quartiles, percentiles, `max_depth`.',
    unseen: 'Extremes that nothing calls so, as the ends of an axis, and quantiles of small groups.',
  },
  {
    id: 'few-residual-dof',
    severity: 'block',
    title: 'Few residual degrees of freedom',
    says: 'A model has nearly as many parameters as records, so that it repeats the records.',
    source: `${acro}, \`safe_dof_threshold: 10\``,
    threshold: 'minResidualDof',
    example:
      '`df.residual` 5; `Df Residuals: 5`; `on 5 degrees of freedom`. Left alone: degrees of freedom of a term or a test.',
    unseen: 'Models of which only the coefficients leave.',
  },
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
      '`age`, `sex` and five rows of single ages; `sexo`, `ocupación`, `diagnosis` and 20 rows; the same with people as columns `P01`, `P02` …; `n` that is always 1. Left alone: the same with `n` or `population`, or with bands of ages.',
    unseen:
      'Fewer rows, other columns, records beside a column that counts something else, and values that are listed one below the other.',
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
  {
    id: 'long-text',
    severity: 'review',
    title: 'Free text',
    says: 'A cell is longer than the project takes for a label. People must read it.',
    source: 'DataSHIELD, `nfilter.string` 80',
    threshold: 'maxTextLength',
    example: 'A cell of 81 characters that is no number.',
    unseen: 'What the text says, and short texts.',
  },
  {
    id: 'formula-cell',
    severity: 'review',
    title: 'A formula',
    says: 'A spreadsheet would run this cell: it can fetch, send or hide something.',
    source: 'OWASP, CSV injection',
    example: '`=HYPERLINK(…)`, `@SUM(A1)`. Left alone: `-0.3 (0.1)`, `+5%`, `- none`.',
    unseen: 'Formulas of workbooks, of which only the results are read here.',
  },
] as const satisfies readonly ExplainedRule[];
