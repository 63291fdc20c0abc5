import { expect, test } from 'vitest';
import type { Ending } from '../../src/domain/week.ts';
import type { WeekStore } from '../../src/ports/weeks.ts';
import { fresh } from './samples.ts';

/** What every store of weekly sums does. */
export function weekContract(weeks: () => WeekStore): void {
  const ending = (key: string, week: string): Ending => {
    return { key, week, of: 'ingress', end: 'available', milliseconds: 1, size: { count: 2, bytes: 3 } };
  };

  test('an end is counted once in its week, whoever counts it how often', async () => {
    const project = fresh('weeks');
    expect(await weeks().weeks(project)).toEqual([]);
    const all = [ending('a', '2026-W10'), ending('b', '2026-W11'), ending('c', '2026-W10')];
    await weeks().count(project, all.slice(0, 1));
    await weeks().count(project, all);
    await weeks().count(project, all);
    const found = (await weeks().weeks(project)).map(({ week, ingress }) => [week, ingress.ends, ingress.files]);
    expect(found).toEqual([
      ['2026-W10', { available: 2 }, 4],
      ['2026-W11', { available: 1 }, 2],
    ]);
    expect(await weeks().weeks(project, '2026-W11')).toHaveLength(1);
    expect([...(await weeks().counted(project))].sort()).toEqual(['a', 'b', 'c']);
  });

  test('what is forgotten is counted again', async () => {
    const project = fresh('weeks');
    await weeks().count(project, [ending('a', '2026-W10')]);
    await weeks().forget(project);
    expect(await weeks().weeks(project)).toEqual([]);
    await weeks().count(project, [ending('a', '2026-W10')]);
    expect((await weeks().weeks(project))[0]?.ingress.ends).toEqual({ available: 1 });
  });
}
