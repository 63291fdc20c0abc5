import { waitingFor } from '../../domain/overview/waiting.ts';
import { projectsOfReader } from '../../use-cases/people/projects-of-reader.ts';
import { openRows } from '../../use-cases/review/inbox.ts';
import { pageAnswer, redirectAnswer } from '../../web/answers.ts';
import { authenticate, type Caller } from '../../web/caller.ts';
import type { Handler } from '../../web/handler.ts';
import { signInPath } from '../../web/sign-in.ts';
import { helpPage } from './help-page.ts';
import { type AtHome, homePage } from './home-page.ts';
import { isOperator, type MineServices, visitorOf } from './mine-routes.ts';
import { projectsOf } from './see-mine.ts';

/** GET of the address without an end: what whoever is signed in can do here. */
export function showHome(services: MineServices): Handler {
  return async (request) => {
    const caller = await authenticate(services, request);
    if (caller === undefined) return redirectAnswer(signInPath('/api/'));
    const [{ parts, projects }, rows] = await Promise.all([partOf(services, caller), openRows(services.overview)]);
    const at = { now: services.clock.now(), ticks: services.ticks };
    const waiting = waitingFor(caller, { projects, rows: rows.values() }, at).length;
    return await pageAnswer(200, homePage({ parts, waiting }, visitorOf(caller)));
  };
}

/** GET help: the steps that whoever is signed in takes here. */
export function showHelp(services: MineServices): Handler {
  return async (request) => {
    const caller = await authenticate(services, request);
    if (caller === undefined) return redirectAnswer(signInPath('/api/help'));
    return await pageAnswer(200, helpPage(await partOf(services, caller), visitorOf(caller)));
  };
}

/** What somebody is here, in all projects together. */
async function partOf(services: MineServices, caller: Caller) {
  const [own, read] = await Promise.all([projectsOf(services, caller, undefined), projectsOfReader(services, caller)]);
  const parts: AtHome['parts'] = new Set([
    ...own.flatMap((one) => one.parts),
    ...(read.length > 0 ? (['reader'] as const) : []),
    ...(isOperator(caller) ? (['operator'] as const) : []),
  ]);
  return { parts, projects: own.map(({ project }) => project) };
}
