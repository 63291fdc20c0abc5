import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { askedFirst } from '../base/second-operator.ts';

const text = z.string();

/**
 * Since when, and by which limits, a package waits, and until when at least. `asked`: somebody wants it to pass them once. `passed`: two
 * operators let it, by their object ids; where there is one only they are the same person.
 */
const waiting = z.strictObject({
  waitsSince: text,
  names: z.array(text),
  until: text.exactOptional(),
  asked: askedFirst.extend({ digest: text }).exactOptional(),
  passed: z.strictObject({ askedBy: text, agreedBy: text, at: text }).exactOptional(),
});
export type LimitWaiting = Frozen<z.infer<typeof waiting>>;

/** Of a package whose project limits what leaves: when its release took its part, or that it waits for that. */
export const operationLimit = z.union([z.strictObject({ takenAt: text }), waiting]);
