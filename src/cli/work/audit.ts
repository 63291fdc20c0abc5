import type { ExitCode } from '../exit-codes.ts';
import type { BodyOf } from '../routes.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';

/** Lets the app hold every record against the others, and names what is wrong; follows the answers to the last one. */
export async function verifyAudit(tools: Tools, typed: { readonly project?: string | undefined }): Promise<ExitCode> {
  const answers: BodyOf<'verifyAudit'>[] = [];
  for await (const body of tools.api.parts('verifyAudit', typed)) {
    answers.push(body);
    if (body.continuation !== undefined) tools.progress(`${sum(answers, ({ events }) => events)} events verified`);
  }
  const problems = answers.flatMap(problemsOf);
  const ok = answers.at(-1)?.ok === true && problems.length === 0;
  const events = sum(answers, (answer) => answer.events);
  const receipts = sum(answers, (answer) => answer.receipts.verified);
  return tools.show({ ok, answers }, () => [
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

function sum<One>(many: readonly One[], of: (one: One) => number): number {
  return many.reduce((total, one) => total + of(one), 0);
}
