import { row } from '../row.ts';
import { exportId } from './samples.ts';

/** The commands for a file that was found outside. */
export const tracing = [
  row('trace <file> [--first=<file>] [--incident=<incident>] [--signed=<file>] --reason=<text>', {
    says: 'which releases held a file that was found outside, also renamed or in a zip, tar or gzip; takes two operators',
    words: {
      file: 'that was found; it stays on this machine',
      first: 'with what the first operator was given: you are the second',
      incident: 'that two operators confirmed: nobody else has to ask, and small files are looked for',
      signed: 'writes the signed answer there',
    },
    examples: [
      'found.zip --reason "Offered for sale"',
      'found.zip --first wish.txt --signed trace.jws --reason "Offered for sale"',
    ],
    work: async (...typed) => (await import('../work/trace.ts')).traceFile(...typed),
  }),
  row('traced <signed> <id> --reason=<text>', {
    says: 'who decided about a release that a trace names, for whom it was, who opened it, and what they answered; they read the reason',
    words: { signed: 'file with the signed answer', id: 'of the package' },
    examples: [`trace.jws ${exportId} --reason "To ask who passed it on"`],
    work: async (...typed) => (await import('../work/trace.ts')).traceRelease(...typed),
  }),
];
