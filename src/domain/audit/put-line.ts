import { z } from 'zod';

/** A line that says which definition was put in force, and in the place of which; null: there was none. */
export const putLine = z.strictObject({ definition: z.string(), against: z.unknown().optional() });
export type PutLine = Readonly<z.infer<typeof putLine>>;

/**
 * Whether the line was written late: another definition had been put in the place of this one, and its line came first. A definition that was put
 * again later comes in the place of that other one, so it is not taken for late.
 */
export function isLate(line: PutLine, last: PutLine | undefined): boolean {
  return last !== undefined && last.against === line.definition && line.against !== last.definition;
}
