import { describe, expect, test } from 'vitest';
import type { StoreMarks } from '../../src/ports/stores.ts';

/** What the marks of tables and containers must do. Nothing takes one away again. */
export function marksContract(open: () => StoreMarks): void {
  describe('the marks of stores', () => {
    test('are missing until they are put, and stay when they are put again', async () => {
      const marks = open();
      expect(marks.places).toContain('table:heads');
      await marks.put(marks.places);
      expect(await marks.missing()).toEqual([]);
      const life = await marks.life();
      expect(life).toMatch(/^\d{8}T\d{6}-\w+$/);
      await marks.put(marks.places);
      expect(await marks.missing()).toEqual([]);
      expect(await marks.life()).toBe(life);
    });
  });
}
