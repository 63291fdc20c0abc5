import { randomBytes } from 'node:crypto';
import type { Cookie } from '@azure/functions';
import { z } from 'zod';
import { type SignedIn, SignInRefused } from '../ports/sign-in.ts';
import type { CookieCipher } from '../web/cookie-cipher.ts';
import type { WebRequest } from '../web/handler.ts';
import { readSplitCookie, splitCookie } from '../web/split-cookie.ts';

export const readingCookie = '__Host-sallyport-reading';

const mostSeconds = 60 * 60;

const sessionShape = z.object({
  oid: z.string().min(1),
  name: z.string(),
  /** The person's own token for storage: what they may see, storage decides by it. */
  token: z.string().min(1),
  antiForgery: z.string().min(32),
});

/** Somebody who reads. It ends with the token, after an hour at the latest; there is no other token by which it could go on. */
export type ReaderSession = z.infer<typeof sessionShape>;

/** The cookies that begin a session. Throws SignInRefused where the directory gave no token for storage, or one that is too large. */
export async function beginReading(
  sealer: CookieCipher,
  { oid, name, token }: Pick<SignedIn, 'oid' | 'name' | 'token'>,
): Promise<readonly Cookie[]> {
  if (token === undefined || token.seconds <= 0)
    throw new SignInRefused('The directory gave no token for storage, without which no file can be shown');
  const seconds = Math.min(mostSeconds, token.seconds);
  const session: ReaderSession = { oid, name, token: token.value, antiForgery: randomBytes(32).toString('base64url') };
  const cookies = splitCookie(readingCookie, await sealer.seal('reading', session, seconds), seconds);
  if (cookies !== undefined) return cookies;
  const size = `${Math.ceil(token.value.length / 1000)} KB`;
  throw new SignInRefused(
    `The token that the directory gave for storage is too large to be kept in this browser (${size}); tell an administrator of the directory`,
  );
}

/** The session of a request; undefined without one, or when it is forged or over. */
export async function readReader(sealer: CookieCipher, request: WebRequest): Promise<ReaderSession | undefined> {
  const sealed = readSplitCookie(request, readingCookie);
  const parsed = sessionShape.safeParse(sealed === undefined ? undefined : await sealer.open('reading', sealed));
  return parsed.success ? parsed.data : undefined;
}
