import type { Cookie } from '@azure/functions';
import { z } from 'zod';
import { longestActReason } from '../../domain/lifecycle/acts.ts';
import { longestTexts } from '../../domain/operation/purpose.ts';
import { textIn } from '../../web/body.ts';
import type { CookieCipher } from '../../web/cookie-cipher.ts';
import { cookie, cookieNames, forget, readCookie } from '../../web/cookies.ts';
import type { WebRequest } from '../../web/handler.ts';

const draftSeconds = 10 * 60;

/** Browsers drop a cookie of more than 4,096 bytes, name and attributes included. */
const largestSealed = 3_900;

/** What is kept of a form, and how much of it: no more than the form takes. */
const longest = {
  form: 60,
  choice: 16,
  reason: longestActReason,
  continues: 64,
  ...longestTexts,
  madeFrom: 700,
  project: 40,
  until: 40,
  takeBack: 5,
  releases: 10,
  from: 10,
  to: 10,
  businessDays: 4,
  approver: 40,
  name: 100,
  email: 254,
  digest: 64,
} as const;

const fieldNames = [
  'form',
  'choice',
  'reason',
  'continues',
  'purpose',
  'madeFrom',
  'label',
  'answer',
  'project',
  'until',
  'takeBack',
  'releases',
  'from',
  'to',
  'businessDays',
  'approver',
  'name',
  'email',
  'digest',
] as const;

const draftSchema = z.object({ place: z.string(), fields: z.partialRecord(z.enum(fieldNames), z.string()) });

/** What somebody chose and typed but what was not recorded, because their session was over. */
export type Draft = z.infer<typeof draftSchema>['fields'];

/**
 * The cookies that keep a form of a page over a sign-in. A purpose and an answer do not fit into one in every script, so the answer has its
 * own, with what the package was made from. What does not fit all the same is not kept.
 */
export async function keepDraft(sealer: CookieCipher, place: string, form: URLSearchParams): Promise<Cookie[]> {
  const typed = fieldNames.filter((name) => form.has(name));
  const { answer, madeFrom, ...others }: Draft = Object.fromEntries(
    typed.map((name) => [name, typedAs(form, name).slice(0, longest[name])]),
  );
  const apart = { ...(answer === undefined ? {} : { answer }), ...(madeFrom === undefined ? {} : { madeFrom }) };
  return [
    await keep(sealer, cookieNames.draft, { place, fields: others }),
    await keep(sealer, cookieNames.draftAnswer, { place, fields: apart }),
  ];
}

/** Of boxes that were ticked, all of them. */
function typedAs(form: URLSearchParams, name: (typeof fieldNames)[number]): string {
  return name === 'madeFrom' ? form.getAll(name).join(' ') : textIn(form, name);
}

async function keep(sealer: CookieCipher, name: string, draft: z.infer<typeof draftSchema>): Promise<Cookie> {
  if (Object.keys(draft.fields).length === 0) return forget(name);
  const sealed = await sealer.seal('draft', draft, draftSeconds);
  return sealed.length > largestSealed ? forget(name) : cookie(name, sealed, draftSeconds);
}

/** The draft that this browser keeps for the page; undefined for none. */
export async function readDraft(sealer: CookieCipher, request: WebRequest, place: string): Promise<Draft | undefined> {
  const parts = await Promise.all(
    [cookieNames.draft, cookieNames.draftAnswer].map(async (name) => {
      const sealed = readCookie(request, name);
      const parsed = draftSchema.safeParse(sealed === undefined ? undefined : await sealer.open('draft', sealed));
      return parsed.success && parsed.data.place === place ? [parsed.data.fields] : [];
    }),
  );
  const kept = parts.flat();
  return kept.length === 0 ? undefined : Object.assign({}, ...kept);
}

export function forgetDraft(): Cookie[] {
  return [forget(cookieNames.draft), forget(cookieNames.draftAnswer)];
}
