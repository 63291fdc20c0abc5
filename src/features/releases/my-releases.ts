import { partOf } from '../../domain/base/list-place.ts';
import { quarterOf } from '../../domain/base/time.ts';
import { departuresOf } from '../../domain/lifecycle/departures.ts';
import { isShownOutside, released } from '../../domain/notification/outside-view.ts';
import { typedAbout } from '../../domain/notification/said-outside.ts';
import type { Ticks } from '../../domain/notification/tick.ts';
import type { Somebody } from '../../domain/people/people.ts';
import type { Clock } from '../../ports/ports.ts';
import type { ProjectStore } from '../../ports/records.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import { partsOf } from '../../use-cases/people/readable-projects.ts';
import { pageAnswer, redirectAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { authenticate, type CallerCheck } from '../../web/caller.ts';
import type { Handler } from '../../web/handler.ts';
import { signInPath } from '../../web/sign-in.ts';
import { myReleasesQuery } from './descriptions.ts';
import { findLeft, keyOf, type LeftPorts, requestsAtOnce } from './find-left.ts';
import { type MyRelease, myReleasesPage } from './my-releases-page.ts';
import { lastMonths, periodOf } from './period.ts';

interface MyReleasePorts extends LeftPorts {
  readonly projects: Pick<ProjectStore, 'list'>;
  readonly clock: Clock;
  readonly ticks?: Ticks;
}

/** GET mine/releases: what left in a month of the projects in which whoever is signed in takes part. */
export function showMyReleases(services: CallerCheck & MyReleasePorts): Handler {
  return async (request) => {
    const caller = await authenticate(services, request);
    if (caller === undefined) return redirectAnswer(signInPath('/api/mine/releases'));
    const now = services.clock.now();
    const { month = lastMonths(now, 1)[0] ?? '', continuation } = queryOf(request, myReleasesQuery);
    const part = await myReleases(services, caller, month, continuation);
    const { name, session } = caller;
    const visitor = { name, antiForgery: session?.antiForgery ?? '' };
    return await pageAnswer(200, myReleasesPage({ ...part, month, now }, visitor));
  };
}

const mostShown = 50;

async function myReleases(ports: MyReleasePorts, somebody: Somebody, month: string, continuation: string | undefined) {
  const now = ports.clock.now();
  const own = await ownProjects(ports, somebody, now);
  const { left } = await findLeft(ports, [...own.keys()], periodOf({ month }, now), ({ told }) => told !== undefined);
  const part = partOf(left, {
    // More exact times are told of nothing that was chosen inside.
    placeOfItem: ({ row, leftAt }) => ({ value: quarterOf(leftAt), id: row.value.id }),
    direction: 'down',
    limit: mostShown,
    asked: ['my-releases', month],
    continuation,
  });
  const found = new Map<string, MyRelease>();
  await atOnce(requestsAtOnce, part.items, async ({ row, leftAt }) => {
    const operation = await ports.register.whole(row);
    const part = own.get(row.value.project);
    if (operation === undefined || part === undefined || !isShownOutside(operation, now, ports.ticks)) return;
    const departure = departuresOf(operation).find(({ at }) => at === leftAt);
    if (departure === undefined) return;
    const { state, isWhole } = departure;
    const told = { view: released(operation), leftAt: quarterOf(leftAt), about: typedAbout(operation) };
    found.set(keyOf(row, leftAt), { ...part, ...told, departure: { state, isWhole } });
  });
  return {
    items: part.items.flatMap(({ row, leftAt }) => found.get(keyOf(row, leftAt)) ?? []),
    continuation: part.continuation,
  };
}

/** A definition that the rules of today refuse tells of nobody's part. */
async function ownProjects({ projects }: MyReleasePorts, somebody: Somebody, now: Date) {
  const own = new Map<string, Pick<MyRelease, 'project' | 'isResearcher'>>();
  for await (const stored of projects.list()) {
    const parts = 'value' in stored ? partsOf(stored.value, somebody, now) : [];
    if ('value' in stored && parts.length > 0)
      own.set(stored.value.id, { project: stored.value, isResearcher: parts.includes('researcher') });
  }
  return own;
}
