import type { Rule } from './rule.ts';

const acro = 'ACRO, `results.json` and `checksums/`';

/** What shows only once all files of a package were looked into. */
export const packageRules = [
  {
    id: 'rounding-unsure',
    severity: 'review',
    title: 'Rounded, or small numbers by chance',
    says: 'The package has more than 20 tables. In one of so many, fewer than 12 different counts can look rounded by chance.',
    source: 'Our own: by chance less than once in 10,000 tables, and once in 500 packages of 20',
    unseen: 'Whether the table is rounded.',
  },
  {
    id: 'table-difference',
    severity: 'review',
    title: 'A small count that two tables give together',
    says: 'Another table of the package has a column of the same name, and its rows: no row has more there, many have nearly as many, and the difference of some is a count above zero and below the threshold.',
    source: 'Differencing, as in Australian Bureau of Statistics: differences of at least ten',
    unseen:
      'Rows and columns by other names, tables that are rounded or have more than 200 rows, those after the tenth of a file, and earlier releases.',
  },
  {
    id: 'tables-uncompared',
    severity: 'note',
    title: 'Tables that were not held against all others',
    says: 'The package has more than 100,000 pairs of columns of one name. Some of this file were not compared: no rule can say what they give together with others.',
    source: 'Our own: a package is looked into for a quarter of an hour',
    unseen: 'What those pairs give.',
  },
  {
    id: 'report-unread',
    severity: 'review',
    title: "A checker's report that is not in form",
    says: 'It looks like a report of ACRO and is none, or is too long: nothing of it is held to the files, and nothing of it is shown.',
    source: acro,
    unseen: 'What it says.',
  },
  {
    id: 'report-unbound',
    severity: 'review',
    title: "The researcher's report does not hold for this file",
    says: 'The report says nothing of this file, or says it twice; or it has another checksum for it, none, or cells that the table has not.',
    source: acro,
    unseen: 'Which of the two was changed.',
  },
  {
    id: 'report-contradicted',
    severity: 'review',
    title: "The researcher's report passes what was found here",
    says: 'By the report of the researcher this output passes, or is masked where it failed; the rules found something in it.',
    source: acro,
    unseen: 'By which thresholds the report was made.',
  },
  {
    id: 'report-weaker',
    severity: 'review',
    title: "The researcher's report has weaker thresholds",
    says: 'By the report of the researcher this output passes. Its file of thresholds has a lower one than the project, for counts or for residual degrees of freedom.',
    source: 'ACRO, `config.json` beside `results.json`',
    unseen: 'Thresholds that the package does not hold.',
  },
  {
    id: 'report-review',
    severity: 'note',
    title: "The researcher's own check leaves this file to people",
    says: 'By the report of the researcher somebody has to look at this output. So it comes first among those of one weight.',
    source: acro,
    unseen: 'Why.',
  },
  {
    id: 'report-failed',
    severity: 'review',
    title: "The researcher's own check fails this file",
    says: 'By the report of the researcher this output fails, and nothing in it is masked.',
    source: acro,
    unseen: 'Whether the cells that failed are still in it.',
  },
] as const satisfies readonly Rule[];

export type PackageRuleId = (typeof packageRules)[number]['id'];
