import { describe, expect, test } from 'vitest';
import type { Take } from '../../src/domain/transfer/limits.ts';
import { ConflictError } from '../../src/ports/records.ts';
import type { TakeStore } from '../../src/ports/stores.ts';
import { fresh } from './samples.ts';

const aTake = (exportId: string, round = 1): Take => {
  return { exportId, round, at: '2026-03-02T08:00:00.000Z', bytes: 40, files: 2, person: '', datasets: ['„grün“ 😀'] };
};

/** What each store of takes must do. */
export function takesContract(takes: () => TakeStore): void {
  describe('takes of limits', () => {
    test('are read as they were written, of each project and round apart, until they are removed', async () => {
      const [one, other] = [fresh('study'), fresh('study')];
      expect(await takes().of(one)).toEqual({ takes: [], etag: null, isWhole: true });
      const written = [aTake('exp_1'), aTake('exp_1', 2), aTake('exp_2')];
      await takes().change(one, await takes().of(one), { added: written, removed: [] });
      await takes().change(other, await takes().of(other), { added: [aTake('exp_3')], removed: [] });
      const standing = await takes().of(one);
      expect(standing).toMatchObject({ takes: written, isWhole: true });
      await takes().change(one, standing, { added: [aTake('exp_4')], removed: [aTake('exp_1')] });
      const left = await takes().of(one);
      expect(left.takes.map(({ exportId, round }) => `${exportId}:${round}`)).toEqual([
        'exp_1:2',
        'exp_2:1',
        'exp_4:1',
      ]);
      expect(left.isWhole).toBe(true);
    });

    test('of many that read the same at once, one writes', async () => {
      const project = fresh('study');
      for (const round of [1, 2]) {
        const standing = await takes().of(project);
        const many = Array.from({ length: 8 }, (_, index) =>
          takes().change(project, standing, { added: [aTake(`exp_${index}`, round)], removed: [] }),
        );
        const outcomes = await Promise.allSettled(many);
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(ConflictError);
        expect(await takes().of(project)).toMatchObject({ takes: { length: round }, isWhole: true });
      }
    });
  });
}
