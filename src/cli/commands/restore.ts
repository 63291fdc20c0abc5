import { row } from '../row.ts';

const words = {
  stores: 'only these, in their order; without any, all',
  project: 'of this project only',
  operation: 'only the row of this dataset or package',
  anchor: 'with a receipt, or a mail that holds a note of the log: it remembers how many lines there were',
};
const ofApply = { ...words, first: 'with what the first operator was given: you are the second' };

/** The commands that put back what was lost. */
export const restore = [
  row('restore plan [stores...] [--project=<id>] [--operation=<id>] [--anchor=<file>] --reason=<text>', {
    says: 'what is lost, from what it comes back, and what would be written; changes nothing',
    words,
    examples: ['--reason "A table is gone"', 'heads --anchor digest.eml --reason "A table is gone"'],
    work: async (...typed) => (await import('../work/restore.ts')).planRestore(...typed),
  }),
  row(
    'restore apply [stores...] [--project=<id>] [--operation=<id>] [--digest=<digest>] [--anchor=<file>] [--first=<file>] --reason=<text>',
    {
      says: 'puts it back, in the order of docs/stores.md; heads of the audit, and doors over findings, want two operators',
      words: ofApply,
      examples: ['--reason "A table is gone"', 'heads --first wish.txt --reason "A table is gone"'],
      work: async (...typed) => (await import('../work/restore.ts')).applyRestore(...typed),
    },
  ),
  row('restore drill <store>', {
    says: 'on a stack of its own on this machine: loses a store while work is in flight, puts it back, compares, and says how long it took',
    words: { store: 'one of docs/stores.md, a table with all its rows, account, or all' },
    examples: ['"register op"', 'heads'],
    work: async (...typed) => (await import('../work/drill.ts')).drillRestore(...typed),
  }),
];
