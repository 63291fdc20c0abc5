import { beforeAll, expect, it } from 'vitest';
import { operationRowKey } from '../../../src/azure/operation/operation-row.ts';
import { Forbidden, Refused } from '../../../src/domain/base/errors.ts';
import { DAY } from '../../../src/domain/base/time.ts';
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

interface Many {
  readonly projects: number;
  readonly ofEach: number;
}

/** A world of so many projects with datasets of a year, the first of the first project newest, and what asks storage in it. */
async function manyWorld({ projects: count, ofEach }: Many) {
  let requests = 0;
  const before = () => {
    requests += 1;
  };
  const many = new MemoryWorld(1, { before, after: () => undefined });
  const [now, all] = [many.time.now().getTime(), count * ofEach];
  for (let number = 0; number < count; number += 1) {
    const project = `study-${number}`;
    await many.project({ id: project });
    for (let at = 0; at < ofEach; at += 1) {
      const place = at * count + number;
      const startedAt = new Date(now - (365 * DAY * place) / all).toISOString();
      const state = place % 2 === 0 ? 'available' : 'rejected';
      const one = anOperation({ project, name: `${place}`, startedAt, since: startedAt, state });
      await many.ports.register.restore(one, null);
    }
  }
  const ask = async (asked: Partial<ListAsked>) => {
    const at = { now: many.time.now(), outageHours: 24 };
    const { ports } = many;
    // A process knows the rows that it has given before.
    await listOperations(ports, outsider, 'ingress', { sort: 'newest', limit: 50, ...asked }, at);
    requests = 0;
    const part = await listOperations(ports, outsider, 'ingress', { sort: 'newest', limit: 50, ...asked }, at);
    return { ...part, names: part.items.map(({ name }) => Number(name)), requests };
  };
  return { ask };
}

it.each([
  { projects: 3, ofEach: 4 },
  { projects: 10, ofEach: 60 },
  { projects: 60, ofEach: 40 },
])('take three requests whatever the number of projects: %o', async (size) => {
  const { ask } = await manyWorld(size);
  for (const asked of [{}, { limit: 200 }, { state: 'rejected' }, { kind: 'ended' }, { project: 'study-1' }] as const)
    expect((await ask(asked)).requests, JSON.stringify(asked)).toBeLessThanOrEqual(3);
});

it.each(['newest', 'oldest'] as const)(
  'give each once over all parts, %s first, with few requests for each part',
  async (sort) => {
    const size = { projects: 10, ofEach: 30 };
    const { ask } = await manyWorld(size);
    const seen: number[] = [];
    let continuation: string | null = null;
    do {
      const part: Awaited<ReturnType<typeof ask>> = await ask({
        sort,
        ...(continuation === null ? {} : { continuation }),
      });
      seen.push(...part.names);
      // The last part also finds that there is no more.
      expect(part.requests).toBeLessThanOrEqual(part.continuation === null ? 4 : 3);
      continuation = part.continuation;
    } while (continuation !== null);
    const all = Array.from({ length: size.projects * size.ofEach }, (_, at) => at);
    expect(seen).toEqual(sort === 'newest' ? all : all.toReversed());
  },
);

it('take back no continuation whose place is no time', async () => {
  const { continuation } = await list({ limit: 1 });
  const token = JSON.parse(Buffer.from(continuation ?? '', 'base64url').toString('utf8'));
  for (const value of ['', 'yesterday', '-271821-04-20T00:00:00.000Z', '+275760-09-13T00:00:00.000Z']) {
    const forged = Buffer.from(JSON.stringify({ ...token, value })).toString('base64url');
    await expect(list({ limit: 1, continuation: forged })).rejects.toThrow(Refused);
  }
});
