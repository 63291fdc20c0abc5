import { describe, expect, test } from 'vitest';
import type { FileLists } from '../../src/ports/storage.ts';
import { fresh, stream } from './samples.ts';

/** What every store of file lists must do. `read` looks at one as Data Factory would; undefined when there is none. */
export function fileListsContract(
  lists: () => FileLists,
  read: (account: 'public' | 'secure', path: string) => Promise<string | undefined>,
): void {
  describe('file lists', () => {
    test('hold one path a line in the account that is read from, and are removed once or twice', async () => {
      const path = `${fresh('list')}/ingress-copy-1.txt`;
      await lists().write('secure', path, stream(['a.csv', 'ü/b c.csv']));
      expect(await read('secure', path)).toBe('a.csv\nü/b c.csv\n');
      expect(await read('public', path)).toBeUndefined();
      await lists().remove('secure', path);
      await lists().remove('secure', path);
      expect(await read('secure', path)).toBeUndefined();
    });

    test('are replaced whole', async () => {
      const path = `${fresh('list')}/ingress-copy-1.txt`;
      await lists().write('public', path, stream(['a.csv', 'b.csv']));
      await lists().write('public', path, stream(['c.csv']));
      expect(await read('public', path)).toBe('c.csv\n');
    });

    test('refuse a path that would read as two, and write nothing', async () => {
      const path = `${fresh('list')}/ingress-copy-1.txt`;
      await expect(lists().write('public', path, stream(['a', 'b\nc']))).rejects.toThrow('line break');
      expect(await read('public', path)).toBeUndefined();
    });

    test('may be empty', async () => {
      const path = `${fresh('list')}/ingress-copy-1.txt`;
      await lists().write('public', path, stream([]));
      expect(await read('public', path)).toBe('');
    });
  });
}
