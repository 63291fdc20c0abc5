import { expect, test } from 'vitest';
import type { Outcome } from '../../src/domain/overview/week.ts';
import type { WeekStore } from '../../src/ports/stores.ts';
import { fresh } from './samples.ts';

/** What every store of weekly sums does. */
export function weekContract(weeks: () => WeekStore): void {
  const ending = (key: string, week: string): Outcome => {
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

  test('the weeks of all projects come together, in the order of the weeks, and a project whose name begins like another is one of its own', async () => {
    const [one, other] = [fresh('weeks'), fresh('weeks')];
    await weeks().count(other, [ending('a', '2031-W11')]);
    await weeks().count(one, [ending('a', '2031-W10'), ending('b', '2031-W12')]);
    await weeks().count(`${one}-2`, [ending('a', '2031-W12')]);
    const ours = (await weeks().ofAll('2031-W11')).filter(
      ({ project }) => project.startsWith(one) || project === other,
    );
    expect(ours.map(({ project, week }) => [week.week, project])).toEqual([
      ['2031-W11', other],
      ['2031-W12', one],
      ['2031-W12', `${one}-2`],
    ]);
    await weeks().forget(one);
    expect(await weeks().weeks(one)).toEqual([]);
    expect([...(await weeks().counted(`${one}-2`))]).toEqual(['a']);
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
