import { describe, expect, test } from 'vitest';
import { compareDefinitions } from '../../../src/domain/definition/definition-change.ts';
import { newPendingChange } from '../../../src/domain/definition/pending-change.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import { compareDefinitionVersions } from '../../../src/use-cases/project/compare-definitions.ts';
import { person } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

/** A project whose title was changed once, and a change of its last day that waits. */
async function changedProject() {
  const world = new MemoryWorld(1);
  const { projects, changes, clock } = world.ports;
  await world.project();
  const first = await projects.get('heart-study');
  if (first === undefined) throw new Error('there is no project');
  const second = await projects.put({ ...first.value, title: 'Hearts' }, first.etag);
  const wait = async (change: Partial<Project>) => {
    const definition = { ...second.value, ...change };
    const { oid, name, email } = person('Otto', 50);
    const parts = { id: 'chg_1', by: { oid, name, emails: [email] }, reason: 'why not', against: second.hash };
    const compared = compareDefinitions(second.value, definition).changes;
    const pending = newPendingChange({ ...parts, definition, changes: compared }, clock.now());
    await changes.put(pending, null);
    return pending;
  };
  const compare = (asked: { from?: string; to?: string } = {}) =>
    compareDefinitionVersions(world.ports, 'heart-study', asked);
  return { world, first, second, wait, compare };
}

const retitled = [
  { path: 'title', from: 'Heart study', to: 'Hearts', sentence: 'Title: Heart study becomes Hearts' },
] as const;

describe('two versions of a definition', () => {
  test('are what the last change did, where nothing else is asked for', async () => {
    const { compare, first, second } = await changedProject();
    expect(await compare()).toEqual({ from: first.hash, to: second.hash, changes: retitled });
    expect(await compare({ from: second.hash, to: first.hash })).toMatchObject({
      changes: [{ sentence: 'Title: Hearts becomes Heart study' }],
    });
    expect(await compare({ from: first.hash })).toMatchObject({ to: second.hash, changes: retitled });
    expect((await compare({ from: first.hash, to: first.hash })).changes).toEqual([]);
  });

  test('are what is in force and the change that waits, while one does', async () => {
    const { compare, second, wait, world } = await changedProject();
    const pending = await wait({ ends: '2200-01-01' });
    const waiting = { from: second.hash, to: pending.hash, changes: [{ path: 'ends', to: '2200-01-01' }] };
    expect(await compare()).toMatchObject(waiting);
    expect(await compare({ to: pending.hash })).toMatchObject(waiting);
    await world.time.pass(8 * 86_400_000);
    expect((await compare()).changes).toEqual(retitled);
    await expect(compare({ to: pending.hash })).rejects.toThrow('never had a definition with the hash');
  });

  test('of which the first is none compare the only one with the defaults', async () => {
    const world = new MemoryWorld(1);
    await world.project();
    const compared = await compareDefinitionVersions(world.ports, 'heart-study', {});
    expect(compared.from).toBeNull();
    expect(compared.changes.map(({ path }) => path)).toContain('ingress.quietSeconds');
    await expect(compareDefinitionVersions(world.ports, 'lung-study', {})).rejects.toThrow('no project lung-study');
  });

  test('are compared as they were stored where the rules of today refuse one of them', async () => {
    const { compare, first, world } = await changedProject();
    const edited = JSON.stringify({ ...first.value, title: '', tier: 'secret' });
    await world.storage
      .container('control', 'projects')
      .getBlockBlobClient('heart-study.json')
      .upload(edited, edited.length);
    const { changes } = await compare({ from: first.hash });
    expect(changes.map(({ sentence }) => sentence)).toEqual([
      'Title: Heart study becomes nothing',
      'Tier: standard becomes secret',
    ]);
  });
});
