import { describe, expect, test } from 'vitest';
import type { Door } from '../../src/domain/base/door.ts';
import { noRefusedNames, type RefusedNames, refusedAfter } from '../../src/domain/lifecycle/refused-names.ts';
import { ConflictError } from '../../src/ports/records.ts';
import type { RefusedStore } from '../../src/ports/stores.ts';
import { collect, fresh } from './samples.ts';

/** What a sweep remembers of one name that is refused. */
export function someRefused(project: string, door: Door = 'export', name = 'a+b'): RefusedNames {
  const upload = { project, name, shape: 'folder', rest: 'a.csv' } as const;
  const message = 'Rename the package';
  const problems = [{ rule: 'name:package', path: null, value: name, message, publicMessage: message }];
  const now = new Date('2026-11-24T10:00:00Z');
  const seen = { there: [upload], looked: [{ upload, problems, print: 'p' }], most: 50, now };
  return refusedAfter(noRefusedNames(door, project), seen);
}

/** What every store of refused names must do. */
export function refusedContract(store: () => RefusedStore): void {
  describe('a store of refused names', () => {
    test('holds one list for each door of a project, and gives it back whole', async () => {
      const project = fresh('project');
      const list = someRefused(project);
      expect(await store().get('export', project)).toEqual({ value: noRefusedNames('export', project), etag: null });
      await store().put({ value: list, etag: null });
      expect((await store().get('export', project)).value).toEqual(list);
      expect((await store().get('ingress', project)).etag).toBeNull();
      expect((await collect(store().list())).map(({ value }) => value)).toContainEqual(list);
    });

    test('replaces only what was read', async () => {
      const project = fresh('project');
      await store().put({ value: someRefused(project), etag: null });
      await expect(store().put({ value: someRefused(project), etag: null })).rejects.toThrow(ConflictError);
      const read = await store().get('export', project);
      await store().put({ ...read, value: someRefused(project, 'export', 'c+d') });
      await expect(store().put(read)).rejects.toThrow(ConflictError);
      expect((await store().get('export', project)).value.names).toMatchObject([{ name: 'c+d' }]);
    });
  });
}
