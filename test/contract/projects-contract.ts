import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BrokenDefinition } from '../../src/domain/base/errors.ts';
import { ConflictError, type ProjectStore } from '../../src/ports/records.ts';
import { sampleProject } from '../domain/sample.ts';
import { collect, fresh } from './samples.ts';

/** What every store of project definitions must do. `spoil` overwrites what is in force with any text, as an older program might have. */
export function projectsContract(
  store: () => ProjectStore,
  spoil: (id: string, text: string) => Promise<unknown>,
): void {
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

    test('gives with the ETag of what is in force every version that was in force until then', async () => {
      const project = sampleProject({ id: fresh('project') });
      let standing = await store().put(project, null);
      const hashes = [standing.hash];
      for (const title of ['Second', 'Third']) {
        const listed = async () => (await store().versions(project.id, standing.etag)).map(({ hash }) => hash).sort();
        for (const _ of ['first', 'again']) expect(await listed()).toEqual([...hashes].sort());
        standing = await store().put({ ...project, title }, standing.etag);
        hashes.push(standing.hash);
        expect(await listed()).toEqual([...hashes].sort());
      }
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

    test('keeps a definition that somebody asks for, and counts it neither as a version nor as a project', async () => {
      const project = sampleProject({ id: fresh('project') });
      await store().put(project, null);
      const asked = { ...project, title: 'Asked for' };
      const hash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
      expect(await store().proposed(project.id, hash)).toBeUndefined();
      for (const _ of ['first', 'again']) await store().propose(asked);
      expect(await store().proposed(project.id, hash)).toBe(JSON.stringify(asked));
      expect(await store().version(project.id, hash)).toBeUndefined();
      expect(await store().versions(project.id)).toHaveLength(1);
      expect((await store().get(project.id))?.value.title).toBe(project.title);
    });

    test('lists every definition once, however many versions it has', async () => {
      const ids = [fresh('project'), fresh('project')];
      for (const id of ids) {
        const { etag } = await store().put(sampleProject({ id }), null);
        await store().put(sampleProject({ id, title: 'Another title' }), etag);
      }
      const listed = await collect(store().list());
      const listedIds = listed.map((found) => ('problems' in found ? found.id : found.value.id));
      for (const id of ids) {
        expect(listedIds.filter((other) => other === id)).toHaveLength(1);
        expect(listed).toContainEqual(await store().find(id));
      }
    });

    test('keeps each accepted definition for ever under the hash of its bytes', async () => {
      const project = sampleProject({ id: fresh('project') });
      expect(await store().versions(project.id)).toEqual([]);
      const first = await store().put(project, null);
      const second = await store().put({ ...project, title: 'Second' }, first.etag);
      const again = await store().put(project, second.etag);
      expect(again.hash).toBe(first.hash);
      expect((await store().get(project.id))?.hash).toBe(first.hash);
      const versions = await store().versions(project.id);
      expect(versions.map(({ hash }) => hash).sort()).toEqual([first.hash, second.hash].sort());
      for (const { hash } of versions) {
        const text = (await store().version(project.id, hash)) ?? '';
        expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
        for (const _ of [1, 2]) expect(await store().versionOnce(project.id, hash)).toBe(text);
      }
      expect(JSON.parse((await store().version(project.id, second.hash)) ?? '')).toMatchObject({ title: 'Second' });
      expect(await store().version(project.id, '0'.repeat(64))).toBeUndefined();
      expect(await store().versionOnce(project.id, '0'.repeat(64))).toBeUndefined();
    });

    test('tells since when a definition is in force and what was before it, also when one comes back', async () => {
      const project = sampleProject({ id: fresh('project') });
      const first = await store().put(project, null);
      const second = await store().put({ ...project, title: 'Second' }, first.etag);
      const third = await store().put(project, second.etag);
      expect([first.before, second.before]).toEqual([[], [{ hash: first.hash, since: first.since }]]);
      expect(third.before).toEqual([first, second].map(({ hash, since }) => ({ hash, since })));
      expect(third.hash).toBe(first.hash);
      expect(await store().get(project.id)).toEqual(third);
    });

    test.each([
      ['that newer rules refuse', '{"id":"x","title":7}'],
      ['that is no JSON', 'not JSON'],
      ['of another project', JSON.stringify(sampleProject({ id: 'other-project' }))],
    ])('shows a definition %s with its problems, goes on with the others, and lets it be replaced', async (_, text) => {
      const [broken, whole] = [fresh('broken'), fresh('whole')];
      await store().put(sampleProject({ id: broken }), null);
      await store().put(sampleProject({ id: whole }), null);
      await spoil(broken, text);
      const found = await store().find(broken);
      if (found === undefined || !('problems' in found)) throw new Error('it was not found broken');
      expect(found).toMatchObject({ id: broken, raw: text });
      expect(found.problems).not.toEqual([]);
      const listed = await collect(store().list());
      expect(listed).toContainEqual(found);
      expect(listed).toContainEqual(await store().get(whole));
      await expect(store().get(broken)).rejects.toThrow(BrokenDefinition);
      await store().put(sampleProject({ id: broken }), found.etag);
      expect((await store().get(broken))?.value.id).toBe(broken);
    });
  });
}
