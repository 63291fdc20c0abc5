import { describe, expect, test } from 'vitest';
import { everyProject, type Hold } from '../../src/domain/operation/hold.ts';
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
    owner: 'operator',
    takeBack: false,
    ...by,
    ...change,
  };
}

/** What every store of holds must do. */
export function holdsContract(store: () => HoldStore): void {
  const valuesAt = async (held: string) => (await store().at(held)).map(({ value }) => value);

  describe('a store of holds', () => {
    test('keeps any number of holds for each project, and gives each back whole', async () => {
      const hold = aHold({ until: '2026-11-25T10:00:00.000Z', takeBack: true });
      const other = aHold({ project: hold.project });
      const { owner: _owner, ...before } = aHold({ project: hold.project });
      expect(await valuesAt(hold.project)).toEqual([]);
      for (const one of [hold, other, before]) await store().put(one, null);
      expect(await valuesAt(hold.project)).toHaveLength(3);
      expect(await valuesAt(hold.project)).toEqual(expect.arrayContaining([hold, other, before]));
      await expect(store().put(hold, null)).rejects.toThrow(ConflictError);
      expect((await collect(store().list())).map(({ value }) => value)).toContainEqual(hold);
      expect(await store().projects()).toContain(hold.project);
    });

    test('gives what keeps a project at once: its own holds and those of all, and no other', async () => {
      const [own, more, other, all] = [aHold(), aHold(), aHold(), aHold({ project: everyProject })];
      const mine = [own, { ...more, project: own.project }, all];
      for (const hold of [...mine, other]) await store().put(hold, null);
      const { holds } = await store().of(own.project);
      for (const stored of await store().at(everyProject)) if (stored.value.id === all.id) await store().remove(stored);
      expect(holds).toEqual(expect.arrayContaining(mine));
      expect(holds).not.toContainEqual(other);
    });

    test('notes of which projects the rows are those of the audit, and that is no hold', async () => {
      const { project } = aHold();
      expect((await store().of(project)).checked.get(project)).toBeUndefined();
      expect((await store().all()).checked.has(project)).toBe(false);
      await store().noteChecked(project, { lines: 1, rows: 'none' });
      await store().noteChecked(project, { lines: 3, rows: 'some' });
      expect((await store().of(project)).checked.get(project)).toEqual({ lines: 3, rows: 'some' });
      expect((await store().all()).checked.get(project)).toEqual({ lines: 3, rows: 'some' });
      expect(await valuesAt(project)).toEqual([]);
      expect(await store().projects()).not.toContain(project);
      expect((await collect(store().list())).map(({ value }) => value.project)).not.toContain(project);
    });

    test('replaces and removes only what was read', async () => {
      const first = aHold();
      await store().put(first, null);
      const [read] = await store().at(first.project);
      if (read === undefined) throw new Error('the hold was not written');
      const second = { ...first, findings: ['exp_1'] };
      await store().put(second, read.etag);
      await expect(store().remove(read)).rejects.toThrow(ConflictError);
      await expect(store().put(first, read.etag)).rejects.toThrow(ConflictError);
      const [standing] = await store().at(first.project);
      expect(standing?.value).toEqual(second);
      if (standing !== undefined) await store().remove(standing);
      expect(await valuesAt(first.project)).toEqual([]);
    });
  });
}
