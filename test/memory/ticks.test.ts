import { describe, expect, test } from 'vitest';
import { secondsToTick, usualTicks } from '../../src/domain/notification/tick.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
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
