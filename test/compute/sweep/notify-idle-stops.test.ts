import { expect, test } from 'vitest';
import type { ComputeSnapshot } from '../../../src/compute/domain/snapshot.ts';
import { notifyIdleStops } from '../../../src/compute/sweep/notify-idle-stops.ts';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { collect } from '../../contract/samples.ts';
import { definition, person, suspension } from '../../domain/sample.ts';
import { noHook } from '../../memory/hook.ts';
import { MemoryWorld } from '../../memory/world.ts';

const settings = { publicBaseUrl: 'https://gate.example.org' };
const office = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 19 * * 1-5' };
const machine = { name: 'dsvm-1', size: 'Standard_D4s_v5', image: 'dsvm', power: office, idleMinutes: 90 };
const byHand = { ...machine, name: 'DSVM-2', power: { mode: 'manual' } };
const compute = computeDefinition.parse({ virtualMachines: [machine, byHand] });

async function start(change: Parameters<MemoryWorld['project']>[0] = {}) {
  const world = new MemoryWorld(1, noHook, { beginning: '2026-11-20T10:00:00.000Z' });
  const people = { ...definition().people, operators: [person('Otto', 50)] };
  await world.project({ people, compute, ...change });
  const sweep = async (ports: Partial<Ports> = {}) => {
    const failures = new Failures();
    await notifyIdleStops({ ...world.ports, ...ports }, settings, {
      failures,
      share: startTimeSlice(world.ports.clock, 20),
    });
    failures.throwAny();
  };
  const seen = async (stops: Readonly<Record<string, string>>) => {
    const idle = Object.entries(stops).map(([name, stoppedAt]) => ({
      compute: `machine ${name}`,
      reason: '',
      stoppedAt,
    }));
    const nothing = { computes: [], steps: [], waiting: [], alerts: [], notes: [], open: [] };
    const snapshot: ComputeSnapshot = { at: '2026-11-20T10:00:00.000Z', ...nothing, idle };
    await world.ports.looks.write('heart-study', snapshot);
  };
  const mails = () => world.inbox.mails.map(({ to, subject }) => `${to}: ${subject}`);
  const audited = async () =>
    (await collect(world.ports.audit.lines('heart-study')))
      .map((line) => parseChainLine(line).event)
      .filter(({ kind }) => kind === 'compute.idle-told')
      .map(({ data }) => data);
  return { world, sweep, seen, mails, audited };
}

test('researchers are told once of a machine that was switched off, and how it comes on again', async () => {
  const { world, sweep, seen, mails, audited } = await start();
  await seen({ 'dsvm-1': '2026-11-20T09:55:00.000Z' });
  for (let again = 0; again < 3; again += 1) await sweep();
  const subject = '[heart-study] The machine dsvm-1 was switched off because it was idle';
  expect(mails()).toEqual([`rita@example.org: ${subject}`, `ron@example.org: ${subject}`]);
  expect(world.inbox.mails[0]?.text).toContain('dsvm-1 did nothing for 90 minutes');
  expect(world.inbox.mails[0]?.text).toContain('dsvm-1 starts again by its schedule');
  expect(await audited()).toEqual([{ machines: 'dsvm-1', people: 2 }]);
});

test('a machine that is switched off later is told for itself, and two together in one mail', async () => {
  const { world, sweep, seen, mails, audited } = await start();
  await seen({ 'dsvm-1': '2026-11-20T09:50:00.000Z' });
  await sweep();
  await seen({ 'dsvm-1': '2026-11-20T09:50:00.000Z', 'dsvm-2': '2026-11-20T09:55:00.000Z' });
  await sweep();
  expect(mails()[2]).toContain('The machine DSVM-2 was');
  expect(world.inbox.mails[2]?.text).toContain('DSVM-2 stays off until somebody starts it');
  await seen({ 'dsvm-1': '2026-11-20T10:50:00.000Z', 'dsvm-2': '2026-11-20T10:50:00.000Z' });
  await sweep();
  expect(mails()[4]).toContain('2 machines were switched off because they were idle');
  expect(await audited()).toHaveLength(3);
});

test('who was not reached is tried again, and others are not told twice', async () => {
  const { world, sweep, seen, mails, audited } = await start();
  await seen({ 'dsvm-1': '2026-11-20T09:55:00.000Z' });
  const broken: Ports['mailer'] = {
    send: async (mail) => {
      if (mail.to.startsWith('rita')) throw new Error('the mailbox is full');
      await world.ports.mailer.send(mail);
    },
  };
  await sweep({ mailer: broken });
  expect(await audited()).toEqual([]);
  await sweep();
  expect(mails().map((mail) => mail.split('@')[0])).toEqual(['ron', 'rita']);
  expect(await audited()).toHaveLength(1);
});

test('nobody who is suspended is told', async () => {
  const [rita] = definition().people.researchers;
  const { sweep, seen, mails } = await start({ suspended: rita === undefined ? [] : [suspension(rita)] });
  await seen({ 'dsvm-1': '2026-11-20T09:55:00.000Z' });
  await sweep();
  expect(mails().map((mail) => mail.split('@')[0])).toEqual(['ron']);
});

test('nobody is told of machines that the definition does not name, and without a limit nothing is looked up', async () => {
  const { sweep, seen, mails } = await start();
  await seen({ other: '2026-11-20T09:55:00.000Z' });
  await sweep();
  expect(mails()).toEqual([]);
  const none = await start({ compute: computeDefinition.parse({}) });
  const looks = { ...none.world.ports.looks, ofAll: () => Promise.reject(new Error('looked up')) };
  await none.sweep({ looks });
});
