import type { JWK } from 'jose';
import { z } from 'zod';
import { Refused } from '../../domain/base/errors.ts';
import { keyNamedIn, type SignedPayload, verifySigned } from '../../domain/lifecycle/receipt.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Verifies receipts in files without asking the app about them: with the keys of a file, or with those that the app publishes. */
export async function verifyReceipts(
  tools: Tools,
  { files, keys: keyFile }: { readonly files: readonly string[]; readonly keys?: string | undefined },
): Promise<ExitCode> {
  const keys = await keysFor(tools, keyFile);
  const verdicts = await Promise.all(
    files.map(async (file) => ({ file, ...(await verdictOn((await tools.readFile(file)).trim(), keys)) })),
  );
  tools.show(verdicts, () =>
    verdicts.map((verdict) =>
      safeText(
        `${verdict.file}: ${'stated' in verdict ? `${statement(verdict.stated)}, by the key ${verdict.key}` : verdict.why}`,
      ),
    ),
  );
  return verdicts.every((verdict) => 'stated' in verdict) ? exitCodes.done : exitCodes.refused;
}

async function keysFor(tools: Tools, keyFile: string | undefined): Promise<readonly JWK[]> {
  if (keyFile === undefined) return (await tools.api.ask('receiptKeys', {})).body.keys;
  const text = await tools.readFile(keyFile);
  try {
    return keySet.parse(JSON.parse(text)).keys;
  } catch {
    throw new Complaint(
      exitCodes.wrongUse,
      `The file ${keyFile} holds no keys: it must be an answer of receipts/keys.`,
    );
  }
}

async function verdictOn(
  jws: string,
  keys: readonly JWK[],
): Promise<{ readonly stated: SignedPayload; readonly key: string } | { readonly why: string }> {
  try {
    return { stated: await verifySigned(jws, keys), key: keyNamedIn(jws) };
  } catch (error) {
    if (error instanceof Refused) return { why: error.message };
    throw error;
  }
}

function statement(payload: SignedPayload): string {
  const { kind, project, issuedAt } = payload;
  if (payload.kind === 'closure')
    return `valid: ${kind} of ${project}, ${payload.operations.length} operations, ${issuedAt}`;
  const { operation, count, bytes, digest } = payload;
  return `valid: ${kind} of ${operation} in ${project}, ${count} files, ${bytes} bytes, digest ${digest}, ${issuedAt}`;
}
