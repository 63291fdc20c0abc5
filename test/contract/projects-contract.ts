import { describe, expect, test } from 'vitest';
import { ConflictError, type ProjectStore } from '../../src/ports/records.ts';
import { sampleProject } from '../domain/sample.ts';
import { collect, fresh } from './samples.ts';

/** What every store of project definitions must do. */
export function projectsContract(store: () => ProjectStore): void {
  describe('a store of projects', () => {
    test('gives back a definition with the ETag that its next change needs', async () => {
      const project = sampleProject({ id: fresh('project') });
      expect(await store().get(project.id)).toBeUndefined();
      const created = await store().put(project, null);
      expect(await store().get(project.id)).toEqual(created);
      const changed = await store().put({ ...project, title: 'Größer' }, created.etag);
      expect(changed.etag).not.toBe(created.etag);
      expect((await store().get(project.id))?.value.title).toBe('Größer');
    });

    test('refuses to create what exists and to change what somebody else changed', async () => {
      const project = sampleProject({ id: fresh('project') });
      const created = await store().put(project, null);
      await expect(store().put(project, null)).rejects.toThrow(ConflictError);
      await store().put({ ...project, title: 'Second' }, created.etag);
      await expect(store().put({ ...project, title: 'Third' }, created.etag)).rejects.toThrow(ConflictError);
      expect((await store().get(project.id))?.value.title).toBe('Second');
    });

    test('lets one of two people who create the same project win', async () => {
      const project = sampleProject({ id: fresh('project') });
      const results = await Promise.allSettled([store().put(project, null), store().put(project, null)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    test('lists every definition', async () => {
      const ids = [fresh('project'), fresh('project')];
      for (const id of ids) await store().put(sampleProject({ id }), null);
      const listed = await collect(store().list());
      expect(listed.map(({ value }) => value.id)).toEqual(expect.arrayContaining(ids));
      for (const stored of listed) expect(await store().get(stored.value.id)).toEqual(stored);
    });
  });
}
