import { afterEach, expect, test } from 'vitest';
import { projectSchema } from '../../src/domain/project/project.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { endAbsences, noteAbsence } from '../../src/use-cases/people/absences.ts';
import { definition, person } from '../domain/sample.ts';
import { LivingWorld } from '../memory/living-world.ts';
import { forEver } from './flow-settings.ts';

let living: LivingWorld;
afterEach(() => living.stop());

const [ada, ben, rob] = [person('Ada', 11), person('Ben', 12), person('Rob', 14)];
const [otto, eva] = [person('Otto', 50), person('Eva', 60)];
const reason = 'is ill';

/** A package in review since Monday 2026-03-02, 10:00 UTC, for four business days. */
async function inReview(quorum = 2) {
  living = new LivingWorld('2026-03-02T10:00:00Z');
  const people = { ...definition().people, approvers: [ada, ben, { ...rob, reserve: true }], operators: [otto] };
  const approval = { quorum, independent: 0, deadlineBusinessDays: 4, escalateTo: [eva] };
  const project = projectSchema.parse({
    ...definition(),
    ...forEver,
    people,
    egress: { quietSeconds: 1, purposeRequired: false, approval },
  });
  await living.world.ports.projects.put(project, null);
  return await living.package(project.id, 'results');
}

const counts = () => [ada, ben, rob, otto, eva].map(({ email }) => living.mailsTo(email).length);

test('at half of its time the reserve is asked and counts, and whoever is named for it is told', async () => {
  const key = await inReview();
  await living.decide(key, ada, 'approve');
  await living.until('2026-03-04T13:29:00Z');
  expect(counts()).toEqual([1, 1, 0, 0, 0]);
  await living.until('2026-03-04T13:31:00Z');
  expect(counts()).toEqual([1, 1, 1, 0, 1]);
  const [told] = living.mailsTo(eva.email);
  expect(told?.subject).toContain('Not decided yet');
  expect(told?.text).toContain('1 reserve approver more is asked');
  expect(told?.text).not.toMatch(/results|table\.csv|api\/review/);
  expect(await living.decide(key, rob, 'approve')).toBe('recorded');
  await living.until('2026-03-04T15:00:00Z');
  expect((await living.world.operation(key)).state).toBe('released');
  expect(await verifyProofs(living.world.ports)).toMatchObject({ ok: true });
});

test('while somebody is away they are not asked, the reserve is; back at work they are asked, and the review goes on', async () => {
  const key = await inReview();
  const act = { person: ben, by: otto.oid, reason };
  await noteAbsence(living.world.ports, living.workflows, act, { from: '2026-03-03', to: '2026-03-04' });
  await living.until('2026-03-03T06:59:00Z');
  expect(counts()).toEqual([1, 1, 0, 0, 0]);
  await living.until('2026-03-03T07:01:00Z');
  expect(counts()).toEqual([1, 1, 1, 0, 0]);
  const other = await living.package(key.project, 'more');
  expect(living.mailsTo(ben.email).filter(({ text }) => text.includes(other.id))).toEqual([]);
  await living.until('2026-03-05T08:59:00Z');
  expect(living.mailsTo(ben.email).filter(({ text }) => text.includes(other.id))).toEqual([]);
  await living.until('2026-03-05T09:01:00Z');
  expect(living.mailsTo(ben.email).filter(({ text }) => text.includes(other.id))).toHaveLength(1);
  expect(living.mailsTo(otto.email)).toEqual([]);
  expect(await verifyProofs(living.world.ports)).toMatchObject({ ok: true });
});

test('an absence until the deadline that leaves too few is told to operators at once, and once', async () => {
  const key = await inReview();
  const act = { person: ben, by: ben.oid, reason: 'on holiday' };
  await noteAbsence(living.world.ports, living.workflows, act, { from: '2026-03-02', to: '2026-03-20' });
  await living.until('2026-03-02T10:05:00Z');
  const [told, ...more] = living.mailsTo(otto.email);
  expect(more).toEqual([]);
  expect(told?.text).toContain('1 may decide, 0 of them independent; 2 must approve');
  expect(told?.text).toContain('1 approver is away until after the deadline. 1 reserve approver is asked as well.');
  living.sweeps = ['06:00', '12:00', '18:00'];
  await living.until('2026-03-03T12:30:00Z');
  expect(living.mailsTo(otto.email)).toHaveLength(1);
  // Whoever is away may decide all the same, and an absence that ends early makes the review reachable again.
  await endAbsences(living.world.ports, living.workflows, act);
  for (const who of [ada, ben]) expect(await living.decide(key, who, 'approve')).toBe('recorded');
  await living.until('2026-03-03T15:00:00Z');
  expect((await living.world.operation(key)).state).toBe('released');
  expect(living.mailsTo(otto.email)).toHaveLength(1);
  expect(await verifyProofs(living.world.ports)).toMatchObject({ ok: true });
});
