import { expect, test } from 'vitest';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import type { Absence } from '../../../src/domain/review/absence.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { notifyAbsences } from '../../../src/use-cases/notification/notify-absences.ts';
import { noHook } from '../../memory/hook.ts';
import { MemoryWorld } from '../../memory/world.ts';

const settings = { publicBaseUrl: 'https://gate.example.org' };
const noted: Absence = {
  id: 'a1',
  oid: 'ada',
  email: 'ada@example.org',
  name: 'Ada',
  from: '2026-03-09',
  to: '2026-03-13',
  by: 'olivia',
  reason: 'She is ill',
  at: '2026-03-06T08:00:00.000Z',
};

async function tell(absences: readonly Absence[], beginning = '2026-03-06T08:31:00.000Z', times = 1) {
  const world = new MemoryWorld(1, noHook, { beginning });
  const [failures, share] = [new Failures(), startTimeSlice(world.time, 60)];
  for (let time = 0; time < times; time += 1)
    await notifyAbsences(world.ports, settings, absences, { failures, share });
  failures.throwAny();
  return world.inbox.mails;
}

test('whoever is said to be away by an operator is told once, and where to say that they are back', async () => {
  const mails = await tell([noted], undefined, 3);
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['ada@example.org', 'Noted that you are away from 2026-03-09 to 2026-03-13'],
  ]);
  expect(mails[0]?.text).toContain('She is ill');
  expect(mails[0]?.text).toContain('https://gate.example.org/api/mine');
});

test('nobody is told what they said themselves, what is over, or what was noted long ago', async () => {
  expect(await tell([{ ...noted, by: noted.oid }])).toEqual([]);
  expect(await tell([noted], '2026-03-15T08:00:00.000Z')).toEqual([]);
  expect(await tell([{ ...noted, to: '2026-04-30' }], '2026-03-14T08:00:00.000Z')).toEqual([]);
});

test('a mail that the server does not take is tried again, and one such keeps no other waiting', async () => {
  const world = new MemoryWorld(1, noHook, { beginning: '2026-03-06T08:31:00.000Z' });
  const other = { ...noted, id: 'a2', oid: 'ben', email: 'ben@example.org' };
  const mailer: typeof world.ports.mailer = {
    send: async (mail) => {
      if (mail.to === noted.email) throw new Error('The mail server is away');
      await world.ports.mailer.send(mail);
    },
  };
  const [failures, share] = [new Failures(), startTimeSlice(world.time, 60)];
  await notifyAbsences({ ...world.ports, mailer }, settings, [noted, other], { failures, share });
  expect(() => failures.throwAny()).toThrow();
  await notifyAbsences(world.ports, settings, [noted, other], { failures: new Failures(), share });
  expect(world.inbox.mails.map(({ to }) => to)).toEqual(['ben@example.org', 'ada@example.org']);
});
