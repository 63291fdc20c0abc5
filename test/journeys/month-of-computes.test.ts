import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { readClosing } from '../../src/use-cases/project/read-closing.ts';
import { forEver } from '../activities/flow-settings.ts';
import { definition, person } from '../domain/sample.ts';
import { LivingComputes } from '../memory/living-computes.ts';
import { LivingWorld } from '../memory/living-world.ts';

const id = 'heart-study';
const [ada, ben, otto] = [person('Ada', 11), person('Ben', 12), person('Otto', 50)];
const office = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 18 * * 1-5' } as const;
const compute = computeDefinition.parse({
  budgetHours: 60,
  keepComputeDays: 10,
  virtualMachines: [
    { name: 'analysis', size: 'Standard_D4s_v5', image: 'dsvm', power: office, idleMinutes: 60 },
    { name: 'training', size: 'Standard_D4s_v5', image: 'dsvm', power: { mode: 'always-on' } },
  ],
});

let living: LivingWorld;
let computes: LivingComputes;
let results: OperationKey;
beforeAll(async () => {
  // A Monday.
  living = new LivingWorld('2026-06-01T07:00:00Z');
  computes = new LivingComputes(living);
  living.sweeps = ['06:30', '13:30', '19:30'];
  const project = projectSchema.parse({
    ...definition(),
    ...forEver,
    people: { ...definition().people, approvers: [ada, ben], operators: [otto] },
    egress: { quietSeconds: 1, purposeRequired: false, approval: { quorum: 2, independent: 0, deadlineDays: 30 } },
    compute,
  });
  await living.world.ports.projects.put(project, null);
});
afterAll(() => living.stop());

let seen = 0;
/** What the operator Otto and the researcher Rita were sent since the last time, each with its day, but for packages and changed rules. */
function news(): string[] {
  const names = new Map([
    [otto.email, 'Otto'],
    [definition().people.researchers[0]?.email ?? '', 'Rita'],
  ]);
  const mails = living.sent.slice(seen);
  seen = living.sent.length;
  return mails.flatMap(({ at, mail: { to, subject } }) =>
    names.has(to) && !/ackage|The rules of/.test(subject) ? [`${at.slice(5, 10)} ${names.get(to)}: ${subject}`] : [],
  );
}

const both = (power: string) => ({ analysis: power, training: power });

test('a machine that does nothing is switched off, and its researchers are told', async () => {
  await computes.until('2026-06-01T08:30:00Z', 5);
  expect(await computes.powers()).toEqual(both('running'));
  await computes.until('2026-06-01T17:00:00Z', 5);
  expect(await computes.powers()).toEqual({ analysis: 'deallocated', training: 'running' });
  expect(news()).toEqual(['06-01 Rita: [heart-study] The machine analysis was switched off because it was idle']);
});

test('the hours of a budget are told when they are nearly used, and used up they switch everything off', async () => {
  computes.knobs.loads = [{ machine: 'analysis', since: '2026-06-01T00:00:00Z', cpuPercent: 80, bytesAMinute: 9e6 }];
  await computes.until('2026-06-03T15:00:00Z', 5);
  expect(await computes.powers()).toEqual(both('deallocated'));
  expect(news()).toEqual([
    '06-03 Otto: [heart-study] 80 % of the compute hours of this month are used',
    '06-03 Rita: [heart-study] 80 % of the compute hours of this month are used',
    '06-03 Otto: [heart-study] The compute hours of this month are used up',
    '06-03 Rita: [heart-study] The compute hours of this month are used up',
  ]);
});

test('a larger budget lets them run again', async () => {
  await living.change(id, (project) => ({ ...project, compute: { ...project.compute, budgetHours: 400 } }));
  await computes.until('2026-06-04T09:00:00Z', 60);
  expect(await computes.powers()).toEqual(both('running'));
});

test('a hibernated project has everything off and nothing deleted, and its reviews go on', async () => {
  results = await living.package(id, 'results');
  await living.change(id, (project) => ({ ...project, hibernated: true }));
  await computes.until('2026-06-05T12:00:00Z', 60);
  expect(await computes.powers()).toEqual(both('deallocated'));
  for (const who of [ada, ben]) await living.decide(results, who, 'approve');
  await computes.until('2026-06-08T09:00:00Z', 60);
  expect((await living.world.operation(results)).state).toBe('released');
  expect(await computes.powers()).toEqual(both('deallocated'));
  await living.change(id, (project) => ({ ...project, hibernated: false }));
  await computes.until('2026-06-08T10:00:00Z', 10);
  expect(await computes.powers()).toEqual(both('running'));
  news();
});

test('after its last day they are off at once, and are deleted after the days they are kept, a week after people were told', async () => {
  await living.change(id, (project) => ({ ...project, ends: '2026-06-12' }));
  await computes.until('2026-06-12T12:00:00Z', 60);
  expect(await computes.powers()).toEqual(both('running'));
  await computes.until('2026-06-13T12:00:00Z', 60);
  expect(await computes.powers()).toEqual(both('deallocated'));
  await computes.until('2026-06-22T20:00:00Z', 60);
  expect(await computes.powers()).toEqual(both('deallocated'));
  await computes.until('2026-06-24T12:00:00Z', 60);
  expect(await computes.powers()).toEqual({});
  expect(news()).toEqual([
    '06-09 Otto: [heart-study] Last day 2026-06-12: The project',
    '06-09 Rita: [heart-study] Last day 2026-06-12: The project',
    '06-13 Otto: [heart-study] Over since 2026-06-12: The project',
    '06-13 Rita: [heart-study] Over since 2026-06-12: The project',
    '06-16 Otto: [heart-study] 2 computes will be deleted from 2026-06-23 on',
    '06-16 Rita: [heart-study] 2 computes will be deleted from 2026-06-23 on',
  ]);
});

test('closed, it ends with a certificate of what is gone, what is left and why, and all its proofs hold', async () => {
  await living.change(id, (project) => ({ ...project, closed: { releases: 'keep' } }));
  await computes.until('2026-07-01T09:00:00Z', 60);
  expect(news()).toEqual(['06-24 Otto: [heart-study] The project is closed']);
  const { ports } = living.world;
  const closing = await readClosing(ports, await ports.projects.find(id));
  expect(closing?.certificate?.destruction).toMatchObject({
    outcome: 'rest-stays',
    computes: { left: [] },
    places: expect.arrayContaining([
      { place: 'review', files: 0 },
      { place: 'released', files: 1, why: 'What was released stays outside, as was chosen.' },
    ]),
  });
  expect(closing?.certificate?.operations).toMatchObject([
    { operation: results.id, files: 1, destroyed: [{ place: 'exports' }, { place: 'review' }] },
  ]);
  expect(await verifyProofs(ports)).toMatchObject({ ok: true });
  expect(computes.warnings).toEqual([]);
});
