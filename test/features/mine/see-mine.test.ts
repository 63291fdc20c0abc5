import { afterAll, beforeAll, expect, test } from 'vitest';
import { listed } from '../../../src/domain/people/people.ts';
import { projectSchema } from '../../../src/domain/project/project.ts';
import { seeMine } from '../../../src/features/mine/see-mine.ts';
import { forEver } from '../../activities/flow-settings.ts';
import { answer, drop, untilReview } from '../../activities/reviewed-packages.ts';
import { openEgress, startWorld, type World } from '../../activities/world.ts';
import { anOperation } from '../../contract/samples.ts';
import { definition, person, suspension } from '../../domain/sample.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const rita = person('Rita', 2);

test('the page of somebody in twenty projects reads one page of each register, and no single operation', async () => {
  for (let number = 1; number <= 20; number += 1) {
    const id = `study-${number}`;
    await world.ports.projects.put(projectSchema.parse({ ...definition(), ...forEver, id }), null);
    for (let sent = 0; sent < 5; sent += 1)
      await world.ports.register.open(
        anOperation({ door: 'export', project: id, revision: 0, state: 'inspecting' }),
        [],
      );
  }
  const asked: string[] = [];
  const counted = <T extends object>(name: string, port: T): T =>
    new Proxy(port, {
      get: (target, key, receiver) => {
        asked.push(`${name} ${String(key)}`);
        return Reflect.get(target, key, receiver);
      },
    });
  const { projects, overview, register, decisions, clock } = world.ports;
  const ports = {
    ...world.ports,
    projects: counted('projects', projects),
    overview: counted('overview', overview),
    register: counted('register', register),
    decisions: counted('decisions', decisions),
    clock,
  };
  const mine = await seeMine(ports, listed(rita));
  expect(mine.packages).toHaveLength(100);
  const times = (what: string) => asked.filter((one) => one === what).length;
  expect(times('register listTold')).toBe(mine.projects.length);
  expect(new Set(asked)).toEqual(new Set(['projects list', 'overview open', 'overview seen', 'register listTold']));
  expect([times('projects list'), times('overview open'), times('overview seen')]).toEqual([1, 1, 1]);
});

test('a package that came back says why in the list of its researchers', async () => {
  await world.project({ egress: openEgress });
  const key = await drop(world, 'denied');
  await untilReview(world, key);
  const review = (await seeMine(world.ports, listed(person('Ben', 12)))).reviews.find(({ id }) => id === key.id);
  expect(review).toMatchObject({ project: 'heart-study', size: 'up to 10 files, up to 1 MB' });
  expect(review).not.toHaveProperty('room');
  const withRoom = { ...world.ports, readingRoomUrl: 'https://room.example.org' };
  const { reviews } = await seeMine(withRoom, listed(person('Ben', 12)));
  expect(reviews.find(({ id }) => id === key.id)?.room).toBe(`https://room.example.org/api/read/${key.id}?round=1`);
  await answer(world, key, 'ada', 'deny', 'small counts');
  await world.run('export', key);
  const { packages } = await seeMine(world.ports, listed(rita), { project: 'heart-study' });
  expect(packages.find(({ id }) => id === key.id)).toMatchObject({
    state: 'returned',
    because: 'The approvers denied it.',
    reasons: ['small counts'],
  });
});

test('whoever is no longer eligible in a project sees nothing of it from the day after on', async () => {
  const { people } = projectSchema.parse(definition());
  const until = (eligibleUntil: string) => ({ ...people, researchers: [{ ...rita, eligibleUntil }] });
  await world.project({ egress: openEgress, people: until('2020-12-31') });
  expect(await seeMine(world.ports, listed(rita), { project: 'heart-study' })).toMatchObject({
    projects: [],
    packages: [],
  });
  await world.project({ egress: openEgress, people: until('2099-12-31') });
  expect((await seeMine(world.ports, listed(rita), { project: 'heart-study' })).projects).toHaveLength(1);
  await world.project({ egress: openEgress });
});

test('whoever is suspended in a project sees nothing of it', async () => {
  await world.project({ egress: openEgress, suspended: [suspension(rita)] });
  const mine = await seeMine(world.ports, listed(rita), { project: 'heart-study' });
  expect(mine).toMatchObject({ projects: [], packages: [], datasets: [], reviews: [] });
  await world.project({ egress: openEgress });
});
