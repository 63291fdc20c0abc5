import { describe, expect, test } from 'vitest';
import { pendingNotificationOf } from '../../src/domain/notification/pending-work.ts';
import { ConflictError, type Register } from '../../src/ports/records.ts';
import { anOperation, collect, fresh } from './samples.ts';

/** What every register must do for a rebuild. */
export function repairContract(register: () => Register): void {
  describe('a register that is rebuilt', () => {
    const standing = async (key: { project: string; id: string }) => {
      const row = await register().standing(key);
      if (row === undefined || 'problem' in row) throw new Error('there is no such row');
      return row;
    };

    test('writes an operation where none stands, and in place of the row that was read, and touches no other row', async () => {
      const operation = anOperation({ project: fresh('restored') });
      expect(await register().standing(operation)).toBeUndefined();
      await register().restore(operation, null);
      await expect(register().restore(operation, null)).rejects.toThrow(ConflictError);
      const row = await standing(operation);
      expect(row.operation).toEqual(operation);
      await register().restore({ ...operation, state: 'checking' }, row.etag);
      await expect(register().restore(operation, row.etag)).rejects.toThrow(ConflictError);
      expect((await register().get(operation))?.value.state).toBe('checking');
      expect(await collect(register().following(operation.project))).toEqual([]);
    });

    test('gives a name to nobody but an operation that is as it was read, and never twice', async () => {
      const operation = anOperation({ project: fresh('held'), name: 'Überblick/#?% ✓' });
      await register().restore(operation, null);
      const { etag } = await standing(operation);
      await register().restore({ ...operation, state: 'checking' }, etag);
      await expect(register().holdName(operation, etag)).rejects.toThrow(ConflictError);
      const now = await standing(operation);
      await register().holdName(now.operation, now.etag);
      expect(await register().openId('ingress', operation.project, operation.name)).toBe(operation.id);
      const later = await standing(operation);
      await expect(register().holdName(later.operation, later.etag)).rejects.toThrow(ConflictError);
      expect(later.operation).toEqual(now.operation);
    });

    test('lets an operation be worked on without its name, as it was read and once', async () => {
      const operation = anOperation({ project: fresh('again'), state: 'retracting' });
      await register().restore(operation, null);
      const { etag } = await standing(operation);
      await register().workAgain(operation, etag);
      expect(await register().isUnfinished(operation)).toBe(true);
      expect(await register().openId('ingress', operation.project, operation.name)).toBeUndefined();
      const now = await standing(operation);
      await expect(register().workAgain(operation, now.etag)).rejects.toThrow(ConflictError);
      expect(await collect(register().following(operation.project))).toMatchObject([
        { kind: 'again', id: operation.id },
      ]);
    });

    test('lists names and versions, and removes one only as it was read', async () => {
      const project = fresh('following');
      const operation = anOperation({ project });
      await register().open(operation, []);
      await register().setLatest(project, operation.name, 1, null);
      await expect(register().setLatest(project, operation.name, 2, null)).rejects.toThrow(ConflictError);
      const rows = await collect(register().following(project));
      expect(rows).toMatchObject([
        { kind: 'name', door: 'ingress', name: operation.name, id: operation.id },
        { kind: 'version', name: operation.name, latest: 1 },
      ]);
      const [name, version] = rows;
      if (name === undefined || version === undefined) throw new Error('a row is missing');
      await register().setLatest(project, operation.name, 2, version.etag);
      await expect(register().removeFollowing(project, version)).rejects.toThrow(ConflictError);
      await register().removeFollowing(project, name);
      await expect(register().removeFollowing(project, name)).rejects.toThrow(ConflictError);
      expect(await register().latestVersion(project, operation.name)).toBe(2);
      expect(await register().openId('ingress', project, operation.name)).toBeUndefined();
    });

    test('owes a telling again, once', async () => {
      const operation = anOperation({ project: fresh('owing'), state: 'rejected' });
      const telling = pendingNotificationOf(operation);
      if (telling === undefined) throw new Error('nobody is told of it');
      await register().oweAgain(telling);
      await expect(register().oweAgain(telling)).rejects.toThrow(ConflictError);
      expect((await collect(register().owed(operation.project))).map(({ value }) => value)).toEqual([telling]);
    });
  });
}
