import { waitingFor } from '../../domain/overview/waiting.ts';
import { projectsOfReader } from '../../use-cases/people/projects-of-reader.ts';
import { openRows } from '../../use-cases/review/inbox.ts';
import { pageAnswer, redirectAnswer } from '../../web/answers.ts';
import { authenticate } from '../../web/caller.ts';
import type { Handler } from '../../web/handler.ts';
import { signInPath } from '../../web/sign-in.ts';
import { homePage } from './home-page.ts';
import { isOperator, type MineServices, visitorOf } from './mine-routes.ts';
import { projectsOf } from './see-mine.ts';

/** GET of the address without an end: what whoever is signed in can do here. */
export function showHome(services: MineServices): Handler {
  return async (request) => {
    const caller = await authenticate(services, request);
    if (caller === undefined) return redirectAnswer(signInPath('/api/'));
    const [own, read, rows] = await Promise.all([
      projectsOf(services, caller, undefined),
      projectsOfReader(services, caller),
      openRows(services.overview),
    ]);
    const projects = own.map(({ project }) => project);
    const at = { now: services.clock.now(), ticks: services.ticks };
    const waiting = waitingFor(caller, { projects, rows: rows.values() }, at).length;
    const parts = new Set([
      ...own.flatMap((one) => one.parts),
      ...(read.length > 0 ? (['reader'] as const) : []),
      ...(isOperator(caller) ? (['operator'] as const) : []),
    ]);
    return await pageAnswer(200, homePage({ parts, waiting }, visitorOf(caller)));
  };
}
