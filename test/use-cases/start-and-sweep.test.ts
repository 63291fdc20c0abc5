import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemChain } from '../../src/domain/audit/audit-event.ts';
import type { SweepReport } from '../../src/domain/overview/sweep-report.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { announceUpload } from '../../src/use-cases/operation/announce-upload.ts';
import { startOperation } from '../../src/use-cases/operation/start-operation.ts';
import { findOrphans } from '../../src/use-cases/overview/find-orphans.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { startWorld, type World } from '../activities/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Notes what is asked of the orchestrations. */
function listening(): Workflows & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    start: async (orchestrator, id) => void asked.push(`start ${orchestrator} ${id}`),
    wake: async (id) => void asked.push(`wake ${id}`),
  };
}

async function strayLines(): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of world.ports.audit.lines(systemChain)) lines.push(line);
  return lines.filter((line) => line.includes('upload.stray'));
}

describe('an announced upload', () => {
  test('opens one operation, however often and in whatever order its events come', async () => {
    const workflows = listening();
    const paths = ['b.csv', 'a.csv', 'a.csv', 'b.csv'].map((file) => `heart-study/twice/${file}`);
    for (const path of paths) await world.put('ingress', path, 'x');
    const first = await announceUpload(world.ports, workflows, { door: 'ingress', path: paths[0] ?? '' });
    const rest = await Promise.all(
      paths.slice(1).map((path) => announceUpload(world.ports, workflows, { door: 'ingress', path })),
    );
    expect(first.kind).toBe('started');
    expect(rest.map(({ kind }) => kind)).toEqual(['open', 'open', 'open']);
    expect(workflows.asked).toHaveLength(1);
  });

  test('many first events at the same instant still open one operation', async () => {
    const events = Array.from({ length: 12 }, (_, index) => `heart-study/burst/${index}.csv`);
    await world.put('ingress', 'heart-study/burst/0.csv', 'x');
    const started = await Promise.all(events.map((path) => startOperation(world.ports, { door: 'ingress', path })));
    expect(started.filter(({ kind }) => kind === 'started')).toHaveLength(1);
    expect(new Set(started.map((one) => ('key' in one ? one.key.id : ''))).size).toBe(1);
  });

  test('wakes a waiting operation for its marker and for nothing else', async () => {
    const workflows = listening();
    const path = (file: string) => ({ door: 'ingress', path: `heart-study/waked/${file}` }) as const;
    await world.put('ingress', path('a.csv').path, 'x');
    await announceUpload(world.ports, workflows, path('a.csv'));
    await announceUpload(world.ports, workflows, path('deep/_COMPLETE'));
    expect(workflows.asked).toHaveLength(1);
    await announceUpload(world.ports, workflows, path('_COMPLETE'));
    expect(workflows.asked[1]).toMatch(/^wake ing_/);
  });

  test.each([
    ['loose.csv', 'outside any project'],
    ['no-such-project/set/a.csv', "no project 'no-such-project'"],
    ['Bad_Project/set/a.csv', 'cannot be the id of a project'],
    ['heart-study//a.csv', 'no name'],
  ])('%s belongs to no project: it is recorded once and never touched', async (path, reason) => {
    await world.put('ingress', path, 'x');
    const before = (await strayLines()).length;
    for (let times = 0; times < 2; times += 1) {
      const started = await startOperation(world.ports, { door: 'ingress', path });
      expect(started).toMatchObject({ kind: 'stray', reason: expect.stringContaining(reason) });
    }
    expect(await strayLines()).toHaveLength(before + 1);
    expect(Object.keys(await world.contents('ingress', path))).toEqual([path]);
  });

  test('what lies outside every project is shown', async () => {
    expect((await findOrphans(world.ports)).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['loose.csv', 'no-such-project/', 'Bad_Project/']),
    );
  });
});

describe('the sweep', () => {
  test('finds uploads and packages that no event announced, and starts every operation that is to be worked on', async () => {
    await world.put('ingress', 'heart-study/unheard/a.csv', 'x');
    await world.put('ingress', 'heart-study/unheard.json', '{}');
    await world.put('exports', 'heart-study/unheard/a.csv', 'x');
    const workflows = listening();
    const report = await sweep(world.ports, workflows, sweepSettings);
    expect(report.started).toBe(3);
    expect(report.strays).toBeGreaterThanOrEqual(3);
    const open = await Promise.all([
      world.ports.register.openId('ingress', 'heart-study', 'unheard'),
      world.ports.register.openId('ingress', 'heart-study', 'unheard.json'),
      world.ports.register.openId('export', 'heart-study', 'unheard'),
      world.ports.register.openId('ingress', 'heart-study', 'burst'),
    ]);
    for (const id of open) expect(workflows.asked.some((ask) => ask.endsWith(`${id}`))).toBe(true);
    const again = listening();
    expect(await sweep(world.ports, again, sweepSettings)).toMatchObject({ started: 0 });
    expect(again.asked.some((ask) => ask.endsWith(`${open[3]}`))).toBe(true);
  });

  test('tries everything although one start fails, and then tells of it', async () => {
    const key = await world.open('ingress', 'heart-study/unheard.json');
    const workflows = listening();
    const failing: Workflows = {
      ...workflows,
      start: async (orchestrator, id, input) => {
        if (id === key.id) throw new Error('the task hub is away');
        await workflows.start(orchestrator, id, input);
      },
    };
    await expect(sweep(world.ports, failing, sweepSettings)).rejects.toThrow(
      /failed for 1 names.*the task hub is away/,
    );
    expect(workflows.asked.length).toBeGreaterThan(2);
  });

  test('that listed an upload before it came in and was deleted opens nothing for it', async () => {
    const path = 'heart-study/overtaken.csv';
    await world.put('ingress', path, 'x');
    const key = await world.open('ingress', path);
    const { listing } = world.ports;
    const children: typeof listing.children = async function* (place, prefix) {
      const names: string[] = [];
      for await (const name of listing.children(place, prefix)) names.push(name);
      const isHere = place === 'ingress' && prefix === 'heart-study/';
      if (isHere) expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
      yield* names;
    };
    await sweep({ ...world.ports, listing: { ...listing, children } }, listening(), sweepSettings);
    expect(await world.ports.register.openId('ingress', 'heart-study', 'overtaken.csv')).toBeUndefined();
  });

  test('of one project that cannot be read keeps nobody else waiting', async () => {
    const key = await world.open('ingress', 'heart-study/burst/0.csv');
    const outdated = world.control('projects').getBlockBlobClient('broken-study.json');
    await outdated.upload('{"id":"broken-study"}', 21);
    await world.put('ingress', 'broken-study/set/a.csv', 'x');
    const workflows = listening();
    const reports: SweepReport[] = [];
    const swept = sweep(world.ports, workflows, sweepSettings, (report) => reports.push(report));
    await expect(swept).rejects.toThrow(/failed for 1 names.*broken-study breaks the rules of today/);
    expect(workflows.asked).toContain(`start ingress ${key.id}`);
    expect(reports).toMatchObject([{ ensured: workflows.asked.length }]);
    expect(await findOrphans(world.ports)).toContainEqual({
      door: 'ingress',
      path: 'broken-study/',
      reason: expect.stringContaining('breaks the rules of today'),
    });
    await outdated.delete();
  });

  test('of one account that does not answer still starts every operation that is to be worked on', async () => {
    const key = await world.open('ingress', 'heart-study/burst/0.csv');
    const { listing } = world.ports;
    const children: typeof listing.children = (place, prefix) => {
      if (place === 'ingress') throw new Error('the public account is away');
      return listing.children(place, prefix);
    };
    const workflows = listening();
    const swept = sweep({ ...world.ports, listing: { ...listing, children } }, workflows, sweepSettings);
    await expect(swept).rejects.toThrow(/failed for 1 names.*ingress door: the public account is away/);
    expect(workflows.asked).toContain(`start ingress ${key.id}`);
  });

  test('leaves rejected and failed operations at rest', async () => {
    const key = await world.open('ingress', 'heart-study/unheard/a.csv');
    await world.activities.failOperation({ key, message: 'for this test' });
    const workflows = listening();
    await sweep(world.ports, workflows, sweepSettings);
    expect(workflows.asked.filter((ask) => ask.includes(key.id))).toEqual([]);
  });
});
