import { row } from '../row.ts';
import { safeText } from '../shown/safe-text.ts';
import { findOperation } from '../work/find.ts';
import { exportId } from './samples.ts';

/** The commands about the audit and about receipts. */
export const records = [
  row(
    'audit query [--project=<id>] [--operation=<id>] [--kind=<beginning>] [--actor=<person>] [--since=<time>] [--until=<time>] [--sort=<order>] [--limit=<number>] [--csv]',
    {
      says: 'what happened, who did it and when; a line for each event',
      words: {
        project: 'of this project, or _system',
        operation: 'of this dataset or package',
        kind: 'whose kind begins so, such as decision',
        actor: 'done by: e-mail address, object id or control-plane',
        since: 'not before this time or day',
        until: 'before this time, or up to this day',
        sort: 'which come first',
        limit: 'at most so many',
        csv: 'as a table for other programs',
      },
      examples: ['--project heart-study --since 2030-01-01 --sort oldest', '--actor ada@example.org --csv'],
      work: async (...typed) => (await import('../work/ask-audit.ts')).askAudit(...typed),
    },
  ),
  row('audit verify [--project=<id>]', {
    says: 'holds every record against the others, and names what is wrong or missing',
    words: { project: 'of this project only' },
    examples: ['', '--project heart-study'],
    work: async (...typed) => (await import('../work/audit.ts')).verifyAudit(...typed),
  }),
  row('receipts list <id> [--project=<id>]', {
    says: 'the receipts of a dataset or package',
    examples: [exportId],
    work: async ({ api, show }, typed) => {
      const receipts = Object.keys((await findOperation(api, typed)).body.receipts);
      return show({ receipts }, () =>
        receipts.length === 0 ? [`There is no receipt of ${typed.id} yet.`] : receipts.map(safeText),
      );
    },
  }),
  row('receipts get <id> <name> [--file=<file>] [--project=<id>]', {
    says: 'one receipt, as it was signed',
    words: { name: 'of the receipt, as list gives it', file: 'writes it there' },
    examples: [`${exportId} release --file release.jws`],
    work: async (...typed) => (await import('../work/receipts.ts')).getReceipt(...typed),
  }),
  row('receipts verify <files...> [--keys=<file>]', {
    says: 'whether receipts in files are genuine; asks the app nothing but its public keys',
    words: { files: 'with one receipt each', keys: 'an answer of receipts/keys: then nothing is asked at all' },
    examples: ['release.jws', 'release.jws --keys keys.json'],
    work: async (...typed) => (await import('../work/receipts.ts')).verifyReceipts(...typed),
  }),
];
