import { z } from 'zod';
import type { Operation } from '../operation/operation.ts';

/** A package that went back, and the name under which the next one goes on with it; since when, and by whose word (object id). */
export const correctionSchema = z.strictObject({
  continues: z.string(),
  name: z.string(),
  at: z.string(),
  by: z.string(),
});
export type Correction = Readonly<z.infer<typeof correctionSchema>>;

/** So many of a project are remembered, the newest. */
const mostCorrections = 50;

/** One for each package that went back, and one for each name. */
export function withCorrection(known: readonly Correction[], next: Correction): Correction[] {
  const others = known.filter(({ continues, name }) => continues !== next.continues && name !== next.name);
  return [...others, next].slice(-mostCorrections);
}

/** What the package goes on with because of its name; one that came before somebody said so does not. */
export function correctedBy(
  { name, startedAt }: Pick<Operation, 'name' | 'startedAt'>,
  corrections: readonly Correction[] = [],
): Correction | undefined {
  return corrections.find((one) => one.name === name && one.at <= startedAt);
}
