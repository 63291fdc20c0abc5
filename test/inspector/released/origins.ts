import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const halves = ['first', 'second'] as const;
export type Half = (typeof halves)[number];

const originSchema = z.strictObject({
  name: z.string().regex(/^\d{4}-[\w.-]+$/),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  path: z.string().min(1),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  licence: z.enum(['Apache-2.0', 'BSD-3-Clause', 'CC-BY-4.0', 'CC0-1.0', 'GPL-3.0', 'MIT']),
  /** All counts of the file are multiples of this. */
  rounded: z.union([z.literal([5, 6, 7, 10]), z.literal('midpoint6')]).optional(),
  /** True where people had let the file out of a secure environment. */
  released: z.union([z.literal(true), z.literal('published')]),
});
type Origin = z.infer<typeof originSchema>;

export const folderOf = (half: Half): string => join(import.meta.dirname, half);

/** Where each file of a half comes from. */
export function originsOf(half: Half): readonly Origin[] {
  return z.array(originSchema).parse(JSON.parse(readFileSync(join(folderOf(half), 'origins.json'), 'utf8')));
}
