import { describe, expect, it } from 'vitest';
import type { Absence } from '../../src/domain/review/absence.ts';
import type { AbsenceStore } from '../../src/ports/stores.ts';
import { person } from '../domain/sample.ts';
import { fresh } from './samples.ts';

/** What each store of absences must do. */
export function absencesContract(store: () => AbsenceStore): void {
  const anAbsence = (change: Partial<Absence> = {}): Absence => ({
    ...person('Ada', 11),
    id: fresh('absence'),
    from: '2026-03-02',
    to: '2026-03-06',
    by: person('Otto', 50).oid,
    reason: 'ill, „grün“ 😀',
    at: '2026-03-02T08:00:00.000Z',
    ...change,
  });

  describe('absences', () => {
    it('are listed as they were put, those of one person beside each other, until they are removed', async () => {
      const [one, other] = [anAbsence(), anAbsence({ from: '2026-05-01', to: '2026-05-02' })];
      await store().put(one);
      await store().put(other);
      expect(await store().list()).toEqual(expect.arrayContaining([one, other]));
      await store().remove(one);
      const left = await store().list();
      expect(left).toContainEqual(other);
      expect(left).not.toContainEqual(one);
    });

    it('put again or removed twice are no error', async () => {
      const absence = anAbsence();
      await store().put(absence);
      await store().put(absence);
      expect((await store().list()).filter(({ id }) => id === absence.id)).toHaveLength(1);
      await store().remove(absence);
      await store().remove(absence);
      expect((await store().list()).filter(({ id }) => id === absence.id)).toEqual([]);
    });
  });
}
