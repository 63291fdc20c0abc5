import { DAY } from './time.ts';

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `id` is made of caller, route and key; `digest` of what was asked. Without an answer it is being carried out, or was interrupted. */
export interface KeptRequest {
  readonly id: string;
  readonly digest: string;
  readonly at: string;
  readonly answer?: KeptAnswer;
}

export type Repetition =
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  | { readonly kind: 'other-request' }
  | { readonly kind: 'running' }
  | { readonly kind: 'anew' };

/** How long a request is remembered, in milliseconds. */
export const keptFor = 7 * DAY;

/** The host ends a function after ten minutes: what has no answer by then was interrupted. */
const longestRun = 10 * 60 * 1000;

export function considerRepetition(standing: KeptRequest, digest: string, now: Date): Repetition {
  const age = now.getTime() - Date.parse(standing.at);
  if (age >= keptFor) return { kind: 'anew' };
  if (standing.digest !== digest) return { kind: 'other-request' };
  if (standing.answer !== undefined) return { kind: 'answered', answer: standing.answer };
  return { kind: age < longestRun ? 'running' : 'anew' };
}
