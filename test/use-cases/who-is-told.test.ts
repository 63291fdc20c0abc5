import { expect, test } from 'vitest';
import { projectSchema } from '../../src/domain/project/project.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { openEgress, quickIngress, sweepSettings } from '../activities/flow-settings.ts';
import { definition, person, suspension } from '../domain/sample.ts';
import { bringIn } from '../memory/bring-in.ts';
import { letOut } from '../memory/let-out.ts';
import { MemoryWorld } from '../memory/world.ts';

const [olga, rita, otto] = [person('Olga', 1), person('Rita', 2), person('Otto', 50)];
const idle = { start: async () => {}, wake: async () => {} };
const people = { ...projectSchema.parse(definition()).people, operators: [otto, person('Olivia', 51)] };

test('whoever is no longer eligible is told nothing of a release either', async () => {
  const world = new MemoryWorld(4);
  const researchers = people.researchers.map((one) =>
    one.name === 'Rita' ? { ...one, eligibleUntil: '2026-02-28' } : { ...one, eligibleUntil: '2026-03-01' },
  );
  await world.project({ people: { ...people, researchers } });
  expect(await letOut(world)).toBe('released');
  const told = world.inbox.mails.filter(({ subject }) => subject.includes('was released')).map(({ to }) => to);
  expect(told).toEqual(['ron@example.org']);
});

test('whoever is suspended is told nothing of datasets, packages or names that wait; the others are', async () => {
  const world = new MemoryWorld(3);
  await world.project({
    people,
    suspended: [olga, rita, otto].map(suspension),
    ingress: projectSchema.parse({ ...definition(), ingress: { ...quickIngress, maxOpen: 1 } }).ingress,
    egress: projectSchema.parse({ ...definition(), egress: openEgress }).egress,
  });
  await bringIn(world);
  expect(await letOut(world)).toBe('released');
  for (const name of ['one', 'two']) await world.put('ingress', `heart-study/${name}/a.csv`, 'a');
  await world.open('ingress', 'heart-study/one/a.csv');
  await sweep(world.ports, idle, sweepSettings);
  const told = new Set(world.inbox.mails.map(({ to }) => to));
  expect(told).toEqual(new Set(['ron', 'olivia', 'ada', 'ben', 'cem'].map((name) => `${name}@example.org`)));
});
