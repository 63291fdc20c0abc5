import type { z } from 'zod';
import { keptPage } from '../../functions/base/press-form.ts';
import type { Page } from '../../pages/base/layout.ts';
import type { SentPage } from '../../pages/base/page-form.ts';
import { jsonAnswer, pageAnswer, redirectAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { authenticate, type Caller, type CallerCheck, requireCaller } from '../../web/caller.ts';
import type { Handler } from '../../web/handler.ts';
import { signInPath } from '../../web/sign-in.ts';
import { receivedQuery } from './descriptions.ts';
import { receivedPage } from './received-page.ts';
import { type ReceivedPorts, seeReceived } from './see-received.ts';

export type ReceivedServices = CallerCheck & ReceivedPorts;

/** GET received: what was released to whoever is signed in, and nothing else of a project. */
export function showReceived(services: ReceivedServices): Handler {
  return async (request) => {
    const caller = await authenticate(services, request);
    if (caller === undefined) return redirectAnswer(signInPath('/api/received'));
    const sent = await keptPage(services, request, receivedPlace);
    return await pageAnswer(200, await shownReceived(services, caller, queryOf(request, receivedQuery), sent));
  };
}

export const receivedPlace = 'received';

export async function shownReceived(
  services: ReceivedServices,
  caller: Caller,
  asked: z.infer<typeof receivedQuery>,
  sent: SentPage | undefined,
): Promise<Page> {
  const visitor = { name: caller.name, antiForgery: caller.session?.antiForgery ?? '' };
  return receivedPage(await seeReceived(services, caller, asked), { only: asked.project, sent }, visitor);
}

/** GET received.json: the same for programs. */
export function showReceivedData(services: ReceivedServices): Handler {
  return async (request) => {
    const caller = await requireCaller(services, request);
    return jsonAnswer(200, await seeReceived(services, caller, queryOf(request, receivedQuery)));
  };
}
