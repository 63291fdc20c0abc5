import { waitingFor } from '../../domain/overview/waiting.ts';
import { guidePage, guidesPage } from '../../pages/base/help-page.ts';
import { projectsOfReader } from '../../use-cases/people/projects-of-reader.ts';
import { openRows } from '../../use-cases/review/inbox.ts';
import { pageAnswer, redirectAnswer } from '../../web/answers.ts';
import { authenticate, type Caller } from '../../web/caller.ts';
import type { Handler } from '../../web/handler.ts';
import { askedGuide } from '../../web/help.ts';
import { signInPath } from '../../web/sign-in.ts';
import { helpPage } from './help-page.ts';
import { type AtHome, homePage, type PartAtHome } from './home-page.ts';
import { type MineServices, visitorOf } from './mine-routes.ts';
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

/** GET help: the steps that whoever is signed in takes here; before a sign-in the guides. */
export function showHelp(services: MineServices): Handler {
  return async (request) => {
    const caller = await authenticate(services, request);
    if (caller === undefined) return await pageAnswer(200, guidesPage());
    return await pageAnswer(200, helpPage(await partOf(services, caller), visitorOf(caller)));
  };
}

/** GET help/{guide}: one guide, for everybody. */
export function showGuide(services: MineServices): Handler {
  return async (request) => {
    const caller = await authenticate(services, request);
    const { name, guide } = await askedGuide(request);
    return await pageAnswer(200, guidePage(name, guide, caller === undefined ? {} : { visitor: visitorOf(caller) }));
  };
}

/** What somebody is here, in all projects together. */
async function partOf(services: MineServices, caller: Caller) {
  const [own, read] = await Promise.all([projectsOf(services, caller, undefined), projectsOfReader(services, caller)]);
  const parts: AtHome['parts'] = new Set([
    ...own.flatMap((one) => one.parts),
    ...(read.length > 0 ? (['reader'] as const) : []),
    ...roleOf(caller),
  ]);
  return { parts, projects: own.map(({ project }) => project) };
}

/** Whoever only looks at operations answers for what leaves. */
function roleOf({ roles }: Caller): readonly PartAtHome[] {
  if (roles.includes('Ops.Operator')) return ['operator'];
  return roles.includes('Ops.Reader') ? ['governance'] : [];
}
