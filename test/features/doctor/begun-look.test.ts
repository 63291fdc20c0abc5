import { expect, it } from 'vitest';
import { BegunLook } from '../../../src/features/doctor/begun-look.ts';
import { checks } from '../../../src/features/doctor/domain/checks.ts';
import { MemoryWorld } from '../../memory/world.ts';
import { portsOf, quiet } from './doctor-ports.ts';

it('a look gives what has come while a service hangs, and the rest to whoever comes again', async () => {
  const world = new MemoryWorld(1);
  await world.project();
  let answer = () => {};
  const ports = portsOf(world);
  const hanging = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const probes = { ...ports.doctor.probes, signInToMailServer: () => hanging };
  const look = new BegunLook({ ...ports, doctor: { ...ports.doctor, probes } }, quiet);
  let part = await look.shown(1);
  // On a busy machine the others take a while.
  while (part.unanswered.length > 1) part = await look.shown(1);
  expect(part.unanswered.map(({ id }) => id)).toEqual(['mail-server']);
  expect(part.report.checks).toHaveLength(checks.length - 1);
  expect(part.begun).toBe(world.time.now().toISOString());
  answer();
  const whole = await look.shown();
  expect(whole.unanswered).toEqual([]);
  expect(whole.report.checks.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
});
