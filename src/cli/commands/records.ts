import type { Door } from '../../domain/base/door.ts';
import type { Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { exitCodes } from '../exit-codes.ts';
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
  row('audit verify [--project=<id>] [--kept=<file>]', {
    says: 'holds every record against the others, and names what is wrong or missing',
    words: {
      project: 'of this project only',
      kept: 'in which the note of the last time stands: only what is new since then, and a share of the rest; for a timer',
    },
    examples: ['', '--project heart-study', '--kept verified.txt'],
    work: async (...typed) => (await import('../work/verify-audit.ts')).verifyAudit(...typed),
  }),
  row('audit check <file>', {
    says: 'whether a signed note of the log, from a mail or beside a receipt, still holds',
    words: { file: 'with the note, or a .tlog; - for what is piped in' },
    examples: ['note.txt', 'release.jws.tlog'],
    work: async (...typed) => (await import('../work/witness.ts')).checkNote(...typed),
  }),
  row('witness begin <file> <keys...>', {
    says: 'begins to witness the log of a deployment, by the public keys that a person there gave you',
    words: { file: 'in which the witness keeps what it saw: make copies of it', keys: 'of the form name+id+key' },
    examples: ['tre.json tre.example.org/api/audit+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'],
    work: async (...typed) => (await import('../work/witness.ts')).beginToWitness(...typed),
  }),
  row('witness once <file>', {
    says: 'goes on to what the log shows now, or says that something was taken back; for a timer of your own',
    words: { file: 'of witness begin' },
    examples: ['tre.json --url https://tre.example.org'],
    work: async (...typed) => (await import('../work/witness.ts')).witnessOnce(...typed),
  }),
  row('receipts list <id> [--project=<id>]', {
    says: 'the receipts of a dataset or package',
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
    work: async ({ api, ...tools }, { name, file, ...typed }) => {
      const { body, door, named } = await findOperation(api, typed);
      const { receipts } = body;
      const jws = receipts[name];
      if (jws === undefined) {
        const known = Object.keys(receipts);
        const there = known.length === 0 ? 'It has none yet.' : `It has ${known.join(', ')}.`;
        throw new Complaint(exitCodes.refused, `${typed.id} has no receipt '${name}'. ${there}`);
      }
      if (file === undefined) return tools.show({ name, jws }, () => [safeText(jws)]);
      await tools.writeFile(file, `${jws}\n`);
      const proof = await proofOf(api, door, { ...named, name });
      if (proof !== undefined) await tools.writeFile(`${file}.tlog`, proof);
      const beside = proof === undefined ? 'It has no proof yet' : `Its proof stands in ${file}.tlog`;
      return tools.show({ name, jws, proof }, () => [`The receipt stands in ${file}. ${beside}.`]);
    },
  }),
  row('receipts verify <files...> [--keys=<file>]', {
    says: 'whether receipts in files are genuine, and by which key; asks the app nothing but its public keys',
    words: {
      files: 'with one receipt each; its proof beside it, in <file>.tlog, is held against it',
      keys: 'an answer of receipts/keys: then nothing is asked at all',
    },
    examples: ['release.jws', 'release.jws --keys keys.json'],
    work: async (...typed) => (await import('../work/receipts.ts')).verifyReceipts(...typed),
  }),
];

/** What proves that a receipt stands in the witnessed log; undefined where there is none yet. */
async function proofOf(
  api: Client,
  door: Door,
  named: { readonly project: string; readonly id: string; readonly name: string },
): Promise<string | undefined> {
  const route = door === 'ingress' ? 'datasetReceipt' : 'exportReceipt';
  try {
    return await api.text(route, { ...named, as: 'proof' });
  } catch (error) {
    if (error instanceof Complaint && error.problem === 'not-found') return undefined;
    throw error;
  }
}
