import type { Rule } from './rule.ts';

const own = 'Our own';

/** Rules about names that promise another type, and about what only the reading of text, tables and JSON can tell. */
export const plainRules = [
  {
    id: 'wrong-extension',
    severity: 'note',
    title: 'Its name says another type',
    says: 'The ending of the name promises another type of file than its bytes are.',
    source: own,
    unseen: 'Endings that it does not know, and files without one.',
  },
  {
    id: 'hidden-type',
    severity: 'review',
    title: 'A table or an archive behind another name',
    says: 'The name promises something else, but the file holds a table or other files. Whoever goes by the name overlooks them.',
    source: own,
    unseen: 'Tables in types that may hold one, such as text.',
  },
  {
    id: 'acro-results',
    severity: 'block',
    title: 'Results file of ACRO',
    says: 'This is what ACRO writes for output checkers: it holds cells that were suppressed. ACRO itself marks it as not for release.',
    source: 'ACRO 1.0.2 writes "DO NOT RELEASE" beside it (ACRO pull request 408)',
    unseen: 'Results files of other tools.',
  },
  {
    id: 'ragged-rows',
    severity: 'review',
    title: 'Rows of different length',
    says: 'Rows have another number of cells than the header, so that columns may be mixed up. Checks of columns may miss something there. Titles, notes and names of rows that follow are none.',
    source: own,
    unseen: 'Rows that are shifted and still have as many cells.',
  },
  {
    id: 'broken-record',
    severity: 'review',
    title: 'A row without an end',
    says: 'A row is longer than 1 MB, empty cells included, or a quote is closed too late or never, so that programs show a whole table as one cell. From there on each line was read as a row.',
    source: own,
    unseen: 'Which cell of a cut row stands in which column.',
  },
  {
    id: 'long-line',
    severity: 'review',
    title: 'A line that is too long to read',
    says: 'A line has more than 100,000 characters. People do not read such a line; it is checked in pieces.',
    source: own,
    unseen: 'What a cut between two pieces parts.',
  },
  {
    id: 'nul-bytes',
    severity: 'review',
    title: 'Signs that no text has',
    says: 'Bytes that stand for nothing (NUL) are in the text. Programs that show it may stop there.',
    source: own,
    unseen: 'Other signs that programs do not show.',
  },
  {
    id: 'mixed-encoding',
    severity: 'review',
    title: 'Two encodings in one file',
    says: 'The file begins in one encoding of text and goes on in another. Signs there are not what was meant.',
    source: own,
    unseen: 'Encodings of one byte each, which cannot be told apart.',
  },
  {
    id: 'old-encoding',
    severity: 'note',
    title: 'Not in Unicode',
    says: 'The text is in no encoding of Unicode and was read as Windows-1252. Letters with accents may be others.',
    source: own,
    unseen: 'Which encoding it is.',
  },
  {
    id: 'deep-json',
    severity: 'review',
    title: 'JSON in too many layers',
    says: 'Values lie more than 100 layers deep. What lies deeper was not read.',
    source: own,
    unseen: 'Everything below that layer.',
  },
  {
    id: 'repeated-name',
    severity: 'review',
    title: 'JSON with a name twice',
    says: 'An object has a name more than once. Programs show the last value alone, and the others are in the file all the same. All of it was checked as text too.',
    source: 'RFC 8259, section 4: what programs make of such names cannot be foretold',
    unseen: 'Tables among the values that the last one hides.',
  },
] as const satisfies readonly Rule[];

export type PlainRuleId = (typeof plainRules)[number]['id'];
