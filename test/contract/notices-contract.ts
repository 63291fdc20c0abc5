import { describe, expect, test } from 'vitest';
import type { Notices } from '../../src/ports/storage.ts';
import { fresh } from './samples.ts';

/** What every store of notices must do. `read` looks at one as a researcher of the project would. */
export function noticesContract(notices: () => Notices, read: (path: string) => Promise<string>): void {
  describe('a store of notices', () => {
    test('keeps a notice as it was written', async () => {
      const path = `heart-study/${fresh('exp')}.txt`;
      expect(await notices().create(path, 'größe.csv: Rename the file.\n')).toBe('created');
      expect(await read(path)).toBe('größe.csv: Rename the file.\n');
    });

    test('never changes one that stands, and says so', async () => {
      const path = `heart-study/${fresh('exp')}.txt`;
      await notices().create(path, 'first');
      expect(await notices().create(path, 'second')).toBe('stands');
      expect(await read(path)).toBe('first');
    });
  });
}
