import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { DAY } from './time.ts';

/** `id` is made of caller, route and key; `digest` of what was asked. Without an answer it is being carried out, or was interrupted. */
export const requestSchema = z.object({
  id: z.string(),
  digest: z.string(),
  at: z.string(),
  answer: z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.string() }).exactOptional(),
});
export type KeptRequest = Frozen<z.infer<typeof requestSchema>>;
export type KeptAnswer = NonNullable<KeptRequest['answer']>;

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
