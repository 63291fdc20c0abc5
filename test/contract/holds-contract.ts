import { describe, expect, test } from 'vitest';
import { everyProject, type Hold } from '../../src/domain/hold.ts';
import type { HoldStore } from '../../src/ports/holds.ts';
import { ConflictError } from '../../src/ports/records.ts';
import { collect, fresh } from './samples.ts';

/** A hold of a project of its own. */
export function aHold(change: Partial<Hold> = {}): Hold {
  const by = { by: 'oid-otto', name: 'Otto Operator', reason: 'a leak is looked into' };
  return {
    id: fresh('hold'),
    project: fresh('project'),
    since: '2026-11-24T10:00:00.000Z',
    takeBack: false,
    ...by,
    ...change,
  };
}

/** What every store of holds must do. */
export function holdsContract(store: () => HoldStore): void {
  describe('a store of holds', () => {
    test('keeps one hold for each project, and gives it back whole', async () => {
      const hold = aHold({ until: '2026-11-25T10:00:00.000Z', takeBack: true });
      expect(await store().get(hold.project)).toBeUndefined();
      await store().put(hold, null);
      expect((await store().get(hold.project))?.value).toEqual(hold);
      await expect(store().put(aHold({ project: hold.project }), null)).rejects.toThrow(ConflictError);
      expect((await collect(store().list())).map(({ value }) => value)).toContainEqual(hold);
      expect(await collect(store().projects())).toContain(hold.project);
    });

    test('gives what keeps a project at once: its own hold and that of all, and no other', async () => {
      const [own, other] = [aHold(), aHold()];
      const ofAll = await store().get(everyProject);
      const common = ofAll === undefined ? [] : [ofAll.value];
      expect(await store().of(own.project)).toEqual(common);
      for (const hold of [own, other]) await store().put(hold, null);
      const found = await store().of(own.project);
      expect(found).toHaveLength(common.length + 1);
      expect(found).toEqual(expect.arrayContaining([own, ...common]));
      if (ofAll !== undefined) return;
      const all = aHold({ project: everyProject });
      await store().put(all, null);
      const both = await store().of(own.project);
      const written = await store().get(everyProject);
      if (written !== undefined) await store().remove(written);
      expect(both).toHaveLength(2);
      expect(both).toEqual(expect.arrayContaining([own, all]));
    });

    test('replaces and removes only what was read', async () => {
      const first = aHold();
      await store().put(first, null);
      const read = await store().get(first.project);
      if (read === undefined) throw new Error('the hold was not written');
      const second = aHold({ project: first.project });
      await store().put(second, read.etag);
      await expect(store().remove(read)).rejects.toThrow(ConflictError);
      await expect(store().put(first, read.etag)).rejects.toThrow(ConflictError);
      const standing = await store().get(first.project);
      expect(standing?.value).toEqual(second);
      if (standing !== undefined) await store().remove(standing);
      expect(await store().get(first.project)).toBeUndefined();
    });
  });
}
