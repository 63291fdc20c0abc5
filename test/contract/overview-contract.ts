import { expect, test } from 'vitest';
import { shownOf, shownRound } from '../../src/domain/overview/shown.ts';
import type { OverviewStore, Seen } from '../../src/ports/overview.ts';
import { aDecision, anOperation, aRound, collect } from './samples.ts';

/** What every store of what the dashboard shows does. */
export function overviewContract(overview: () => OverviewStore): void {
  const find = async (id: string) => {
    for await (const row of overview().open()) if (row.id === id) return row;
    return undefined;
  };

  test('what is shown keeps the round that stands beside it, and goes when the operation ends', async () => {
    const operation = anOperation({ door: 'export', state: 'in-review', round: 1, since: '2100-01-01T00:00:00.000Z' });
    const shown = shownOf(operation);
    const round = aRound({ exportId: shown.id });
    const decided = shownRound(round, [aDecision(round, 'a')]);
    await overview().showRound(shown.id, decided);
    expect(await find(shown.id)).toBeUndefined();
    await overview().show(shown);
    await overview().showRound(shown.id, decided);
    await overview().show({ ...shown, hold: 'on hold' });
    expect((await find(shown.id))?.row).toEqual({ shown: { ...shown, hold: 'on hold' }, round: decided });
    const ended = { ...shown, state: 'released' };
    for (const _ of [1, 2]) await overview().end(ended);
    expect(await find(shown.id)).toBeUndefined();
    expect(await overview().ended(1)).toEqual([ended]);
    const older = { ...shownOf(anOperation()), since: '2099-01-01T00:00:00.000Z' };
    await overview().end(older);
    await overview().keepEnded(1);
    expect((await overview().ended(10)).map(({ id }) => id)).toEqual([shown.id]);
    await overview().keepEnded(0);
    expect(await overview().ended(1)).toEqual([]);
  });

  test('a row is mended and removed only as it was read', async () => {
    const shown = shownOf(anOperation());
    expect(await overview().mend({ shown }, null)).toBe(true);
    expect(await overview().mend({ shown }, null)).toBe(false);
    const etag = (await find(shown.id))?.etag ?? '';
    expect(await overview().mend({ shown: { ...shown, state: 'copying' } }, etag)).toBe(true);
    expect(await overview().mend({ shown }, etag)).toBe(false);
    await overview().remove(shown.id, etag);
    const stands = await find(shown.id);
    expect(stands?.row?.shown.state).toBe('copying');
    await overview().remove(shown.id, stands?.etag ?? '');
    expect(await find(shown.id)).toBeUndefined();
  });

  test('what a sweep saw is read as it was written', async () => {
    const seen: Seen = {
      at: '2026-11-25T10:00:00.000Z',
      broken: [{ project: 'heart-study', key: 'op:1', problem: 'It holds no operation' }],
      untold: [],
      waiting: [{ door: 'ingress', project: 'heart-study', waiting: 3, why: 'full' }],
      atDoors: [{ door: 'export', path: 'heart-study/a', reason: 'a marker alone' }],
    };
    await overview().see(seen);
    expect(await overview().seen()).toEqual(seen);
  });

  test('a sweep begins with what was seen and is shown, by one request', async () => {
    const shown = shownOf(anOperation());
    await overview().show(shown);
    const begin = await overview().atBegin();
    expect(begin.seen).toEqual(await overview().seen());
    expect(begin.shown).toContainEqual(await find(shown.id));
    expect(begin.shown).toHaveLength((await collect(overview().open())).length);
    await overview().end(shown);
    expect(begin.places.get('no part')).toBeUndefined();
  });
}
