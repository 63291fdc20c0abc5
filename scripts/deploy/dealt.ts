import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** So many of something stand in one part, as a template of infra deals them. */
export function atOnce(template: string, name: string): number {
  const text = readFileSync(new URL(`../../infra/${template}.bicep`, import.meta.url), 'utf8');
  const [, number] = new RegExp(`^var ${name} = (\\d+)$`, 'm').exec(text) ?? [];
  return z.coerce.number().int().min(1).parse(number);
}

/** The same in parts; the last may be smaller. */
export const inParts = <T>(all: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, part) => all.slice(part * most, (part + 1) * most));
