import { beforeEach, expect, test } from 'vitest';
import { isSuspended } from '../../../src/domain/people/people.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { keepHolds } from '../../../src/use-cases/operation/hold.ts';
import { liftSuspension, suspendPerson } from '../../../src/use-cases/people/suspend-person.ts';
import { changeDefinition } from '../../../src/use-cases/project/change-definition.ts';
import { confirmChange } from '../../../src/use-cases/project/confirm-change.ts';
import { ofTwo } from '../../activities/lift-holds.ts';
import { gather, person } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const id = 'heart-study';
const idle = { start: async () => undefined, wake: async () => undefined };
const operator = (name: string, number: number) => {
  const { oid, email } = person(name, number);
  return { oid, name, emails: [email], roles: [], groups: 'no-claim' as const };
};
const [otto, orla] = [operator('Otto', 90), operator('Orla', 91)];
const ada = { oid: person('Ada', 11).oid, emails: [person('Ada', 11).email] };
const away = async () => {
  throw new Error('it is away');
};

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(31);
  await world.project();
  await sweep();
});

const suspend = (ports: Ports = world.ports, caller = otto, reason = 'A complaint') =>
  suspendPerson(ports, { project: id, oid: ada.oid, caller, reason });
async function lift(ports: Ports = world.ports, suspendedBy?: string): Promise<void> {
  const named = suspendedBy === undefined ? {} : { suspendedBy };
  const act = { project: id, oid: ada.oid, caller: otto, reason: 'It was nothing', ...named };
  const asked = await liftSuspension({ ...ports, ...ofTwo }, act);
  if (asked.kind !== 'waits') throw new Error(asked.kind);
  await confirmChange(ports, { project: id, id: asked.change.id, caller: orla, reason: 'I agree' });
}
async function sweep(ports: Ports = world.ports): Promise<void> {
  const failures = new Failures();
  await keepHolds(ports, idle, failures);
  failures.throwAny();
}
async function inForce(): Promise<Project> {
  const stored = await world.ports.projects.get(id);
  if (stored === undefined) throw new Error('there is no project');
  return stored.value;
}
const isOut = async () => isSuspended(await inForce(), ada);
const verified = async () => (await verifyProofs(world.ports)).findings.map(({ why }) => why);
const lines = async (kind: string) =>
  (await gather(world.ports.audit.lines(id))).filter((line) => line.includes(`"kind":"${kind}"`));
/** A change that has its lines, so that the audit names a definition. */
async function rename(): Promise<void> {
  const stored = await world.ports.projects.get(id);
  if (stored === undefined) throw new Error('there is no project');
  const wanted = { project: { ...stored.value, title: 'Hearts' }, etag: stored.etag, caller: otto, reason: 'a name' };
  await changeDefinition({ ...world.ports, ...ofTwo }, { ...wanted, seen: 'by-the-act' });
}
/** Somebody puts an earlier definition back, past the app. */
async function putBack(before: Project): Promise<void> {
  await world.ports.projects.put(before, (await world.ports.projects.get(id))?.etag ?? null);
}
const withoutLines = (ports: Ports): Ports => ({ ...ports, audit: { ...ports.audit, append: away } });
const withoutRows = (ports: Ports): Ports => ({ ...ports, holds: { ...ports.holds, at: away, put: away } });
const inAQuarter = (): Ports => ({
  ...world.ports,
  clock: { now: () => new Date(world.time.now().getTime() + 15 * 60_000) },
});
const dying = (at: string): Ports => {
  const { audit } = world.ports;
  const append: typeof audit.append = async (chain, events) => {
    if (events.some(({ kind }) => kind === at)) throw new Error('the process died');
    await audit.append(chain, events);
  };
  return { ...world.ports, audit: { ...audit, append } };
};

test('a suspension stands while its chain is away, and the sweep writes its line', async () => {
  await rename();
  await suspend(withoutLines(world.ports));
  expect(await isOut()).toBe(true);
  await sweep();
  expect(await lines('hold.person-set')).toHaveLength(1);
  expect(await verified()).toEqual([]);
});

/** The audit answers nobody in some of what is asked of it, counted from 1. */
const answering = (ports: Ports, isAway: (call: number) => boolean): Ports => {
  let calls = 0;
  const { audit } = ports;
  const unlessAway = (): void => {
    calls += 1;
    if (isAway(calls)) throw new Error('it is away');
  };
  const append: typeof audit.append = async (chain, events) => {
    unlessAway();
    await audit.append(chain, events);
  };
  const newest: typeof audit.newest = async function* (chain) {
    unlessAway();
    yield* audit.newest(chain);
  };
  const holds: typeof audit.holds = async (chain, event) => {
    unlessAway();
    return await audit.holds(chain, event);
  };
  return { ...ports, audit: { ...audit, append, newest, holds } };
};
const calls = [1, 2, 3, 4];
const suspending = calls.flatMap((n): ((ports: Ports) => Ports)[] => [
  (ports) => answering(ports, (call) => call <= n),
  (ports) => answering(ports, (call) => call === n),
  (ports) => answering(ports, (call) => call >= n),
  (ports) => answering(withoutRows(ports), (call) => call > 1 && call <= n),
  (ports) => answering(withoutRows(ports), (call) => call >= n),
]);
const unwritten = async (ports: Ports) => lift({ ...ports, projects: { ...ports.projects, put: away } });
const meanwhile: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['nothing more happens', async () => undefined],
  ['it is asked for again', () => suspend(inAQuarter())],
  ['it is asked for again while the chain is away', () => suspend(withoutLines(inAQuarter()))],
  ['its lift is interrupted', () => unwritten(world.ports)],
  ...calls.map((n) => {
    const what = `the ${n}. request of the next sweep is refused`;
    return [what, () => sweep(answering(world.ports, (call) => call === n))] as const;
  }),
];

test.each(meanwhile)('whatever line is lost as it is set, the definition has one in the end: %s', async (_, next) => {
  for (const hinder of suspending) {
    world = new MemoryWorld(31);
    await world.project();
    await rename();
    await sweep();
    await suspend(hinder(world.ports)).catch(() => undefined);
    await next().catch(() => undefined);
    await sweep(inAQuarter());
    await sweep(inAQuarter());
    expect(await verified()).toEqual([]);
  }
});

test('its line says nothing of what somebody else wrote into the definition past the app', async () => {
  await suspend();
  const project = await inForce();
  await suspend(withoutLines(world.ports), orla);
  await putBack({ ...(await inForce()), ends: '2028-12-31', suspended: project.suspended });
  await sweep();
  expect(await verified()).toEqual([expect.stringContaining('and the audit names')]);
});

test('one stands by its line while the table is away, and the sweep writes its row', async () => {
  await suspend(withoutRows(world.ports));
  expect(await isOut()).toBe(true);
  await sweep();
  expect(await verified()).toEqual([]);
});

test('one was not set where neither could be written, and whoever asks is told', async () => {
  await expect(suspend(withoutLines(withoutRows(world.ports)))).rejects.toThrow('it is away');
  await sweep();
  expect(await isOut()).toBe(false);
});

test('one stands where its definition could not be written, and the sweep writes it', async () => {
  const { projects } = world.ports;
  await expect(suspend({ ...world.ports, projects: { ...projects, put: away } })).rejects.toThrow('it is away');
  await sweep();
  expect(await isOut()).toBe(true);
  expect(await verified()).toEqual([]);
});

test('one comes back at the next sweep when its definition, its row or both are lost', async () => {
  const before = await inForce();
  await suspend();
  for (const losesRow of [false, true]) {
    await putBack(before);
    if (losesRow) for await (const stored of world.ports.holds.list('people')) await world.ports.holds.remove(stored);
    expect(await verified()).not.toEqual([]);
    await sweep();
    expect(await isOut()).toBe(true);
    expect(await verified()).toEqual([]);
  }
});

test('each operator has their own, and a lift ends the one that it names', async () => {
  await suspend(world.ports, otto, 'A complaint');
  await suspend(world.ports, orla, 'A leak');
  await suspend(world.ports, orla, 'A leak');
  expect((await inForce()).suspended.map(({ by }) => by)).toEqual([otto.oid, orla.oid]);
  await expect(lift()).rejects.toThrow(`suspendedBy`);
  await lift(world.ports, otto.oid);
  expect((await inForce()).suspended.map(({ by }) => by)).toEqual([orla.oid]);
  expect(await isOut()).toBe(true);
  await lift();
  expect(await isOut()).toBe(false);
  expect(await lines('hold.person-lifted')).toHaveLength(2);
  await sweep();
  expect(await isOut()).toBe(false);
  expect(await verified()).toEqual([]);
});

test('a definition without one of two suspensions of a person waits for a second operator, and ends that one', async () => {
  await suspend(world.ports, otto);
  await suspend(world.ports, orla, 'A leak');
  const stored = await world.ports.projects.get(id);
  if (stored === undefined) throw new Error('there is no project');
  const project = { ...stored.value, suspended: stored.value.suspended.slice(1) };
  const wanted = { project, etag: stored.etag, caller: otto, reason: 'It was nothing', seen: 'by-the-act' } as const;
  expect(await changeDefinition({ ...world.ports, ...ofTwo }, wanted)).toMatchObject({ kind: 'waits' });
});

test('one that a definition brings along is a suspension like any other', async () => {
  const stored = await world.ports.projects.get(id);
  if (stored === undefined) throw new Error('there is no project');
  const since = world.time.now().toISOString();
  const suspension = { oid: ada.oid, email: person('Ada', 11).email, since, by: otto.oid, reason: 'A complaint' };
  const project = { ...stored.value, suspended: [suspension] };
  const wanted = { project, etag: stored.etag, caller: otto, reason: 'A complaint', seen: 'by-the-act' } as const;
  await changeDefinition({ ...world.ports, ...ofTwo }, wanted);
  await putBack(stored.value);
  await sweep();
  expect(await isOut()).toBe(true);
  expect(await verified()).toEqual([]);
});

test('one stays on when its lift ends between its row and its line, and can be lifted then', async () => {
  await suspend();
  await expect(lift(dying('hold.person-lifted'))).rejects.toThrow('died');
  expect(await verified()).not.toEqual([]);
  await sweep(inAQuarter());
  expect(await isOut()).toBe(true);
  await lift();
  await sweep();
  expect(await isOut()).toBe(false);
  expect(await verified()).toEqual([]);
});

test('a sweep in the midst of a lift leaves it alone', async () => {
  await suspend();
  const { projects } = world.ports;
  const put: typeof projects.put = async (project, etag) => {
    const stored = await projects.put(project, etag);
    await sweep();
    return stored;
  };
  await lift({ ...world.ports, projects: { ...projects, put } });
  await sweep();
  expect(await isOut()).toBe(false);
  expect(await verified()).toEqual([]);
});

test('what an earlier version suspended stays in its definition alone, and is lifted there', async () => {
  const project = await inForce();
  const entry = {
    oid: ada.oid,
    email: ada.emails[0] ?? '',
    since: '2026-01-01T00:00:00.000Z',
    by: otto.oid,
    reason: 'x',
  };
  await putBack({ ...project, suspended: [entry] });
  await sweep();
  expect(await isOut()).toBe(true);
  await lift();
  await sweep();
  expect(await isOut()).toBe(false);
});
