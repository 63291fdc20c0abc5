import type { HttpResponseInit } from '@azure/functions';
import { jsonAnswer } from './answers.ts';

const patienceMs = 5_000;

export interface Dependencies {
  readonly ok: boolean;
  readonly dependencies: Readonly<Record<string, 'ok' | 'no answer'>>;
}

/** Waits up to five seconds for each dependency that was asked something harmless. */
export async function askedInTime(checks: Readonly<Record<string, Promise<unknown>>>): Promise<Dependencies> {
  const asked = Object.entries(checks).map(async ([name, call]) => [name, await answered(call)] as const);
  const answers = await Promise.all(asked);
  const dependencies = Object.fromEntries(
    answers.map(([name, ok]) => [name, ok ? ('ok' as const) : ('no answer' as const)]),
  );
  return { ok: answers.every(([, ok]) => ok), dependencies };
}

/** What is said beside them. */
interface HealthNotes {
  readonly notes?: readonly string[];
  readonly bundle?: string;
}

/** The answer to everybody; 503 when one did not answer. */
export function healthAnswer(
  { ok, dependencies }: Dependencies,
  { notes = [], ...more }: HealthNotes = {},
): HttpResponseInit {
  const status = ok ? 'ok' : 'degraded';
  return jsonAnswer(ok ? 200 : 503, { status, dependencies, ...(notes.length === 0 ? {} : { notes }), ...more });
}

async function answered(call: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  // The reason stands in the dependency's own log and metrics; this answer is public, so it names none.
  const answer = call.then(() => true).catch(() => false);
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
