import type { ExitCode } from '../exit-codes.ts';
import type { BodyOf } from '../routes.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';

/** Lets the app verify its records. With `kept`, only what is new since the note in that file; the newest note takes its place where nothing is wrong. */
export async function verifyAudit(
  tools: Tools,
  { kept, project }: { readonly kept?: string | undefined; readonly project?: string | undefined },
): Promise<ExitCode> {
  if (kept === undefined) return await verified(tools, project === undefined ? {} : { project });
  return await tools.alone(kept, async () => {
    const since = (await tools.isThere(kept)) ? { since: await tools.readFile(kept) } : {};
    return await verified(tools, since, kept);
  });
}

async function verified(
  { api, show, progress, keepFile }: Tools,
  asked: { readonly project?: string; readonly since?: string },
  kept?: string,
): Promise<ExitCode> {
  const answers: BodyOf<'verifyAudit'>[] = [];
  let [events, receipts] = [0, 0];
  for await (const body of api.parts('verifyAudit', asked)) {
    answers.push(body);
    events += body.events;
    receipts += body.receipts.verified;
    if (body.continuation !== undefined) progress(`${events} events verified`);
  }
  const problems = answers.flatMap(problemsOf);
  const last = answers.at(-1);
  const ok = last?.ok === true && problems.length === 0;
  if (ok && kept !== undefined && last.checkpoint !== undefined) await keepFile(kept, last.checkpoint);
  return show({ ok, answers }, () => [
    ...problems.map(safeText),
    `${events} events and ${receipts} receipts verified, ${problems.length} problems.`,
  ]);
}

function problemsOf({ chains, receipts, findings }: BodyOf<'verifyAudit'>): string[] {
  return [
    ...chains.flatMap((verdict) => (verdict.ok ? [] : [`The chain ${verdict.chain}: ${verdict.why}`])),
    ...receipts.bad.map(({ name, why }) => `The receipt ${name}: ${why}`),
    ...findings.map(({ record, key, why }) => `The ${record} ${key}: ${why}`),
  ];
}
