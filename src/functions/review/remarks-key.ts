import { z } from 'zod';
import { draftDays } from '../../domain/review/remarks.ts';
import type { CookieCipher } from '../../web/cookie-cipher.ts';

const keySchema = z.object({ oid: z.string(), exportId: z.string() });

/**
 * What a page of a review holds so that what is noted on it outlives the session: whose remarks about which package it may save. It allows
 * nothing else, and what it saved waits for a decision of that person.
 */
export async function remarksKeyFor(sealer: CookieCipher, oid: string, exportId: string): Promise<string> {
  return await sealer.seal('remarks', { oid, exportId }, draftDays * 24 * 60 * 60);
}

/** The key that a form was sent with; undefined without one, or when it is forged or over. */
export async function remarksKeyIn(sealer: CookieCipher, form: URLSearchParams) {
  return keySchema.safeParse(await sealer.open('remarks', form.get('remarksKey') ?? '')).data;
}
