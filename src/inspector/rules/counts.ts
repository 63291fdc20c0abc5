import type { ExplainedRule } from './explained.ts';

const acro = 'ACRO (`acro/default.yaml`)';

/** Rules about numbers that count people, and what numbers give away of a few. */
export const countRules = [
  {
    id: 'small-count',
    severity: 'review',
    title: 'A small count',
    says: 'A count above zero lies below the threshold of the project. Few people stand behind it, and somebody may know them.',
    source: `${acro}, \`safe_threshold: 10\`; Australian Bureau of Statistics, rule of 10`,
    threshold: 'minCount',
    example:
      '`7` in a column `n`, `patients`, `Anzahl` or `decessi`, in a row `Observations`, in a crosstab without totals, in a table that R or Stata printed, or at the end of a bar; `3 (2.1)` in a row `n (%)`; `Number of obs = 7` in a log. Left alone: `n_params`, folds, ranks, years, epochs, chapters, `population (thousands)`, `7 (2.1)` in a row `mean (SD)`.',
    unseen:
      'Counts of a table in which all are below the threshold and nothing calls them so; numbers in words; counts in pictures; and cells that become small when another table is taken from this one.',
  },
  {
    id: 'rounded-count',
    severity: 'note',
    title: 'A small number of a rounded table',
    says: 'The counts of this table are rounded to a base that the project accepts, so a small number stands for a range: 7, rounded to 7, for 4 to 10. Beside another table of the file that shows the base, or a note that says it, fewer counts are enough, if all of the table fit.',
    source:
      'OpenSAFELY, midpoint 6 rounding; NHS England, rounding to 5 and 7. By chance less than once in 10,000 tables, in 500 beside another',
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
    id: 'close-numbers',
    severity: 'note',
    title: 'Large numbers that may give a small one',
    says: 'A file in which nothing heavier was found has few large numbers, and two of them differ by less than the threshold, or a percentage is of so few of one. No rule can say whether they count the same people: somebody has to.',
    source: 'Differencing, as in Australian Bureau of Statistics: differences of at least ten',
    threshold: 'minCount',
    example:
      '`2,447 workers` in one sentence and `2,441` in another; `1.2 %` beside `250`. Left alone: `2,447` and `2,431`, years, counts that are rounded.',
    unseen: 'Such numbers among more than eight of 60 or above, and smaller ones.',
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
    id: 'masked-count',
    severity: 'note',
    title: 'A count that is not shown',
    says: 'A count is masked. Totals and shares of this table were tried against it; other tables, texts and earlier results may still give it back. Somebody has to look.',
    source: 'Our own',
    example: '`*`, `<5` or `[c]` among counts. Left alone: `.`, `-` and `NA`, which hide nothing.',
    unseen: 'Numbers that were taken out and left nothing behind.',
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
    says: 'A line, a row or a column tells that so few records are missing or were left out: a small count too, and a difference to a table with all of them.',
    source: 'Follows from the rule about small counts',
    threshold: 'minCount',
    example:
      '`7 observations deleted due to missingness`, `missing: 4`, `Frequency Missing = 8`, `NA 7` in a table of counts, `13431 non-null` of 13438 entries, `5` in a column `n_missing` beside statistics, `0.5` below `% missing` beside `n` 1200, `Of 1,200 invited, 1,193 were analysed`. Left alone: a column `n_missing` of a codebook.',
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
    says: 'A minimum, a maximum or a range is the value of one person, and a percentile near an end that of few where fewer people than the threshold lie beyond it.',
    source: 'ACRO, class Endpoints (`acro/statbarns.json`); OpenSAFELY asks to redact them',
    example:
      'A column or row `min`, `Maximum`, `kleinster Wert`, `0%` beside `25%`, `p100`, or `Age, range`; `0.25` among `0` and `1` below `prob`, `maxage`, `ymin` beside `middle`; `p99` beside `n` 812, `range, 18–97` in a text, what `tapply(x, g, range)` prints, `age.1` 18 beside `age.2` 97 for each sex. Left alone: medians, quartiles, `p99` beside `n` 1200, `max_depth`, `2.5%`.',
    unseen:
      'Extremes that nothing calls so, as the ends of an axis, and percentiles of groups of which no size is told.',
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
] as const satisfies readonly ExplainedRule[];
