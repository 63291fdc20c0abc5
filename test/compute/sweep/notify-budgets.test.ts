import { expect, test } from 'vitest';
import { notifyBudgets } from '../../../src/compute/sweep/notify-budgets.ts';
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
const [rita, ron] = definition().people.researchers;
const budgetOf = (budgetHours: number) => computeDefinition.parse({ budgetHours });

async function start(change: Parameters<MemoryWorld['project']>[0] = {}) {
  const world = new MemoryWorld(1, noHook, { beginning: '2026-11-20T10:00:00.000Z' });
  const people = { ...definition().people, operators: [person('Otto', 50)] };
  await world.project({ people, compute: budgetOf(400), ...change });
  const sweep = async (ports: Partial<Ports> = {}) => {
    const failures = new Failures();
    await notifyBudgets({ ...world.ports, ...ports }, settings, {
      failures,
      share: startTimeSlice(world.ports.clock, 20),
    });
    failures.throwAny();
  };
  const ran = async (month: string, hours: number) => {
    const etag = (await world.ports.hours.kept()).rows.get('heart-study')?.etag;
    const months = [{ month, machines: hours * 3_600_000, instances: 0, missed: 0 }];
    await world.ports.hours.write('heart-study', { months }, etag);
  };
  const mails = () => world.inbox.mails.map(({ to, subject }) => `${to}: ${subject}`).splice(0);
  const audited = async () =>
    (await collect(world.ports.audit.lines('heart-study')))
      .map((line) => parseChainLine(line).event)
      .filter(({ kind }) => kind === 'compute.budget-told')
      .map(({ data }) => data);
  return { world, sweep, ran, mails, audited };
}

test('researchers and operators are told once that 80 % are used, and once that all are', async () => {
  const { world, sweep, ran, mails, audited } = await start();
  await ran('2026-11', 319);
  await sweep();
  expect(mails()).toEqual([]);
  await ran('2026-11', 330);
  for (let again = 0; again < 3; again += 1) await sweep();
  const nearly = '[heart-study] 80 % of the compute hours of this month are used';
  expect(mails()).toEqual(['otto', 'rita', 'ron'].map((name) => `${name}@example.org: ${nearly}`));
  await ran('2026-11', 400);
  for (let again = 0; again < 3; again += 1) await sweep();
  expect(mails().slice(3)).toEqual(
    ['otto', 'rita', 'ron'].map(
      (name) => `${name}@example.org: [heart-study] The compute hours of this month are used up`,
    ),
  );
  expect(world.inbox.mails[3]?.text).toContain('https://gate.example.org/api/ops/desk/compute/heart-study');
  expect(world.inbox.mails[4]?.text).toContain('starts again on 2026-12-01');
  expect(world.inbox.mails[4]?.text).not.toContain('/api/ops');
  expect((await audited()).map(({ level, people }) => [level, people])).toEqual([
    ['nearly-used', 3],
    ['used-up', 3],
  ]);
});

test('the next month is told for itself, and so is another budget in the same month', async () => {
  const { world, sweep, ran, mails } = await start();
  await ran('2026-11', 400);
  await sweep();
  const stored = await world.ports.projects.get('heart-study');
  if (stored === undefined) throw new Error('the project is there');
  await world.ports.projects.put({ ...stored.value, compute: budgetOf(450) }, stored.etag);
  await sweep();
  expect(mails().slice(3)).toEqual(expect.arrayContaining([expect.stringContaining('80 %')]));
  await world.time.pass(15 * 86_400_000);
  await sweep();
  expect(mails()).toHaveLength(6);
  await ran('2026-12', 450);
  await sweep();
  expect(mails()).toHaveLength(9);
});

test('whom the mail server does not take is tried again, alone, and the audit waits for that', async () => {
  const { world, sweep, ran, mails, audited } = await start();
  await ran('2026-11', 400);
  const picky: Ports['mailer'] = {
    send: async (mail) => {
      if (mail.to.startsWith('rita')) throw new Error('no such mailbox');
      await world.ports.mailer.send(mail);
    },
  };
  await sweep({ mailer: picky });
  expect([mails().length, await audited()]).toEqual([2, []]);
  await sweep();
  await sweep();
  expect(mails()[2]).toContain('rita@');
  expect([mails().length, (await audited()).length]).toEqual([3, 1]);
});

test('nobody is told who is suspended, nor anybody of a project that is off or has no budget', async () => {
  const suspended = await start({ suspended: rita === undefined ? [] : [suspension(rita)] });
  await suspended.ran('2026-11', 400);
  await suspended.sweep();
  expect(suspended.mails().map((mail) => mail.split('@')[0])).toEqual(['otto', ron?.name.toLowerCase()]);
  const refuse = () => Promise.reject(new Error('not to be asked'));
  const hours = { ofAll: refuse, kept: refuse, write: refuse, writeClock: refuse };
  for (const change of [{ hibernated: true }, { ends: '2026-11-01' }, { compute: computeDefinition.parse({}) }]) {
    const { sweep, mails } = await start(change);
    await sweep({ hours });
    expect(mails()).toEqual([]);
  }
});
