import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveBackTakes, takeLimits } from '../../../src/activities/review/take-limits.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { applyTakeLine, keyOfTake, type ToldTakes } from '../../../src/domain/lifecycle/recorded-takes.ts';
import { limitWaiting } from '../../../src/domain/operation/limit-wait.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { type EgressLimit, limitMeasures } from '../../../src/domain/project/egress-limits.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import type { Take } from '../../../src/domain/transfer/limits.ts';
import { planTakes } from '../../../src/features/verification/restore/plan-takes.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { ConflictError } from '../../../src/ports/records.ts';
import { passLimits } from '../../../src/use-cases/review/pass-limits.ts';
import { collect } from '../../contract/samples.ts';
import { firstRound, person } from '../../domain/sample.ts';
import { openEgress, startWorld, type World } from '../world.ts';
import { aboutToLeave, exceeds, type Stood, sumsWith } from './limit-model.ts';

const hour = 3_600_000;
const second = 1000;

let world: World;
let number = 0;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const amount = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: undefined });
const amounts = fc
  .record({ bytes: amount(150), files: amount(12), packages: amount(4), rows: amount(300) })
  .map((all) => Object.fromEntries(limitMeasures.flatMap((one) => (all[one] === undefined ? [] : [[one, all[one]]]))));
const limit = fc.record({
  of: fc.constantFrom('project' as const, 'person' as const, 'dataset' as const),
  days: fc.integer({ min: 1, max: 5 }),
  hard: amounts,
  soft: fc.option(amounts, { nil: undefined, freq: 2 }),
});

const wanted = fc.record({
  bytes: fc.integer({ min: 0, max: 60 }),
  files: fc.integer({ min: 0, max: 6 }),
  rows: fc.constantFrom(undefined, 10, 100),
  person: fc.constantFrom('', person('Rita', 2).oid, person('Ron', 3).oid),
  datasets: fc.constantFrom([], ['a'], ['b'], ['a', 'b']),
  /** Whether one approver more was asked, for every soft limit. */
  isAnswered: fc.boolean(),
  becomes: fc.constantFrom('leaves' as const, 'leaves' as const, 'fails' as const, 'passes' as const),
});

/** What wants out at once; what is lost before. */
const step = fc.record({
  after: fc.integer({ min: 0, max: 40 }),
  /** Instead so many seconds from when something leaves a window, which is where clocks matter. */
  edge: fc.option(fc.integer({ min: -19, max: 2 }), { nil: undefined, freq: 3 }),
  packages: fc.array(wanted, { minLength: 1, maxLength: 3 }),
  lost: fc.constantFrom('nothing', 'nothing', 'nothing', 'count', 'one', 'all'),
});

type Wanted = typeof wanted extends fc.Arbitrary<infer T> ? T : never;

/** What became of every release, as whoever sees each transaction knows it. */
interface History {
  readonly stood: Map<string, Stood & { until: number }>;
  readonly passed: Set<string>;
  readonly answered: Set<string>;
}

/** The ports of one instance, whose clock is off, and whose requests for takes are answered whenever the scheduler says so. */
function instance(off: number, scheduler: fc.Scheduler, project: string, { stood }: History): Ports {
  const { takes, clock } = world.ports;
  const changed: Ports['takes']['change'] = async (of, standing, change) => {
    await takes.change(of, standing, change);
    if (of !== project) return;
    const now = clock.now().getTime();
    for (const take of change.removed) stood.set(keyOfTake(take), { ...standingOf(take, stood, now), until: now });
    for (const take of change.added) stood.set(keyOfTake(take), { ...take, from: now, until: Infinity });
  };
  return {
    ...world.ports,
    clock: { now: () => new Date(clock.now().getTime() + off) },
    takes: { of: scheduler.scheduleFunction(takes.of), change: scheduler.scheduleFunction(changed) },
  };
}

function standingOf(take: Take, stood: History['stood'], now: number): Stood {
  return stood.get(keyOfTake(take)) ?? { ...take, from: now, until: now };
}

type Outcome = Awaited<ReturnType<typeof takeLimits>>['kind'] | 'lost';

/** Asks as often as its orchestrator would. */
async function ask(ports: Ports, key: OperationKey, project: Project, overLimits: string[]): Promise<Outcome> {
  const rules = { ...firstRound(project, world.now()).rules, overLimits };
  for (;;) {
    const operation = await world.operation(key);
    try {
      return (await takeLimits(ports, operation, project, { rules })).kind;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      if (error.message.includes('restore its register')) return 'lost';
    }
  }
}

/** Two operators let it pass; one alone does not. */
async function letPass(key: OperationKey): Promise<void> {
  const ports = { ...world.ports, secondOperator: true, publicBaseUrl: 'https://gate.example.org' };
  const idle = { start: async () => undefined, wake: async () => undefined };
  for (const { oid, name, email } of [person('Otto', 90), person('Orla', 91)]) {
    const caller = { oid, name, emails: [email] };
    await passLimits(ports, idle, { key, caller, reason: 'A journal waits', digest: 'd'.repeat(64) });
  }
}

const rowsOf = async (project: string) => (await world.ports.takes.of(project)).takes.map(keyOfTake).toSorted();

async function lose(project: string, lost: string): Promise<boolean> {
  const standing = await rowsOf(project);
  const keys = lost === 'count' ? ['all'] : lost === 'one' ? standing.slice(0, 1) : ['all', ...standing];
  if (lost === 'nothing' || standing.length === 0) return false;
  for (const key of keys) await world.table('register').deleteEntity(project, `take:${key}`);
  return true;
}

/** From the lines of its chain, as a restore does. */
async function restore(project: string): Promise<void> {
  const lines = (await collect(world.ports.audit.lines(project))).map((line) => JSON.parse(line));
  const told = lines.reduce<ToldTakes>(applyTakeLine, undefined);
  for (const { write } of await planTakes(world.ports, project, told)) await write();
}

/** What no transaction may break, looked at after each step. */
async function holds(project: Project, { stood, passed, answered }: History): Promise<void> {
  const all = [...stood.values()];
  for (const [key, own] of stood)
    for (const one of project.egress.limits ?? []) {
      const upTo = all.slice(0, all.indexOf(own) + 1);
      const isMore = (as: 'hard' | 'soft') => exceeds(sumsWith(one, own, upTo, { as, more: -1 }), one[as]);
      if (!passed.has(key)) expect([key, one.name, isMore('hard')]).toEqual([key, one.name, false]);
      if (!answered.has(key)) expect([key, one.name, isMore('soft')]).toEqual([key, one.name, false]);
    }
  const left = [...stood].filter(([, { until }]) => until === Infinity).map(([key]) => key);
  expect(await rowsOf(project.id)).toEqual(left.toSorted());
}

/** Whether the package would exceed a limit by the clock that is furthest behind. */
function isStopped(project: Project, wish: Wanted, { stood }: History): boolean {
  const { rows, ...rest } = wish;
  const own = { ...rest, ...(rows === undefined ? {} : { rows }), from: world.now().getTime(), until: Infinity };
  const all = [...stood.values(), own];
  return (project.egress.limits ?? []).some((one) =>
    exceeds(sumsWith(one, own, all, { as: 'hard', more: 80 * second }), one.hard),
  );
}

test('whatever two instances take at once, limits hold, each release counts once, and no other project is touched', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(limit, { minLength: 1, maxLength: 3 }),
      fc.noBias(fc.array(step, { minLength: 4, maxLength: 10 })),
      fc.tuple(fc.constantFrom(-10, -7, 0, 3, 10), fc.constantFrom(-10, -3, 0, 7, 10)),
      fc.scheduler(),
      play,
    ),
    { numRuns: 40 },
  );
});

const wide: EgressLimit = { name: 'wide', of: 'project', days: 365, hard: { packages: 1_000_000 } };
const small = { bytes: 1, files: 1, rows: undefined, person: '', datasets: [] };

/** Amounts may say what a form would refuse, such as a soft limit above the hard one. */
async function defined(id: string, limits: EgressLimit[]): Promise<Project> {
  const project = await world.project({ id, egress: openEgress });
  return { ...project, egress: { ...project.egress, limits } };
}

/** How long it is until so many seconds from when the first release leaves the window of a limit. */
function atEdge(limits: readonly EgressLimit[], { stood }: History, edge: number | undefined): number | undefined {
  if (edge === undefined) return undefined;
  const ends = [...stood.values()].flatMap(({ from }) => limits.map(({ days }) => from + days * DAY + edge * second));
  const waits = ends.map((end) => end - world.now().getTime()).filter((wait) => wait > 0);
  return waits.length === 0 ? undefined : Math.min(...waits);
}

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Limit = typeof limit extends fc.Arbitrary<infer T> ? T : never;

async function play(
  drawn: readonly Limit[],
  steps: readonly Step[],
  [one, other]: readonly [number, number],
  scheduler: fc.Scheduler,
): Promise<void> {
  number += 1;
  const limits = drawn.map(({ soft, ...rest }, at): EgressLimit => {
    return { name: `limit-${at}`, ...rest, ...(soft === undefined ? {} : { soft }) };
  });
  const project = await defined(`study-${number}`, limits);
  const elsewhere = await defined(`other-${number}`, [wide]);
  const history: History = { stood: new Map(), passed: new Set(), answered: new Set() };
  const instances = [one, other].map((off) => instance(off * second, scheduler, project.id, history));
  const [first = world.ports, last = first] = instances;
  const names = limits.map(({ name }) => name);
  let packages = 0;
  for (const { after, edge, packages: wishes, lost } of steps) {
    await world.pass(atEdge(limits, history, edge) ?? after * hour + second);
    const before = await rowsOf(project.id);
    const isLost = await lose(project.id, lost);
    const wanting = await Promise.all(
      wishes.map(async (wish) => {
        packages += 1;
        const key = await aboutToLeave(world, project.id, packages, wish);
        if (wish.isAnswered) history.answered.add(`${key.id}:1`);
        return { wish, key, over: wish.isAnswered ? names : [] };
      }),
    );
    const beside = await aboutToLeave(world, elsewhere.id, packages, small);
    const asked = [
      ...instances.flatMap((ports) => wanting.map(({ key, over }) => ask(ports, key, project, over))),
      ...instances.map((ports) => ask(ports, beside, elsewhere, [])),
    ];
    const outcomes = await scheduler.waitFor(Promise.all(asked));
    expect(outcomes.slice(-2)).toEqual(['taken', 'taken']);
    if (isLost) {
      expect([...new Set(outcomes.slice(0, -2))]).toEqual(['lost']);
      await restore(project.id);
      expect(await rowsOf(project.id)).toEqual(before);
    }
    await holds(project, history);
    for (const { wish, key, over } of wanting) {
      const again = async () => await scheduler.waitFor(ask(first, key, project, over));
      const outcome = await again();
      if (outcome === 'waits') expect(isStopped(project, wish, history)).toBe(true);
      if (wish.becomes === 'passes' && limitWaiting(await world.operation(key)) !== undefined) {
        history.passed.add(`${key.id}:1`);
        await letPass(key);
        // One that passed before may have left too much for it by then.
        expect(['taken', ...(wish.isAnswered ? [] : ['over'])]).toContain(await again());
      }
      if (wish.becomes === 'fails') await scheduler.waitFor(giveBackTakes(last, await world.operation(key)));
      await holds(project, history);
    }
  }
  expect(await rowsOf(elsewhere.id)).toHaveLength(steps.length);
}
