import { describe, expect, test } from 'vitest';
import { secondsToTick, usualTicks } from '../../src/domain/notification/tick.ts';
import { insideNow } from '../../src/domain/overview/inside.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { openEgress, sweepSettings } from '../activities/flow-settings.ts';
import { anOperation } from '../contract/samples.ts';
import { definition, person } from '../domain/sample.ts';
import { noHook } from './hook.ts';
import { MemoryWorld } from './world.ts';

const minute = 60_000;
const beginning = '2026-03-02T10:00:00.000Z';
const noWorkflows = { start: async () => undefined, wake: async () => undefined };

/** When the approvers of a package are asked that comes so many milliseconds after ten, and when its researchers are told. */
async function leaves(offset: number) {
  const world = new MemoryWorld(3, noHook, { beginning, ticks: usualTicks });
  await world.project();
  await world.time.pass(offset);
  await world.put('exports', 'heart-study/results/table.csv', 'x,y\n');
  await world.put('exports', 'heart-study/results/_COMPLETE', '', { purpose: 'Table 2' });
  const key = await world.open('export', 'heart-study/results/_COMPLETE');
  const asked = () => world.inbox.mails.filter(({ text }) => text.includes('choice=approve')).length;
  await world.run('export', key, async () => asked() === 3);
  const askedAt = world.time.now().toISOString();
  const told = () => world.inbox.mails.filter(({ subject }) => subject.endsWith('is in review')).length;
  while (told() === 0) {
    await world.time.pass(minute - (world.time.now().getTime() % minute));
    await sweep(world.ports, noWorkflows, { ...sweepSettings, ticks: usualTicks });
  }
  return { askedAt, toldAt: world.time.now().toISOString(), mails: told() };
}

describe('mails about a package before its approval', () => {
  test('leave at a tick, whenever the package came before it', async () => {
    const first = await leaves(10_000);
    expect(first).toEqual({ askedAt: '2026-03-02T10:05:00.000Z', toldAt: '2026-03-02T10:15:00.000Z', mails: 2 });
    expect(await leaves(3 * minute + 7)).toEqual(first);
  });
});

/** A package whose files nobody scans, so many milliseconds after ten: when operators are told, and of how many such a day. */
async function unscanned(offset: number, sent = 1) {
  const world = new MemoryWorld(3, noHook, { beginning, ticks: usualTicks });
  const egress = projectSchema.shape.egress.parse({ ...openEgress, malwareScan: 'required', endsToldPerDay: 1 });
  await world.project({ egress, people: { ...definition().people, operators: [person('Otto', 50)] } });
  await world.time.pass(offset);
  const told = () => world.inbox.mails.filter(({ subject }) => subject.includes('waits for the malware scan'));
  const restsSince: (string | undefined)[] = [];
  for (let number = 0; number < sent; number += 1) {
    await world.put('exports', `heart-study/results-${number}/table.csv`, 'x,y\n');
    const key = await world.open('export', `heart-study/results-${number}/table.csv`);
    let looks = 0;
    await world.run('export', key, async () => {
      const { scan, toldSince } = await world.operation(key);
      if (scan?.unscanned !== undefined && toldSince === undefined) looks += 1;
      return told().length > number || looks > 3;
    });
    restsSince.push((await world.operation(key)).toldSince);
  }
  return { at: world.time.now().toISOString(), mails: told().length, restsSince };
}

describe('mails about a package that was not scanned', () => {
  test('leave at a tick, whenever it began to rest before', async () => {
    const [first, second] = [await unscanned(10_000), await unscanned(7 * minute)];
    expect(first).toMatchObject({ at: '2026-03-02T10:45:00.000Z', mails: 1 });
    expect(second).toMatchObject({ at: first.at, mails: 1 });
    expect(second.restsSince).not.toEqual(first.restsSince);
  });

  test('are as few a day as its project tells of', async () => {
    const { mails, restsSince } = await unscanned(0, 2);
    expect([mails, restsSince[1]]).toEqual([1, undefined]);
  });
});

describe('mails about a package that was not looked into', () => {
  test('leave at the tick that follows', async () => {
    const world = new MemoryWorld(3, noHook, { beginning });
    await world.project({ people: { ...definition().people, operators: [person('Otto', 50)] } });
    const inspection = { evidence: { missing: 'unreadable' as const }, at: '2026-03-02T10:07:00.000Z' };
    await world.ports.register.open(anOperation({ door: 'export', state: 'returning', inspection }), []);
    const told = async (offset: number) => {
      await world.time.pass(Date.parse(beginning) + offset - world.time.now().getTime());
      await sweep(world.ports, noWorkflows, { ...sweepSettings, ticks: usualTicks });
      return world.inbox.mails.length;
    };
    expect(await told(8 * minute)).toBe(0);
    expect(await told(15 * minute)).toBe(1);
  });
});

describe('what researchers are told of packages that are not told one by one', () => {
  test('stands as it was at a tick until the next', () => {
    const now = (offset: number) => ({ now: new Date(Date.parse(beginning) + offset), ticks: usualTicks });
    const arriving = anOperation({ door: 'export', state: 'checking' });
    const hidden = anOperation({ door: 'export', state: 'rejected', project: 'lung-study' });
    const others = [anOperation(), anOperation({ door: 'export', state: 'inspecting' })];
    const first = insideNow(undefined, [...others, arriving], now(0));
    expect(first).toEqual({ at: beginning, arriving: ['heart-study'], more: [] });
    expect(insideNow(first, [...others, hidden], now(14 * minute))).toBe(first);
    const next = insideNow(first, [...others, hidden], now(15 * minute));
    expect(next).toMatchObject({ arriving: [], more: ['lung-study'] });
  });
});

describe('a tick', () => {
  test('is the next one after what is told, and over from then on', () => {
    const wait = (since: string, now: string, seconds?: number) => secondsToTick(since, new Date(now), seconds);
    expect(wait('2026-03-02T10:00:00.000Z', '2026-03-02T10:00:00.000Z', 900)).toBe(900);
    expect(wait('2026-03-02T10:14:59.999Z', '2026-03-02T10:14:59.999Z', 900)).toBe(0.001);
    expect(wait('2026-03-02T10:14:59.999Z', '2026-03-02T10:15:00.000Z', 900)).toBe(0);
    expect(wait('2026-03-02T10:14:59.999Z', '2026-03-02T10:14:59.999Z', 1)).toBe(0);
    expect(wait('2026-03-02T10:14:59.999Z', '2026-03-02T10:14:59.999Z')).toBe(0);
  });
});
