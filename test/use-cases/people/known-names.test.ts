import { expect, test } from 'vitest';
import { nameOf } from '../../../src/domain/history/known-names.ts';
import { readNames } from '../../../src/use-cases/people/known-names.ts';
import { person, sampleProject } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const since = '2026-03-01T10:00:00.000Z';
const hold = {
  id: 'h-1',
  project: 'heart-study',
  since,
  by: 'o-otto',
  name: 'Otto',
  reason: 'a leak',
  takeBack: false,
};
const away = { id: 'a-1', oid: 'o-amy', email: 'amy@example.org', name: 'Amy', from: '2026-03-01', to: '2026-03-02' };

test('people are named by definitions, holds and absences, and by what the caller knows', async () => {
  const world = new MemoryWorld(1);
  await world.project();
  await world.ports.holds.put(hold, null);
  await world.ports.absences.put({ ...away, by: 'o-amy', reason: 'ill', at: since });
  const names = await readNames(world.ports, { viewer: { oid: 'o-vera', name: 'Vera', emails: [] } });
  const oids = [person('Ada', 11).oid, 'o-otto', 'o-amy', 'o-vera', 'o-nobody'];
  expect(oids.map((oid) => nameOf(names, oid))).toEqual(['Ada', 'Otto', 'Amy', 'Vera', 'somebody (o-nobody)']);
});

test('what the caller hands over is not read again', async () => {
  const { changes, absences, holds, people } = new MemoryWorld(1).ports;
  const projects = {
    list: () => {
      throw new Error('The definitions were read');
    },
  };
  const names = await readNames({ projects, changes, absences, holds, people }, { definitions: [sampleProject()] });
  expect(nameOf(names, person('Ada', 11).oid)).toBe('Ada');
});
