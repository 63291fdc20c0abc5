import { describe, expect, test } from 'vitest';
import { addedParts } from '../../../src/app/added.ts';
import { newRound } from '../../../src/domain/review/approval.ts';
import { runParts } from '../../../src/use-cases/overview/run-parts.ts';
import { beginSweep, type SweepPart, sweepParts } from '../../../src/use-cases/overview/sweep-parts.ts';
import { sweepSettings } from '../../activities/flow-settings.ts';
import { anEvent, anOperation } from '../../contract/samples.ts';
import { playedOut } from '../../memory/played-out.ts';
import { MemoryWorld } from '../../memory/world.ts';

const idle = { start: async () => undefined, wake: async () => undefined };
const settings = { ...sweepSettings, added: addedParts };

interface Resting {
  readonly projects: number;
  readonly ended?: number;
  readonly reviews?: number;
}

/** Requests of a sweep, by part and then by what is asked. */
type Counted = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface AtRest {
  readonly counted: Counted;
  readonly milliseconds: number;
}

/** So long a request takes once the deployment is at rest. */
const requestMs = 5;

/** A deployment that sweeps have looked at for hours, what the next sweep asks of storage when nothing has happened, and how long it waits for that. */
async function sweepAtRest({ projects, ended = 0, reviews = 0 }: Resting): Promise<AtRest> {
  const counted = new Map<string, Map<string, number>>();
  let part = '';
  let isSwept = false;
  const before = ({ service, operation }: { readonly service: string; readonly operation: string }) => {
    const ofPart = counted.get(part) ?? new Map<string, number>();
    const kind = `${service} ${operation}`;
    counted.set(part, ofPart.set(kind, (ofPart.get(kind) ?? 0) + 1));
    return isSwept ? world.time.sleep(requestMs) : undefined;
  };
  const world: MemoryWorld = new MemoryWorld(1, { before, after: () => undefined });
  for (let at = 0; at < projects; at += 1) await world.project({ id: `study-${at}` });
  for (let at = 0; at < projects; at += 1) await endIn(world, `study-${at}`, 1 + ended / projects);
  for (let at = 0; at < reviews; at += 1) await openReview(world, `study-${at % projects}`);
  const named = (parts: readonly SweepPart[]): SweepPart[] =>
    parts.map(([what, seconds, run]) => [
      what,
      seconds,
      async (sweeping) => {
        part = what;
        await run(sweeping).finally(() => {
          part = 'between parts';
        });
      },
    ]);
  const stages = sweepParts(addedParts).map(named);
  // Days pass, so that what is done daily was done, and then minutes. What is done in turn the dearest of the last sweeps shows.
  const swept: AtRest[] = [];
  const isDaily = ({ counted: one }: AtRest) => one.has('the verification of what is new');
  isSwept = true;
  for (let sweeps = 0; sweeps < 8 || swept.slice(-4).some(isDaily); sweeps += 1) {
    part = 'between parts';
    counted.clear();
    const began = world.time.now().getTime();
    const sweeping = beginSweep(world.ports, idle, settings);
    expect(await playedOut(world.time, runParts(stages, sweeping))).toEqual([]);
    sweeping.failures.throwAny();
    swept.push({ counted: new Map(counted), milliseconds: world.time.now().getTime() - began });
    await world.time.pass(sweeps < 2 ? 26 * 60 * 60_000 : 5 * 60_000);
  }
  const [dearest] = swept.slice(-3).toSorted((one, other) => sumOf(other.counted) - sumOf(one.counted));
  if (dearest === undefined) throw new Error('There was a sweep');
  return dearest;
}

/** Datasets that came in, with their lines. */
async function endIn({ ports, time }: MemoryWorld, project: string, count: number): Promise<void> {
  const at = time.now().toISOString();
  const all = Array.from({ length: count }, () =>
    anOperation({ project, state: 'available', version: 1, startedAt: at, since: at }),
  );
  for (const one of all) await ports.register.restore(one, null);
  await ports.register.rememberDoor({ value: { door: 'ingress', project, waiting: 0 }, etag: null });
  await ports.audit.append(
    project,
    all.map(({ id }) => anEvent(`${id}.2`, { at, project, operation: id })),
  );
}

async function openReview({ ports, time }: MemoryWorld, id: string): Promise<void> {
  const stored = await ports.projects.get(id);
  if (stored === undefined) throw new Error(`${id} is there`);
  const { value: project, hash: definition } = stored;
  const [now, at] = [time.now(), time.now().toISOString()];
  const open = anOperation({ door: 'export', project: id, state: 'in-review', round: 1, startedAt: at, since: at });
  const about = { exportId: open.id, project, definition, researchers: [], filesSince: at };
  await ports.decisions.openRound(newRound({ ...about, number: 1, digest: 'd', now }));
  await ports.register.open(open, []);
}

function sumOf(counted: Counted): number {
  return [...counted.values()].flatMap((kinds) => [...kinds.values()]).reduce((sum, count) => sum + count, 0);
}

const sums = new Map<string, number>();

async function sumAtRest(resting: Resting): Promise<number> {
  const key = JSON.stringify(resting);
  const sum = sums.get(key) ?? sumOf((await sweepAtRest(resting)).counted);
  sums.set(key, sum);
  return sum;
}

/** What each further thing costs, between two counts. */
async function slope(few: Resting, many: Resting, of: keyof Resting): Promise<number> {
  return ((await sumAtRest(many)) - (await sumAtRest(few))) / ((many[of] ?? 0) - (few[of] ?? 0));
}

/** What a sweep takes, which later changes may only lower. */
const goals = { one: 25, milliseconds: 50, project: 1, review: 2, ended: 0 };

describe('a sweep of a deployment at rest takes', () => {
  test('so many requests with one project, whatever has ended, and waits for few of them one after the other', async () => {
    const { counted: table, milliseconds } = await sweepAtRest({ projects: 1 });
    const lines = [...table].map(([part, kinds]) => `${part}: ${[...kinds].map((one) => one.join(' × ')).join(', ')}`);
    expect(sumOf(table), lines.join('\n')).toBeLessThanOrEqual(goals.one);
    expect(milliseconds).toBeLessThanOrEqual(goals.milliseconds);
  });

  test.each([
    [1, 2],
    [2, 10],
    [10, 40],
  ])('so many more for each project from %d to %d', async (few, many) => {
    expect(await slope({ projects: few }, { projects: many }, 'projects')).toBeLessThanOrEqual(goals.project);
  });

  test.each([
    [0, 5],
    [5, 40],
  ])('so many more for each open review from %d to %d', async (few, many) => {
    const cost = await slope({ projects: 10, reviews: few }, { projects: 10, reviews: many }, 'reviews');
    expect(cost).toBeLessThanOrEqual(goals.review);
  });

  test.each([
    [0, 200],
    [200, 1000],
  ])('nothing more for what has ended, from %d to %d', async (few, many) => {
    const cost = await slope({ projects: 10, ended: few }, { projects: 10, ended: many }, 'ended');
    expect(cost).toBeLessThanOrEqual(goals.ended);
  });
});
