import { expect, test } from 'vitest';
import {
  applyHoldLine,
  chainOf,
  holdData,
  holdLineOf,
  type RecordedHold,
} from '../../../src/domain/audit/recorded-hold.ts';
import { everyProject, type Hold } from '../../../src/domain/operation/hold.ts';
import { holdOfPerson, type Suspension } from '../../../src/domain/people/suspension.ts';
import { type Project, projectSchema } from '../../../src/domain/project/project.ts';
import { verifyHolds } from '../../../src/features/verification/verify-holds.ts';
import type { BrokenProject } from '../../../src/ports/records.ts';
import { aHold } from '../../contract/holds-contract.ts';
import { anEvent } from '../../contract/samples.ts';
import { definition, person } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const { ports } = new MemoryWorld(1, undefined, { beginning: '2026-12-01T10:00:00Z' });
const project = 'heart-study';
const suspended: Suspension = {
  ...{ oid: person('Ada', 11).oid, email: 'ada@example.org', by: person('Otto', 50).oid },
  ...{ since: '2026-11-24T10:00:00.000Z', reason: 'the contract ended' },
};
const standing = projectSchema.parse(definition());
const withEntry: Project = { ...standing, suspended: [suspended] };
const broken: BrokenProject = { id: project, etag: '1', hash: 'h', raw: '{', problems: [] };

interface World {
  readonly rows?: readonly Hold[];
  readonly told?: readonly Hold[];
  readonly defined?: Project | BrokenProject | undefined;
  readonly chain?: string;
}

async function found({ rows = [], told = [], defined, chain = project }: World): Promise<string[]> {
  const find = async () =>
    defined === undefined || 'problems' in defined
      ? defined
      : { value: defined, etag: '1', hash: 'h', since: '', before: [] };
  const at = async (held: string) => rows.filter((row) => row.project === held).map((value) => ({ value, etag: '' }));
  const lines = told.reduce<readonly RecordedHold[]>((all, hold) => applyHoldLine(all, setLine(hold)), []);
  const around = { ...ports, holds: { ...ports.holds, at }, projects: { ...ports.projects, find } };
  return (await verifyHolds(around, chain, lines)).map(({ record, key, why }) => `${record} ${key}: ${why}`);
}

/** The line that a hold was set, as the app writes it. */
function setLine(hold: Hold) {
  const line = holdLineOf(hold, 'set');
  return {
    ...anEvent(line.id, { kind: line.kind, actor: hold.by, project: chainOf(hold.project) }),
    data: holdData(hold),
  };
}

const ofProject = aHold({ project });
const ofAll = aHold({ project: everyProject });
const ofPerson = holdOfPerson(project, suspended);

test.each<[string, World]>([
  ['a hold of the project with its line', { rows: [ofProject], told: [ofProject], defined: standing }],
  ['a suspension with its line and its entry', { rows: [ofPerson], told: [ofPerson], defined: withEntry }],
  ['a suspension in a definition that cannot be read', { rows: [ofPerson], told: [ofPerson], defined: broken }],
  ['a suspension in a project that has no definition', { rows: [ofPerson], told: [ofPerson] }],
  ['a hold of all', { rows: [ofAll], told: [ofAll], chain: '_system' }],
  ['a hold of all, where the project is looked at', { rows: [ofAll] }],
  ['a hold of the project, where all are looked at', { rows: [ofProject], chain: '_system' }],
])('nothing is wrong with %s', async (_, world) => {
  expect(await found(world)).toEqual([]);
});

test.each<[string, World, RegExp]>([
  ['a hold without its line', { rows: [ofProject] }, /^hold heart-study: /],
  ['a hold whose row is gone', { told: [ofProject] }, /^hold heart-study: /],
  ['a hold of all without its line', { rows: [ofAll], chain: '_system' }, /^hold _all: /],
  ['a suspension without its line', { rows: [ofPerson], defined: withEntry }, /^suspension heart-study: /],
  ['a suspension without its entry', { rows: [ofPerson], told: [ofPerson], defined: standing }, /does not hold the/],
])('%s is found, and nothing else', async (_, world, why) => {
  expect(await found(world)).toEqual([expect.stringMatching(why)]);
});

test('a suspension that is over needs no entry', async () => {
  const over = { ...ofPerson, until: '2026-11-25T10:00:00.000Z' };
  expect(await found({ rows: [over], told: [over], defined: standing })).toEqual([]);
});
