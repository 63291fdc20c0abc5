import { beforeEach, describe, expect, test } from 'vitest';
import { readHold } from '../../src/activities/transfer/holds.ts';
import { chainOf } from '../../src/domain/audit/recorded-hold.ts';
import { controlPlane } from '../../src/domain/base/control-plane.ts';
import { DAY } from '../../src/domain/base/time.ts';
import { everyProject, holdOwner, liftAs } from '../../src/domain/operation/hold.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { keepHolds, setHold } from '../../src/use-cases/operation/hold.ts';
import { liftHold } from '../../src/use-cases/operation/lift-hold.ts';
import { ofTwo } from '../activities/lift-holds.ts';
import { gather, person } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';

const project = 'heart-study';
const idle = { start: async () => undefined, wake: async () => undefined };
const operator = (name: string, number: number) => {
  const { oid, email } = person(name, number);
  return { oid, name, emails: [email] };
};
const [otto, orla] = [operator('Otto', 90), operator('Orla', 91)];
const away = async () => {
  throw new Error('it is away');
};

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(29);
  await world.project();
  await readHold(world.ports, project);
});

/** Every kind of hold: of each owner, for a project and for all. */
const kinds = holdOwner.options.flatMap((owner) => [project, everyProject].map((held) => [owner, held] as const));

const withoutRows = (ports: Ports): Ports => ({ ...ports, holds: { ...ports.holds, at: away, put: away } });
const withoutLines = (ports: Ports): Ports => ({ ...ports, audit: { ...ports.audit, append: away } });
const later = (days: number): Ports => ({
  ...world.ports,
  clock: { now: () => new Date(world.time.now().getTime() + days * DAY) },
});
async function sweep(ports: Ports = world.ports): Promise<void> {
  const failures = new Failures();
  await keepHolds(ports, idle, failures);
  failures.throwAny();
}
const verified = async (ports: Ports = world.ports) => (await verifyProofs(ports)).findings;

describe.each(kinds)("a hold of the %s's for %s", (owner, held) => {
  const caller = owner === 'malware' ? { oid: controlPlane } : otto;
  const set = (ports: Ports = world.ports, more = {}) =>
    setHold(ports, idle, { project: held, caller, reason: 'a leak', ...more });
  const rows = async () => (await world.ports.holds.at(held)).map(({ value }) => value.reason);
  const lines = async (what: string) =>
    (await gather(world.ports.audit.lines(chainOf(held)))).filter((line) => line.includes(`"kind":"hold.${what}"`));
  const removeRow = async () => {
    for (const stored of await world.ports.holds.at(held)) await world.ports.holds.remove(stored);
  };
  const lift = async (ports: Ports = world.ports) => {
    const [stored] = await world.ports.holds.at(held);
    const act = { project: held, reason: 'it is over', named: stored === undefined ? '' : liftAs(stored.value) };
    const done = await liftHold({ ...ports, ...ofTwo }, { ...act, caller: otto });
    return done?.kind === 'waits' ? await liftHold({ ...ports, ...ofTwo }, { ...act, caller: orla }) : done;
  };

  test('stands by its row while its chain is away, and the sweep writes the line', async () => {
    expect(await set(withoutLines(world.ports))).toMatchObject({ stored: true, audited: false });
    expect(await readHold(world.ports, project)).toBeDefined();
    await sweep();
    expect(await lines('set')).toHaveLength(1);
    expect(await verified()).toEqual([]);
  });

  test('stands by its line while its table is away, and the sweep writes the row', async () => {
    expect(await set(withoutRows(world.ports))).toMatchObject({ stored: false, audited: true });
    expect(await rows()).toEqual([]);
    await sweep();
    expect(await rows()).toEqual(['a leak']);
    expect(await readHold(world.ports, project)).toBeDefined();
    expect(await verified()).toEqual([]);
  });

  test('stands by its line before a sweep where the lines are counted, as before each release', async () => {
    await set(withoutRows(world.ports));
    const told = new Map<string, number>();
    for (const one of [project, everyProject]) told.set(one, await world.ports.audit.holdLines(chainOf(one)));
    expect(await readHold(world.ports, project, told)).toBeDefined();
  });

  test('was not set where neither could be written, and whoever asks is told', async () => {
    await expect(set(withoutLines(withoutRows(world.ports)))).rejects.toThrow('it is away');
    await sweep();
    expect(await rows()).toEqual([]);
  });

  test.each([
    ['before anything begins', async () => void (await readHold(world.ports, project))],
    ['at the next sweep', sweep],
  ])('comes back %s when its row alone is lost', async (_when, look) => {
    const other = await set(world.ports, { caller: orla, reason: 'another' });
    await set();
    await sweep();
    const stored = (await world.ports.holds.at(held)).find(({ value }) => value.id !== other.hold.id);
    if (stored !== undefined) await world.ports.holds.remove(stored);
    expect((await verified()).map(({ why }) => why)).toEqual([expect.stringContaining('It is missing')]);
    await look();
    expect((await rows()).toSorted()).toEqual(['a leak', 'another']);
    expect(await verified()).toEqual([]);
  });

  test('stays on when its lift ends between the row and the line, and can be lifted then', async () => {
    await set();
    const { audit } = world.ports;
    const append: typeof audit.append = async (chain, events) => {
      if (events.some(({ kind }) => kind === 'hold.lifted')) throw new Error('the process died');
      await audit.append(chain, events);
    };
    await expect(lift({ ...world.ports, audit: { ...audit, append } })).rejects.toThrow('died');
    expect(await rows()).toEqual([]);
    expect((await verified()).map(({ why }) => why)).toEqual([expect.stringContaining('It is missing')]);
    expect(await readHold(world.ports, project)).toBeDefined();
    expect(await lift()).toMatchObject({ kind: 'lifted' });
    expect(await rows()).toEqual([]);
    expect(await verified()).toEqual([]);
  });

  test('is over after its lift, whoever looked for lost rows between the row and the line', async () => {
    await set();
    const { audit } = world.ports;
    const append: typeof audit.append = async (chain, events) => {
      if (events.some(({ kind }) => kind === 'hold.lifted')) expect(await readHold(world.ports, project)).toBeDefined();
      await audit.append(chain, events);
    };
    expect(await lift({ ...world.ports, audit: { ...audit, append } })).toMatchObject({ kind: 'lifted' });
    expect(await rows()).toEqual([]);
    expect(await readHold(world.ports, project)).toBeUndefined();
    expect(await verified()).toEqual([]);
  });

  test('is over after its lift, also for whoever had read the lines before it and then brings the row back', async () => {
    await set();
    await sweep();
    await removeRow();
    const { holds } = world.ports;
    const put: typeof holds.put = async (hold, etag) => {
      await holds.put(hold, etag);
      expect(await lift()).toMatchObject({ kind: 'lifted' });
      await holds.put(hold, null);
    };
    await readHold({ ...world.ports, holds: { ...holds, put } }, project);
    expect(await rows()).toEqual([]);
    expect(await verified()).toEqual([]);
  });

  test('is over once, for two sweeps at once too', async () => {
    await set(world.ports, { until: new Date(world.time.now().getTime() + DAY).toISOString() });
    await Promise.all([sweep(later(2)), sweep(later(2))]);
    expect(await lines('ended')).toHaveLength(1);
    expect(await rows()).toEqual([]);
  });

  test('has a line of its end, also when its row was lost before', async () => {
    const until = new Date(world.time.now().getTime() + DAY).toISOString();
    await set(world.ports, { until });
    await sweep();
    await removeRow();
    expect((await verified(later(2))).map(({ why }) => why)).toEqual([expect.stringContaining('Its end is missing')]);
    await sweep(later(2));
    expect(await lines('ended')).toHaveLength(1);
    expect(await rows()).toEqual([]);
    expect(await verified(later(2))).toEqual([]);
  });
});
