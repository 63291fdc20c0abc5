import type { ManifestEntry } from '../../src/domain/operation/manifest.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import type { GroupsClaim } from '../../src/domain/people/group-rule.ts';
import { type Project, projectSchema } from '../../src/domain/project/project.ts';
import { projectDisclosure } from '../../src/domain/project/project-disclosure.ts';
import { newRound } from '../../src/domain/review/approval.ts';
import type { Round } from '../../src/domain/review/round.ts';

/** A person whose object id ends in the number. */
export function person(name: string, number: number) {
  const oid = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { name, email: `${name.toLowerCase()}@example.org`, oid };
}

/** The suspension of somebody, as an operator makes it. */
export function suspension({ oid, email }: { readonly oid: string; readonly email: string }) {
  return { oid, email, since: '2026-03-01T08:00:00.000Z', by: person('Otto', 50).oid, reason: 'The contract ended' };
}

/** What is asked of evidence in a project that says nothing of it. */
export const usualDisclosure = projectDisclosure.parse({});

/** A small valid definition as somebody would write it, to be changed by tests. */
export function definition() {
  return {
    id: 'heart-study',
    title: 'Heart study',
    starts: '2026-01-01',
    ends: '2027-12-31',
    people: {
      dataOwners: [person('Olga', 1)],
      researchers: [person('Rita', 2), person('Ron', 3)],
      approvers: [
        { ...person('Ada', 11), independent: true },
        { ...person('Ben', 12), independent: false },
        { ...person('Cem', 13), independent: false },
      ],
    },
    egress: { approval: { quorum: 2, independent: 1, deadlineDays: 14 } },
  };
}

/** The parsed definition with changes on top. */
export function sampleProject(changes: Partial<Project> = {}): Project {
  return { ...projectSchema.parse(definition()), ...changes };
}

/** The first round of a package of that project, whose files were written when it was opened. */
export function firstRound(project: Project, opened: Date): Round {
  const files = { exportId: 'exp_1', digest: 'd1', filesSince: opened.toISOString() };
  return newRound({ ...files, project, definition: 'h1', researchers: [], number: 1, now: opened });
}

/** A register row with changes on top. A package is among those that are revealed outside, once it has ended, rests or is frozen. */
export function sampleOperation(changes: Partial<Operation> = {}): Operation {
  return {
    id: 'ing_01K00000000000000000000000',
    door: 'ingress',
    project: 'heart-study',
    name: 'cohort',
    shape: 'folder',
    state: 'receiving',
    revision: 1,
    startedAt: '2026-03-01T10:00:00.000Z',
    since: '2026-03-01T10:00:00.000Z',
    problems: [],
    transfers: [],
    ...(changes.door === 'export' ? { toldSince: '2026-03-01T10:00:00.000Z' } : {}),
    ...changes,
  };
}

/** A listed file with changes on top. */
export function entry(path: string, changes: Partial<ManifestEntry> = {}): ManifestEntry {
  return { path, size: 1, etag: '0x1', md5: null, lastModified: '2026-03-01T10:00:00.000Z', ...changes };
}

/** The values as a stream. */
export async function* stream<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}

/** All values of a stream. */
export async function gather<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** A deployment in a tenant without the groups claim: nobody's groups count. */
export const groupsOff: GroupsClaim = { on: false, projects: {} };

/** Somebody who reads the dashboard and decides nowhere. */
export const aReader = { oid: 'a-reader', emails: [] };

/** Who looks at a page of the desk that is not asked for by a browser. */
export const aVisitor = {
  name: 'Otto',
  antiForgery: '',
  mayAct: true,
  places: [],
  search: { from: '', text: '' },
  once: 'once',
};
