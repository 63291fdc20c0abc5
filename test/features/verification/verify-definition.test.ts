import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { note } from '../../../src/domain/audit/audit-event.ts';
import { applyChangeLine } from '../../../src/domain/definition/recorded-change.ts';
import { projectSchema } from '../../../src/domain/project/project.ts';
import { noDefinition, verifyChange, verifyDefinition } from '../../../src/features/verification/verify-definition.ts';
import type { BrokenProject, StoredProject } from '../../../src/ports/records.ts';
import { definition } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const { projects } = new MemoryWorld(1).ports;
const text = JSON.stringify(definition());
const hash = createHash('sha256').update(text).digest('hex');
const other = 'ab'.repeat(32);
const standing: StoredProject = { value: projectSchema.parse(definition()), etag: '1', hash, since: '', before: [] };
const broken: BrokenProject = {
  ...{ id: 'heart-study', etag: '1', hash, raw: '{', since: '' },
  problems: [{ path: 'ends', rule: 'day', value: 'soon', message: 'must be a day' }],
};

/** What is found of a definition whose versions have these texts by their hashes, where the audit names those hashes last. */
async function found(
  find: StoredProject | BrokenProject | undefined,
  told: readonly string[],
  versions: Readonly<Record<string, string>> = { [hash]: text },
): Promise<string[]> {
  const ports = {
    ...projects,
    find: async () => find,
    versions: async () => Object.keys(versions).map((one) => ({ hash: one, at: '' })),
    version: async (_: string, one: string) => versions[one],
  };
  return (await verifyDefinition({ projects: ports }, 'heart-study', told)).map(({ key, why }) => `${key} ${why}`);
}

test.each<[string, Parameters<typeof found>, RegExp | undefined]>([
  ['the audit names', [standing, [other, hash]], undefined],
  ['the audit says nothing of', [standing, []], undefined],
  ['was there before the audit told of any', [standing, [noDefinition, other]], undefined],
  ['the audit does not name', [standing, [other]], /^heart-study The one in force is/],
  ['is of a version that was not kept', [standing, [hash], {}], /^heart-study\/[0-9a-f]+ The version in force/],
  [
    'is of another version than those kept',
    [standing, [hash], { [other]: text }],
    /^heart-study\/[0-9a-f]+ The version in force/,
  ],
  ['breaks the rules', [broken, [hash]], /^heart-study It breaks the rules: ends: must be a day$/],
  ['is gone', [undefined, [hash]], /^heart-study It is missing/],
  ['never was', [undefined, []], undefined],
  ['may never have been', [undefined, [noDefinition]], undefined],
])('a definition that %s', async (_, of, finding) => {
  const all = await found(...of);
  if (finding === undefined) expect(all).toEqual([]);
  else expect(all).toContainEqual(expect.stringMatching(finding));
});

test('a version has the bytes that its name promises', async () => {
  expect(await found(standing, [hash], { [hash]: text, [other]: text })).toEqual([
    `heart-study/${other} Its bytes are not those that its name promises`,
  ]);
});

describe('the row of a change that was asked for', () => {
  const standingHash = 'cd'.repeat(32);
  /** What is missed of it a day after a line asked for it, with this in the line and this definition in force. */
  const missed = async (data: Readonly<Record<string, string | null>>, inForce?: string) => {
    const { ports } = new MemoryWorld(1);
    const at = ports.clock.now();
    const asked = { change: 'c1', definition: other, against: standingHash, ...data };
    const line = note('heart-study', { id: 'c1.change-asked', at, kind: 'project.change-asked', data: asked });
    await ports.audit.append('heart-study', [line]);
    const told = applyChangeLine(undefined, line);
    const found = inForce === undefined ? undefined : { ...standing, hash: inForce };
    return await verifyChange(
      { ...ports, projects: { ...ports.projects, find: async () => found } },
      'heart-study',
      told,
    );
  };
  const [later, before] = ['9999-01-01T00:00:00.000Z', '2000-01-01T00:00:00.000Z'];

  test.each<[string, Parameters<typeof missed>]>([
    ['waits', [{ expires: later }, standingHash]],
    ['is the first of its project', [{ expires: later, against: null }]],
  ])('is missed while the change %s', async (_, of) => {
    expect(await missed(...of)).toHaveLength(1);
  });

  test.each<[string, Parameters<typeof missed>]>([
    ['waited too long', [{ expires: before }, standingHash]],
    ['stands', [{ expires: later }, other]],
    ['is of a version that tells no time', [{}, standingHash]],
  ])('is not missed where the change %s', async (_, of) => {
    expect(await missed(...of)).toEqual([]);
  });
});
