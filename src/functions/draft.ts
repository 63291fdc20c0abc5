import type { Cookie } from '@azure/functions';
import { z } from 'zod';
import { choices } from '../domain/round.ts';
import { longestReason } from '../pages/review-page.ts';
import { cookie, cookieNames, readCookie } from '../web/cookies.ts';
import type { WebRequest } from '../web/handler.ts';
import type { Sealer } from '../web/sealer.ts';

const draftSeconds = 10 * 60;

/** Browsers drop a cookie of more than 4,096 bytes, name and attributes included. */
const largestSealed = 3_900;

const draftSchema = z.object({
  handle: z.string(),
  choice: z.enum(choices).optional(),
  reason: z.string().max(longestReason),
});

/** A decision that was chosen and typed but not recorded, because the session was over. */
export type Draft = z.infer<typeof draftSchema>;

/** The cookie that keeps a draft over a sign-in; none when it does not fit into one. */
export async function keepDraft(sealer: Sealer, draft: Draft): Promise<Cookie[]> {
  const reason = draft.reason.slice(0, longestReason);
  const sealed = await sealer.seal('draft', { ...draft, reason }, draftSeconds);
  return sealed.length > largestSealed ? [] : [cookie(cookieNames.draft, sealed, draftSeconds)];
}

/** The draft that this browser keeps for this link. */
export async function readDraft(sealer: Sealer, request: WebRequest, handle: string): Promise<Draft | undefined> {
  const sealed = readCookie(request, cookieNames.draft);
  if (sealed === undefined) return undefined;
  const parsed = draftSchema.safeParse(await sealer.open('draft', sealed));
  return parsed.success && parsed.data.handle === handle ? parsed.data : undefined;
}
