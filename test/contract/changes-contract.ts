import { describe, expect, test } from 'vitest';
import { newPendingChange, type PendingChange } from '../../src/domain/definition/pending-change.ts';
import { ConflictError } from '../../src/ports/records.ts';
import type { ChangeStore } from '../../src/ports/stores.ts';
import { sampleProject } from '../domain/sample.ts';
import { collect, fresh } from './samples.ts';

export function aChange(project: string): PendingChange {
  const by = { oid: 'o', name: 'Otto', emails: ['otto@example.org'] };
  const changes = [{ path: 'tier', kind: 'second-operator' as const, words: 'Tier: standard becomes pilot' }];
  const definition = sampleProject({ id: project, tier: 'pilot' });
  const now = new Date('2026-11-24T10:00:00Z');
  return newPendingChange({ id: fresh('chg'), by, reason: 'a try', against: null, definition, changes }, now);
}

/** What every store of changes that wait must do. */
export function changesContract(store: () => ChangeStore): void {
  describe('a store of changes that wait', () => {
    test('holds one change for each project, and gives it back whole', async () => {
      const change = aChange(fresh('project'));
      expect(await store().get(change.project)).toBeUndefined();
      await store().put(change, null);
      expect((await store().get(change.project))?.value).toEqual(change);
      await expect(store().put(aChange(change.project), null)).rejects.toThrow(ConflictError);
      expect((await collect(store().list())).map(({ value }) => value)).toContainEqual(change);
    });

    test('replaces and removes only what was read', async () => {
      const first = aChange(fresh('project'));
      await store().put(first, null);
      const read = await store().get(first.project);
      if (read === undefined) throw new Error('the change was not written');
      const second = aChange(first.project);
      await store().put(second, read.etag);
      await expect(store().remove(read)).rejects.toThrow(ConflictError);
      await expect(store().put(first, read.etag)).rejects.toThrow(ConflictError);
      const standing = await store().get(first.project);
      expect(standing?.value.id).toBe(second.id);
      if (standing !== undefined) await store().remove(standing);
      expect(await store().get(first.project)).toBeUndefined();
      await expect(store().remove(read)).rejects.toThrow(ConflictError);
    });
  });
}
