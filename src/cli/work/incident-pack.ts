import { countText } from '../../domain/base/count-text.ts';
import { jsonOf } from '../../domain/base/reading/json-of.ts';
import { verifyStatement } from '../../domain/lifecycle/receipt.ts';
import { logOfLine } from '../../domain/witness/line-proof.ts';
import { parseNoteKey } from '../../domain/witness/signed-note.ts';
import {
  digestOfPart,
  type Pack,
  packReport,
  pack as packSchema,
} from '../../features/releases/domain/incident-pack.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';
import { type KeySet, keysFor, verdictOn } from './receipts.ts';

/** Writes what the app knows of an incident into one file, and what names people into another. */
export async function packIncident(
  tools: Tools,
  { incident, file, names }: { readonly incident: string; readonly file: string; readonly names: string },
): Promise<ExitCode> {
  const { body } = await tools.api.ask('packIncident', { incident });
  await tools.writeFile(file, `${JSON.stringify(body.pack)}\n`);
  await tools.writeFile(names, `${JSON.stringify(body.names)}\n`);
  const open = body.pack.lines.filter(({ proof }) => proof === null).length;
  return tools.show({ file, names, lines: body.pack.lines.length, unproven: open }, () => [
    `${countText(body.pack.lines.length, 'line')} and ${countText(body.pack.receipts.length, 'receipt')} stand in ${file}; names, notes and definitions in ${names}.`,
    ...(open === 0
      ? []
      : [`${countText(open, 'line has', 'lines have')} no proof yet: the log is signed once an hour.`]),
  ]);
}

interface Typed {
  readonly file: string;
  readonly names?: string | undefined;
  readonly keys?: string | undefined;
}

/** Holds a pack against its signed report, its lines against the log, and its receipts against the keys; with a file of keys nothing is asked. */
export async function verifyPack(tools: Tools, { file, names, keys: keyFile }: Typed): Promise<ExitCode> {
  const keys = await keysFor(tools, keyFile);
  const read = packSchema.safeParse(jsonOf(await tools.readFile(file)));
  if (!read.success) throw new Complaint(exitCodes.wrongUse, `The file ${file} is no pack of an incident.`);
  const pack = read.data;
  const report = await verifyStatement(packReport, pack.report, keys.keys);
  const beside = names === undefined ? undefined : jsonOf(await tools.readFile(names));
  const parts = [
    ['lines', digestOfPart(pack.lines) === report.lines],
    ['receipts', digestOfPart(pack.receipts) === report.receipts],
    ['names', beside === undefined || digestOfPart(beside) === report.names],
  ] as const;
  const changed = parts.flatMap(([part, isSame]) => (isSame ? [] : [`The ${part} are not those of the signed report`]));
  const wrong = [...changed, ...wrongLines(pack, keys), ...(await wrongReceipts(pack, keys))];
  const { incident, at } = report;
  const proven = pack.lines.filter(({ proof }) => proof !== null).length;
  return tools.show({ ok: wrong.length === 0, incident, at, lines: pack.lines.length, proven, wrong }, () =>
    wrong.length > 0
      ? wrong.map(safeText)
      : [
          `${incident} as it stood ${at}: ${countText(pack.lines.length, 'line')}, ${proven} of them in the witnessed log, and ${countText(pack.receipts.length, 'receipt')}.`,
        ].map(safeText),
  );
}

function wrongLines({ lines, note }: Pack, { checkpoints }: KeySet): readonly string[] {
  const keys = checkpoints.map(parseNoteKey);
  return lines.flatMap(({ chain, line, proof }, at) => {
    if (proof === null) return [];
    const log = note === null ? undefined : logOfLine(proof, { chain, line, note }, keys);
    return log === undefined ? [`Line ${at + 1} of the pack does not lead to the log`] : [];
  });
}

async function wrongReceipts({ receipts }: Pack, keys: KeySet): Promise<readonly string[]> {
  const verdicts = await Promise.all(
    receipts.map(async ({ name, operation, jws, proof }) => {
      const verdict = await verdictOn(jws, proof ?? undefined, keys);
      return 'why' in verdict ? [`The receipt ${name} of ${operation}: ${verdict.why}`] : [];
    }),
  );
  return verdicts.flat();
}
