import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Door } from '../../src/domain/base/door.ts';
import { readOverview } from '../../src/features/desk/dashboard/overview.ts';
import { minePage } from '../../src/features/mine/mine-page.ts';
import { seeMine } from '../../src/features/mine/see-mine.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { announceUpload } from '../../src/use-cases/operation/announce-upload.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { openEgress, startWorld, type World } from '../activities/world.ts';
import { collect } from '../contract/samples.ts';
import { aReader } from '../domain/sample.ts';

const idle: Workflows = { start: async () => {}, wake: async () => {} };
const project = 'heart-study';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const rules = { quietSeconds: 1, maxOpen: 3 };
beforeEach(async () => {
  await world.project({ ingress: rules, egress: { ...openEgress, ...rules } });
});

async function opened(door: Door): Promise<string[]> {
  return [...(await world.ports.register.openNames(door, project)).keys()].sort();
}

/** Ends what is open at a door, as a flow would. */
async function end(door: Door, name: string): Promise<void> {
  const { register } = world.ports;
  const stored = await register.get({ project, id: (await register.openId(door, project, name)) ?? '' });
  if (stored === undefined) throw new Error(`${name} is not open`);
  await register.move({ ...stored, value: { ...stored.value, state: 'discarded' } }, []);
  await world.container(door === 'ingress' ? 'ingress' : 'exports').deleteBlob(`${project}/${name}`);
}

async function waiting(door: Door): Promise<{ waiting: number; why?: string }> {
  const { value } = await world.ports.register.rememberedDoor(door, project);
  return { waiting: value.waiting, ...(value.why === undefined ? {} : { why: value.why }) };
}

describe('forty files directly under a project', () => {
  test('open as many operations as the project allows, whatever number of events arrives at once', async () => {
    const paths = Array.from({ length: 40 }, (_, at) => `${project}/f${String(at).padStart(2, '0')}.csv`);
    for (const path of paths) await world.put('ingress', path, 'x');
    await Promise.all(paths.map((path) => announceUpload(world.ports, idle, { door: 'ingress', path })));
    expect((await opened('ingress')).length).toBeLessThanOrEqual(3);
    for (const path of paths) await announceUpload(world.ports, idle, { door: 'ingress', path });
    expect((await opened('ingress')).length).toBeLessThanOrEqual(3);
  });

  test('open no more by the sweep; the others are counted', async () => {
    const report = await sweep(world.ports, idle, sweepSettings);
    expect(await opened('ingress')).toHaveLength(3);
    expect(report).toMatchObject({ waiting: 37 });
    expect(await waiting('ingress')).toEqual({ waiting: 37, why: 'full' });
    const shown = (await readOverview({ ...world.ports, ...sweepSettings, secondOperator: true }, aReader))
      .waitingNames;
    expect(shown).toEqual([{ door: 'ingress', project, waiting: 37, reason: expect.stringContaining('maxOpen') }]);
  });

  test('are told once a day in one mail to each sender and operator', async () => {
    const about = (await world.mails()).filter(({ subject }) => subject.includes('wait for room'));
    const { people } = await world.project({ ingress: rules, egress: { ...openEgress, ...rules } });
    const told = about.flatMap(({ to }) => to.map(({ address }) => address)).sort();
    expect(told).toEqual([...new Set([...people.dataOwners, ...people.operators].map(({ email }) => email))].sort());
    expect(about[0]?.text).toMatch(/f\d\d\.csv/);
    await sweep(world.ports, idle, sweepSettings);
    expect((await world.mails()).filter(({ subject }) => subject.includes('wait for room'))).toHaveLength(told.length);
    const tomorrow = { now: () => new Date(world.now().getTime() + 25 * 3_600_000) };
    await sweep({ ...world.ports, clock: tomorrow }, idle, sweepSettings);
    expect((await world.mails()).filter(({ subject }) => subject.includes('wait for room'))).toHaveLength(
      2 * told.length,
    );
  });

  test('come in one by one as others end, the oldest first, and a new one does not overtake', async () => {
    const [ended = ''] = await opened('ingress');
    // Storage tells times in whole seconds.
    await world.pass(1000);
    await world.put('ingress', `${project}/a-new-one.csv`, 'x');
    const before = new Set(await opened('ingress'));
    await end('ingress', ended);
    const late = await announceUpload(world.ports, idle, { door: 'ingress', path: `${project}/a-new-one.csv` });
    expect(late.kind).toBe('waits-for-room');
    await sweep(world.ports, idle, sweepSettings);
    const after = (await opened('ingress')).filter((name) => !before.has(name));
    const times = await collect(world.container('ingress').listBlobsFlat({ prefix: `${project}/f` }));
    const free = times.filter(({ name }) => !before.has(name.slice(project.length + 1)));
    const oldest = Math.min(...free.map(({ properties }) => properties.lastModified?.getTime() ?? 0));
    const came = free.find(({ name }) => name === `${project}/${after[0]}`);
    expect(after).toHaveLength(1);
    expect(came?.properties.lastModified?.getTime()).toBe(oldest);
  });

  test('free no room while they rest, and take none', async () => {
    const { register } = world.ports;
    const before = await opened('ingress');
    const stored = await register.get({
      project,
      id: (await register.openId('ingress', project, before[0] ?? '')) ?? '',
    });
    if (stored === undefined) throw new Error('nothing is open');
    await register.move({ ...stored, value: { ...stored.value, state: 'rejected' } }, []);
    await sweep(world.ports, idle, sweepSettings);
    expect(await opened('ingress')).toHaveLength(4);
  });
});

test('the mail about packages that wait says neither how many nor a name', async () => {
  for (let at = 0; at < 5; at += 1) await world.put('exports', `${project}/secret-${at}.csv`, 'x');
  await sweep(world.ports, idle, sweepSettings);
  expect(await waiting('export')).toEqual({ waiting: 2, why: 'full' });
  const about = (await world.mails()).filter(({ subject }) => subject.includes('Some packages wait'));
  expect(about.length).toBeGreaterThan(0);
  expect(JSON.stringify(about)).not.toContain('secret');
  for (const { text } of about) expect(text).not.toMatch(/\b2\b/);
});

test('a marker without files, and another spelling of a name under way, hold up nobody else at the door', async () => {
  await world.project({ id: 'skin-study', ingress: rules, egress: openEgress });
  const announce = (path: string) => announceUpload(world.ports, idle, { door: 'ingress', path: `skin-study/${path}` });
  for (const path of ['scans/a.csv', 'Scans/b.csv', 'left/_COMPLETE'])
    await world.put('ingress', `skin-study/${path}`, path.endsWith('_COMPLETE') ? '' : 'x');
  expect(await announce('scans/a.csv')).toMatchObject({ kind: 'started' });
  await sweep(world.ports, idle, sweepSettings);
  const { value } = await world.ports.register.rememberedDoor('ingress', 'skin-study');
  expect(value.waiting).toBe(0);
  await world.put('ingress', 'skin-study/next.csv', 'x');
  expect(await announce('next.csv')).toMatchObject({ kind: 'started' });
});

describe.each([
  ['before it starts', { starts: '2039-01-01', ends: '2040-12-31' }, 'not-begun'],
  ['after its end', { starts: '2020-01-01', ends: '2020-12-31' }, 'ended'],
])('a project %s', (_when, days, why) => {
  test('opens nothing by event or sweep, and says why', async () => {
    await world.project({ ...days, id: 'lung-study', ingress: rules, egress: { ...openEgress, ...rules } });
    const path = 'lung-study/scans/a.csv';
    await world.put('ingress', path, 'x');
    expect(await announceUpload(world.ports, idle, { door: 'ingress', path })).toMatchObject({
      kind: 'waits-for-room',
    });
    await sweep(world.ports, idle, sweepSettings);
    expect(await world.ports.register.openId('ingress', 'lung-study', 'scans')).toBeUndefined();
    const { value } = await world.ports.register.rememberedDoor('ingress', 'lung-study');
    expect(value).toMatchObject({ waiting: 1, why });
  });
});

test('a project that begins takes in what waited', async () => {
  await world.project({
    id: 'lung-study',
    starts: '2020-01-01',
    ends: '2040-12-31',
    ingress: rules,
    egress: { ...openEgress, ...rules },
  });
  await sweep(world.ports, idle, sweepSettings);
  expect(await world.ports.register.openId('ingress', 'lung-study', 'scans')).toMatch(/^ing_/);
  expect((await world.ports.register.rememberedDoor('ingress', 'lung-study')).value.waiting).toBe(0);
});

test('of packages at the door of a project that has ended nobody is told how many there are', async () => {
  const id = 'over-study';
  await world.project({ id, starts: '2020-01-01', ends: '2020-12-31' });
  for (const name of ['secret', 'other']) await world.put('exports', `${id}/${name}/a.csv`, 'x');
  await sweep(world.ports, idle, sweepSettings);
  const about = (await world.mails()).filter(({ subject }) => subject.startsWith(`[${id}]`));
  expect(about[0]).toMatchObject({ subject: `[${id}] Some packages wait: the project has ended` });
  expect(JSON.stringify(about)).not.toMatch(/secret|2 packages/);
});

describe('a project that does not run', () => {
  const stopped = {
    'not-begun': { starts: '2039-01-01', ends: '2039-12-31' },
    ended: { starts: '2020-01-01', ends: '2020-12-31' },
    lapsed: { governance: [{ kind: 'DPIA', reference: 'D-1', until: '2020-12-31' }] },
  };

  test.each(Object.entries(stopped))(
    'is told to whoever sent something, and shown on their page (%s)',
    async (why, days) => {
      const id = `${why}-study`;
      const { people } = await world.project({ id, ...days });
      await world.put('ingress', `${id}/cohort/a.csv`, 'x');
      await announceUpload(world.ports, idle, { door: 'ingress', path: `${id}/cohort/a.csv` });
      const about = async () => (await world.mails()).filter(({ subject }) => subject.startsWith(`[${id}]`));
      for (let sweeps = 0; sweeps < 2; sweeps += 1) await sweep(world.ports, idle, sweepSettings);
      const told = await about();
      const reached = told.flatMap(({ to }) => to.map(({ address }) => address));
      expect(new Set(reached)).toEqual(new Set([...people.dataOwners, ...people.operators].map(({ email }) => email)));
      expect(told[0]?.text).toContain('cohort');
      const [owner] = people.dataOwners;
      const mine = await seeMine(world.ports, { oid: owner?.oid ?? '', emails: [] });
      const shown = mine.projects.find((one) => one.id === id);
      expect(shown).toMatchObject({ shut: expect.any(String), waiting: 1 });
      const visitor = { name: 'Olga', antiForgery: 'x' };
      expect(String(await minePage(mine, visitor, { isOperator: false }).body)).toContain(
        '1 dataset waits at its door.',
      );
      await world.put('ingress', `${id}/second/a.csv`, 'x');
      const tomorrow = { now: () => new Date(world.now().getTime() + 25 * 3_600_000) };
      await sweep({ ...world.ports, clock: tomorrow }, idle, sweepSettings);
      expect(await about()).toHaveLength(2 * told.length);
    },
  );
});
