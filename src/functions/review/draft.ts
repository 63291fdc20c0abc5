import type { Cookie, HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { withCookies } from '../../web/answers.ts';
import type { CookieCipher } from '../../web/cookie-cipher.ts';
import { cookieNames } from '../../web/cookies.ts';
import { antiForgeryField } from '../../web/forgery.ts';
import type { WebRequest } from '../../web/handler.ts';
import { forgetSplit, readSplitCookie, splitCookie } from '../../web/split-cookie.ts';

const draftSeconds = 10 * 60;

const draftSchema = z.object({ place: z.string(), fields: z.record(z.string(), z.string()) });

/** What somebody chose and typed on a page but what was not recorded, because their session was over. */
export type Draft = Readonly<Record<string, string>>;

export interface KeptDraft {
  readonly cookies: readonly Cookie[];
  /** What fits into no cookie: it is shown, to be copied. */
  readonly toCopy: string;
}

/** What a form was sent with; boxes of one name that were ticked, side by side. */
export function draftOf(form: URLSearchParams): Draft {
  const names = new Set(form.keys());
  names.delete(antiForgeryField);
  return Object.fromEntries([...names].map((name) => [name, form.getAll(name).join(' ').replaceAll('\r\n', '\n')]));
}

/** Keeps in the browser, sealed, what was typed on a page over a sign-in. The longest text is left to be copied where all together is too long. */
export async function keepDraft(sealer: CookieCipher, place: string, typed: Draft): Promise<KeptDraft> {
  const fields = Object.entries(typed).filter(([, text]) => text !== '');
  if (fields.length === 0) return { cookies: forgetDraft(), toCopy: '' };
  const sealed = await sealer.seal('draft', { place, fields: Object.fromEntries(fields) }, draftSeconds);
  const cookies = splitCookie(cookieNames.draft, sealed, draftSeconds);
  if (cookies !== undefined) return { cookies, toCopy: '' };
  const [longest = ['', '']] = fields.toSorted(([, one], [, other]) => other.length - one.length);
  const rest = await keepDraft(sealer, place, Object.fromEntries(fields.filter((field) => field[0] !== longest[0])));
  return { ...rest, toCopy: [longest[1], rest.toCopy].filter((text) => text !== '').join('\n\n') };
}

/** The draft that this browser keeps for the page; undefined for none. */
export async function readDraft(sealer: CookieCipher, request: WebRequest, place: string): Promise<Draft | undefined> {
  const sealed = readSplitCookie(request, cookieNames.draft);
  const parsed = draftSchema.safeParse(sealed === undefined ? undefined : await sealer.open('draft', sealed));
  return parsed.success && parsed.data.place === place ? parsed.data.fields : undefined;
}

/** The answer to a form that came with a session: what the browser kept of it before was sent with it, or is no longer wanted. */
export function withoutDraft(answer: HttpResponseInit): HttpResponseInit {
  return withCookies(answer, forgetDraft());
}

export function forgetDraft(): Cookie[] {
  return [...forgetSplit(cookieNames.draft)];
}
