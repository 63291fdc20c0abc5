import { jsonAnswer, pageAnswer, redirectAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { authenticate, type CallerCheck, requireCaller } from '../../web/caller.ts';
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
    const asked = queryOf(request, receivedQuery);
    const visitor = { name: caller.name, antiForgery: caller.session?.antiForgery ?? '' };
    return await pageAnswer(200, receivedPage(await seeReceived(services, caller, asked), asked.project, visitor));
  };
}

/** GET received.json: the same for programs. */
export function showReceivedData(services: ReceivedServices): Handler {
  return async (request) => {
    const caller = await requireCaller(services, request);
    return jsonAnswer(200, await seeReceived(services, caller, queryOf(request, receivedQuery)));
  };
}
