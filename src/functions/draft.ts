import type { Cookie } from '@azure/functions';
import { z } from 'zod';
import { longestTexts } from '../domain/purpose.ts';
import { longestReason } from '../pages/review-page.ts';
import { textIn } from '../web/body.ts';
import { cookie, cookieNames, forget, readCookie } from '../web/cookies.ts';
import type { WebRequest } from '../web/handler.ts';
import type { Sealer } from '../web/sealer.ts';

const draftSeconds = 10 * 60;

/** Browsers drop a cookie of more than 4,096 bytes, name and attributes included. */
const largestSealed = 3_900;

/** What is kept of a form, and how much of it: no more than the form takes. */
const longest = { choice: 16, reason: longestReason, continues: 64, ...longestTexts } as const;

const fieldNames = ['choice', 'reason', 'continues', 'purpose', 'label', 'answer'] as const;

const draftSchema = z.object({ place: z.string(), fields: z.partialRecord(z.enum(fieldNames), z.string()) });

/** What somebody chose and typed but what was not recorded, because their session was over. */
export type Draft = z.infer<typeof draftSchema>['fields'];

/**
 * The cookies that keep a form of a page over a sign-in. A purpose and an answer do not fit into one in every script, so the answer has its
 * own. What does not fit all the same is not kept.
 */
export async function keepDraft(sealer: Sealer, place: string, form: URLSearchParams): Promise<Cookie[]> {
  const typed = fieldNames.filter((name) => form.has(name));
  const { answer, ...others }: Draft = Object.fromEntries(
    typed.map((name) => [name, textIn(form, name).slice(0, longest[name])]),
  );
  return [
    await keep(sealer, cookieNames.draft, { place, fields: others }),
    await keep(sealer, cookieNames.draftAnswer, { place, fields: answer === undefined ? {} : { answer } }),
  ];
}

async function keep(sealer: Sealer, name: string, draft: z.infer<typeof draftSchema>): Promise<Cookie> {
  if (Object.keys(draft.fields).length === 0) return forget(name);
  const sealed = await sealer.seal('draft', draft, draftSeconds);
  return sealed.length > largestSealed ? forget(name) : cookie(name, sealed, draftSeconds);
}

/** The draft that this browser keeps for the page; undefined for none. */
export async function readDraft(sealer: Sealer, request: WebRequest, place: string): Promise<Draft | undefined> {
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

/** Makes the browser forget its draft. */
export function forgetDraft(): Cookie[] {
  return [forget(cookieNames.draft), forget(cookieNames.draftAnswer)];
}
