import { expect, test } from 'vitest';
import { systemChain } from '../../../../src/domain/audit/audit-event.ts';
import { parseChainLine } from '../../../../src/domain/audit/chain-line.ts';
import { startTimeSlice } from '../../../../src/domain/base/time-slice.ts';
import { verifyDay } from '../../../../src/features/verification/since/verify-day.ts';
import { collect } from '../../../contract/samples.ts';
import { SignedHours } from '../../witness/signed-hours.ts';

/** A deployment that was signed for so many hours, each of which brought a line. */
async function after(count: number): Promise<SignedHours> {
  const hours = new SignedHours();
  for (let hour = 0; hour < count; hour += 1) await hours.pass({ 'heart-study': [`line ${hour}`] });
  return hours;
}

async function verify(hours: SignedHours, seconds = 60) {
  const { world } = hours;
  const ports = { ...world.ports, clock: hours.ports.clock };
  await verifyDay(ports, startTimeSlice(ports.clock, seconds));
  const lines = await collect(world.ports.audit.lines(systemChain));
  return lines.map((line) => parseChainLine(line).event).filter(({ kind }) => kind === 'records.verified');
}

test('what is new is verified once a day, as soon as the log is a day old, and the audit tells of it', async () => {
  expect(await verify(await after(3))).toEqual([]);
  const hours = await after(60);
  const [line] = await verify(hours);
  // What was signed in the last two days is verified again each day: there is no mark that could be moved.
  const since = Date.parse(String(line?.data['since']));
  expect(hours.ports.clock.now().getTime() - since).toBeGreaterThanOrEqual(48 * 3_600_000);
  expect(hours.ports.clock.now().getTime() - since).toBeLessThan(50 * 3_600_000);
  expect(await verify(hours)).toHaveLength(1);
  for (let hour = 0; hour < 24; hour += 1) await hours.pass();
  expect(await verify(hours)).toHaveLength(2);
});

test('what is over its time goes on with the next sweep, and another process does not begin it again', async () => {
  const hours = await after(60);
  let sweeps = 0;
  for (; (await verify(hours, 0)).length === 0; sweeps += 1) expect(sweeps).toBeLessThan(20);
  expect(sweeps).toBeGreaterThan(0);
  const { world } = hours;
  const audit = { ...world.ports.audit };
  const ports = { ...world.ports, audit, clock: hours.ports.clock, register: { ...world.ports.register } };
  await verifyDay(ports, startTimeSlice(ports.clock, 60));
  expect(await verify(hours)).toHaveLength(1);
});

test('what is wrong stands in the line', async () => {
  const hours = await after(60);
  const audit = hours.world.storage.places().get('control/audit');
  for (const name of audit?.names().filter((one) => one.startsWith('heart-study/')) ?? []) {
    const blob = audit?.peek(name);
    if (blob === undefined) continue;
    const text = blob.content.toString().replace('"text":"line 55"', '"text":"line 99"');
    audit?.tamper(name, { ...blob, content: Buffer.from(text) });
  }
  const [line] = await verify(hours);
  expect(Number(line?.data['wrong'])).toBeGreaterThan(0);
});
