import { describe, expect, test } from 'vitest';
import type { Duties } from '../../src/domain/people/duties.ts';
import { ConflictError } from '../../src/ports/records.ts';
import type { DutyStore } from '../../src/ports/stores.ts';
import { fresh } from './samples.ts';

const since = '2026-03-02T08:00:00.000Z';
const some = (exportId: string, text: string): Duties => {
  const done = { at: since, by: 'o', text };
  const person = { who: 'w', named: 'd', deletion: { since, told: { at: since, days: 7 }, done } };
  return { exportId, releasedAt: since, terms: 't', definition: 'd', people: [person] };
};

/** What each store of the duties of recipients must do. */
export function dutiesContract(duties: () => DutyStore): void {
  describe('duties of recipients', () => {
    test('are read as they were written, of each project apart, and take the place of those that were read', async () => {
      const [one, other] = [fresh('study'), fresh('study')];
      expect(await duties().of(one)).toEqual([]);
      const [first, second] = [some('exp_1', '„grün“ 😀'), some('exp_2', '')];
      await duties().put(one, first, null);
      await duties().put(one, second, null);
      await duties().put(other, some('exp_3', ''), null);
      const standing = await duties().of(one);
      expect(standing.map(({ value }) => value)).toEqual([first, second]);
      expect(standing[0]?.key).toBe(`exp_1:${since}`);
      await duties().put(one, some('exp_1', 'gone'), standing[0]?.etag ?? null);
      expect((await duties().of(one)).map(({ value }) => value)).toEqual([some('exp_1', 'gone'), second]);
    });

    test('are written by nobody who read others, or none', async () => {
      const project = fresh('study');
      await duties().put(project, some('exp_1', ''), null);
      await expect(duties().put(project, some('exp_1', 'x'), null)).rejects.toThrow(ConflictError);
      const [{ etag } = { etag: '' }] = await duties().of(project);
      await duties().put(project, some('exp_1', 'y'), etag);
      await expect(duties().put(project, some('exp_1', 'z'), etag)).rejects.toThrow(ConflictError);
    });
  });
}
