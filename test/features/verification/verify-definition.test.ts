import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { projectSchema } from '../../../src/domain/project/project.ts';
import { noDefinition, verifyDefinition } from '../../../src/features/verification/verify-definition.ts';
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
