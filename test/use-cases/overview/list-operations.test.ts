import { beforeAll, expect, it } from 'vitest';
import { operationRowKey } from '../../../src/azure/operation/operation-row.ts';
import { Forbidden, Refused } from '../../../src/domain/base/errors.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { type ListAsked, listOperations } from '../../../src/use-cases/overview/list-operations.ts';
import { anOperation } from '../../contract/samples.ts';
import { definition, person } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const projects = ['heart-study', 'lung-study'];
const world = new MemoryWorld(1);
const { people } = definition();
const [researcher] = people.researchers;
const [approver] = people.approvers;
const lungPeople = { operators: [], ...people, researchers: [person('Lea', 4)] };
const outsider = { oid: '00000000-0000-4000-8000-000000000000', emails: ['otto@example.org'] };
const operator = '11111111-0000-4000-8000-000000000000';

/** Named by when it began. */
async function open(day: number, change: Partial<Operation>): Promise<void> {
  const startedAt = `2026-02-0${day}T10:00:00.000Z`;
  const operation = anOperation({ name: `day-${day}`, startedAt, since: startedAt, ...change });
  await world.ports.register.open(operation, []);
}

beforeAll(async () => {
  for (const id of projects) await world.project({ id, ...(id === 'lung-study' ? { people: lungPeople } : {}) });
  const [heart, lung] = projects.map((project) => ({ project }));
  await open(1, { ...heart, state: 'copying' });
  await open(2, { ...lung, state: 'rejected', since: '2026-02-09T10:00:00.000Z' });
  await open(3, { ...heart, state: 'rejected' });
  const withdrawal = { by: operator, part: 'operator', reason: 'no need', at: '2026-02-04T10:00:00.000Z' } as const;
  await open(4, { ...lung, state: 'withdrawing', withdrawal });
  await open(5, { ...heart, door: 'export', state: 'in-review', round: 1 });
  await open(6, { ...heart, door: 'export', state: 'releasing' });
});

async function list(asked: Partial<ListAsked> = {}, door: 'ingress' | 'export' = 'ingress', caller = outsider) {
  const at = { now: world.time.now(), outageHours: 24 };
  return await listOperations(world.ports, caller, door, { sort: 'newest', limit: 50, ...asked }, at);
}

const days = ({ items }: Awaited<ReturnType<typeof list>>) => items.map(({ name }) => name);

it('are listed over all projects, newest first, oldest first, or first what waits longest', async () => {
  expect(days(await list())).toEqual(['day-4', 'day-3', 'day-2', 'day-1']);
  expect(days(await list({ sort: 'oldest' }))).toEqual(['day-1', 'day-2', 'day-3', 'day-4']);
  const waiting = await list({ sort: 'longest-waiting', kind: 'needs-somebody' });
  expect(days(waiting)).toEqual(['day-3', 'day-2']);
});

it('are narrowed by project, state, whose turn it is, and time, all at once', async () => {
  expect(days(await list({ project: 'heart-study' }))).toEqual(['day-3', 'day-1']);
  expect(days(await list({ state: 'rejected', waitsFor: 'operator' }))).toEqual(['day-3', 'day-2']);
  expect(days(await list({ state: 'rejected', project: 'lung-study' }))).toEqual(['day-2']);
  const span = { since: '2026-02-02T10:00:00.000Z', until: '2026-02-04T10:00:00.000Z' };
  expect(days(await list(span))).toEqual(['day-3', 'day-2']);
  expect(await list({ project: 'unknown-study' })).toEqual({ items: [], continuation: null, broken: [] });
});

it('go on where the part before ended, and only under the same filters', async () => {
  const first = await list({ limit: 3 });
  expect(days(first)).toEqual(['day-4', 'day-3', 'day-2']);
  const continuation = first.continuation ?? '';
  expect(days(await list({ limit: 3, continuation }))).toEqual(['day-1']);
  await expect(list({ limit: 3, continuation, state: 'copying' })).rejects.toThrow(Refused);
  await expect(list({ limit: 3, continuation }, 'export')).rejects.toThrow('other filters');
});

it('are those of a person: whoever did something to it, and whoever decides about a package in review', async () => {
  expect(days(await list({ person: operator }))).toEqual(['day-4']);
  expect(days(await list({ person: approver?.oid ?? '' }, 'export'))).toEqual(['day-5']);
  expect(days(await list({ person: approver?.email.toUpperCase() ?? '' }, 'export'))).toEqual(['day-5']);
  await expect(list({ person: 'nobody@example.org' })).rejects.toThrow('No definition that you may read names');
});

it('are not those of a project in which the caller is a researcher', async () => {
  const caller = { oid: researcher?.oid ?? '', emails: [] };
  expect(days(await list({}, 'ingress', caller))).toEqual(['day-4', 'day-2']);
  await expect(list({ project: 'heart-study' }, 'ingress', caller)).rejects.toThrow(Forbidden);
});

it('are given though a row has no brief yet, and one that cannot be read is named', async () => {
  const older = anOperation({ project: 'old-study', state: 'copying', name: 'older' });
  const spoilt = anOperation({ project: 'old-study', state: 'copying' });
  await world.project({ id: 'old-study' });
  for (const operation of [older, spoilt]) await world.ports.register.open(operation, []);
  const table = world.storage.sealed('register');
  const rowKey = operationRowKey(older.id) ?? '';
  const { since: _since, people: _people, ...row } = await table.getEntity('old-study', rowKey);
  await table.updateEntity({ ...row, partitionKey: 'old-study', rowKey }, 'Replace', { etag: '*' });
  const spoiltKey = operationRowKey(spoilt.id) ?? '';
  await table.updateEntity({ partitionKey: 'old-study', rowKey: spoiltKey, data: '{' }, 'Replace', { etag: '*' });
  const listed = await list({ project: 'old-study' });
  expect(days(listed)).toEqual(['older']);
  expect(listed.broken).toMatchObject([{ project: 'old-study', key: spoiltKey }]);
  expect(days(await list({ project: 'old-study', kind: 'needs-somebody' }))).toEqual([]);
});
