import { expect, test } from 'vitest';
import { endAbsences, noteAbsence } from '../../../src/use-cases/people/absences.ts';
import { person } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const idle = { start: async () => {}, wake: async () => {} };
const days = { from: '2026-03-02', to: '2026-03-03' };

test('ten thousand absences that one person notes are twenty, until they are back', { timeout: 60_000 }, async () => {
  const world = new MemoryWorld(1);
  await world.project();
  const { oid, email } = person('Ada', 11);
  const act = { person: { oid, email }, by: oid, reason: 'ill' };
  const note = () => noteAbsence(world.ports, idle, act, days);
  let refused = 0;
  for (let at = 0; at < 10_000; at += 1)
    await note().catch((error: Error) => {
      if (error.message.includes('20 absences of this person')) refused += 1;
    });
  expect(refused).toBe(10_000 - 20);
  expect(await world.ports.absences.list()).toHaveLength(20);
  await endAbsences(world.ports, idle, act);
  await note();
  expect(await world.ports.absences.list()).toHaveLength(1);
});
