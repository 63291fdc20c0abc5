import { beforeEach, expect, test } from 'vitest';
import { systemChain } from '../../../src/domain/audit/audit-event.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { nameOf } from '../../../src/domain/history/known-names.ts';
import { keepPeople } from '../../../src/use-cases/people/keep-people.ts';
import { readNames } from '../../../src/use-cases/people/known-names.ts';
import { clearPerson, correctPerson } from '../../../src/use-cases/people/people.ts';
import { person } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const otto = 'o0000000-0000-4000-8000-000000000001';
const gone = 'e0000000-0000-4000-8000-000000000002';
const ada = person('Ada', 11);
const act = { by: otto, reason: 'They asked for it' };
let world: MemoryWorld;

beforeEach(async () => {
  world = new MemoryWorld(1);
  await world.project();
  await world.ports.people.put({
    ...{ oid: gone, name: 'Gesa', email: 'gesa@example.org', since: '2026-01-01T08:00:00.000Z' },
    ...{ seenOn: world.time.now().toISOString().slice(0, 10), origin: 'sign-in', clearedAt: null },
  });
  await world.ports.signIns.put({ oid: gone, at: world.time.now().toISOString(), groups: [] }, null);
});

const today = (): Date => world.time.now();
const muchLater = (): Date => new Date(world.time.now().getTime() + 32 * DAY);

async function keep(now: () => Date): Promise<void> {
  const ports = { ...world.ports, clock: { now } };
  await keepPeople(ports, { peopleKeepDays: 30 }, startTimeSlice(ports.clock, 60));
}

async function linesOf(kind: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of world.ports.audit.lines(systemChain)) if (line.includes(kind)) lines.push(line);
  return lines;
}

async function called(oid: string): Promise<string> {
  return nameOf(await readNames(world.ports), oid);
}

test('whoever a definition names has an entry as soon as it is put, by which they are still known when they have left', async () => {
  expect(await world.ports.people.get(ada.oid)).toMatchObject({ name: 'Ada', origin: 'definition' });
});

test('a name is corrected, and the audit tells of it without either name', async () => {
  await correctPerson(world.ports, { ...act, oid: gone }, { name: 'Gesa Lund', email: 'lund@example.org' });
  expect(await called(gone)).toBe('Gesa Lund');
  const lines = await linesOf('person.');
  expect(lines).toHaveLength(2);
  expect(lines.join('\n')).not.toMatch(/Gesa|lund/i);
});

test('a cleared person is nowhere called by a name, and their sign-in is forgotten', async () => {
  await clearPerson(world.ports, { ...act, oid: gone });
  const event = { id: '1', at: '2026-01-02T08:00:00.000Z', project: 'heart-study', operation: null, actor: gone };
  const names = await readNames(world.ports, { events: [{ ...event, kind: 'hold.set', data: { name: 'Gesa' } }] });
  expect(nameOf(names, gone)).toBe(`a person who was cleared (object id ${gone})`);
  expect(await world.ports.signIns.list()).toEqual([]);
  expect((await linesOf('person.cleared')).join()).not.toContain('Gesa');
});

test('whoever a definition names is neither corrected nor cleared, and the refusal says which', async () => {
  const asked = { ...act, oid: ada.oid };
  await expect(clearPerson(world.ports, asked)).rejects.toThrow(
    'The definition of heart-study names the person. Take the person out there first. Nothing was changed.',
  );
  await expect(correctPerson(world.ports, asked, ada)).rejects.toThrow('Change the name there');
  await expect(clearPerson(world.ports, { ...act, oid: 'f0000000-0000-4000-8000-000000000003' })).rejects.toThrow(
    'Nobody with the object id',
  );
});

test('the sweep clears whom no definition names and nobody saw for long enough, once a day, and nobody else', async () => {
  await keep(today);
  expect(await called(gone)).toBe('Gesa');
  await keep(muchLater);
  expect(await called(gone)).toContain('was cleared');
  expect(await world.ports.people.get(ada.oid)).toMatchObject({
    name: 'Ada',
    seenOn: muchLater().toISOString().slice(0, 10),
  });
  expect(await world.ports.signIns.list()).toEqual([]);
  const [line = ''] = await linesOf('person.cleared');
  expect(JSON.parse(line)).toMatchObject({
    actor: 'control-plane',
    data: { person: gone, reason: 'no definition names them, and nobody saw them for 30 days' },
  });
  await keep(muchLater);
  expect(await linesOf('person.cleared')).toHaveLength(1);
});
