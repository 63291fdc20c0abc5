import { z } from 'zod';
import { Refused } from '../../domain/base/errors.ts';
import { keyNamedIn, type SignedPayload, verifySigned } from '../../domain/lifecycle/receipt.ts';
import { checkReceiptProof } from '../../domain/witness/receipt-proof.ts';
import { parseNoteKey } from '../../domain/witness/signed-note.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';

const keySet = z.object({
  keys: z.array(z.looseObject({ kty: z.string() })),
  checkpoints: z.array(z.string()).default([]),
});
export type KeySet = Readonly<z.infer<typeof keySet>>;

/** Verifies receipts in files without asking the app about them: with the keys of a file, or with those that the app publishes. */
export async function verifyReceipts(
  tools: Tools,
  { files, keys: keyFile }: { readonly files: readonly string[]; readonly keys?: string | undefined },
): Promise<ExitCode> {
  const keys = await keysFor(tools, keyFile);
  const verdicts = await Promise.all(
    files.map(async (file) => {
      const jws = (await tools.readFile(file)).trim();
      const proof = (await tools.isThere(`${file}.tlog`)) ? await tools.readFile(`${file}.tlog`) : undefined;
      return { file, ...(await verdictOn(jws, proof, keys)) };
    }),
  );
  tools.show(verdicts, () =>
    verdicts.map((verdict) =>
      safeText(
        `${verdict.file}: ${'stated' in verdict ? `${statement(verdict.stated)}, by the key ${verdict.key}${logged(verdict.log)}` : verdict.why}`,
      ),
    ),
  );
  return verdicts.every((verdict) => 'stated' in verdict) ? exitCodes.done : exitCodes.refused;
}

/** Those of a file, or those that the app publishes. */
export async function keysFor(tools: Tools, keyFile: string | undefined): Promise<KeySet> {
  if (keyFile === undefined) return (await tools.api.ask('receiptKeys', {})).body;
  const text = await tools.readFile(keyFile);
  try {
    return keySet.parse(JSON.parse(text));
  } catch {
    throw new Complaint(
      exitCodes.wrongUse,
      `The file ${keyFile} holds no keys: it must be an answer of receipts/keys.`,
    );
  }
}

/** `log`: the checkpoint of the log to which its proof leads; missing where there is no proof. */
type Verdict =
  | {
      readonly stated: SignedPayload;
      readonly key: string;
      readonly log?: { readonly origin: string; readonly size: number };
    }
  | { readonly why: string };

/** Whether a receipt is good by one of the keys, and leads to the log where it has a proof. */
export async function verdictOn(
  jws: string,
  proof: string | undefined,
  { keys, checkpoints }: KeySet,
): Promise<Verdict> {
  try {
    const stated = await verifySigned(jws, keys);
    const good = { stated, key: keyNamedIn(jws) };
    if (proof === undefined) return good;
    const of = { project: stated.project, operation: 'operation' in stated ? stated.operation : null, jws };
    const { origin, size } = checkReceiptProof(proof, of, checkpoints.map(parseNoteKey));
    return { ...good, log: { origin, size } };
  } catch (error) {
    if (error instanceof Refused) return { why: error.message };
    throw error;
  }
}

function logged(log: Extract<Verdict, { stated: unknown }>['log']): string {
  return log === undefined ? '' : `, in the log ${log.origin} of ${log.size} leaves`;
}

function statement(payload: SignedPayload): string {
  const { kind, project, issuedAt, bundle } = payload;
  const by = bundle === undefined ? '' : `, by the code ${bundle}`;
  if (payload.kind === 'closure')
    return `valid: ${kind} of ${project}, ${payload.operations.length} operations, ${issuedAt}${by}`;
  const { operation, count, bytes, digest, said } = payload;
  return `valid: ${kind} of ${operation} in ${project}, ${count} files, ${bytes} bytes, digest ${digest}, ${said === undefined ? '' : `${said.by} says that ${said.says}, `}${issuedAt}${by}`;
}
