import { expect, test } from 'vitest';
import { pacedMailer } from '../../../src/azure/notification/paced-mailer.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { type Mailer, MailRefusedForGood, MailRefusedForNow } from '../../../src/ports/mail.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { sendKept } from '../../../src/use-cases/notification/send-kept.ts';
import { notifyAddresses } from '../../../src/use-cases/project/notify-operators.ts';
import { gather } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const letter = { subject: 'A change waits', text: 'Please look', html: '<p>Please look</p>' };
const addresses = ['olivia@example.org', 'otto@example.org', 'oda@example.org'];

/** An act that waits for a second person, of whose operators the mail server takes one an hour. */
async function asked() {
  const world = new MemoryWorld(1);
  const { ports, time, inbox } = world;
  const limits = { perHour: 1 };
  const mailer = pacedMailer(ports.mailer, { store: ports.mailPace, clock: time, limits });
  const own = { ...ports, mailer, publicBaseUrl: 'https://gate.example.org' };
  const counts = await notifyAddresses(own, { id: 'chg_1.waits', letter, addresses });
  const swept = async () => {
    const failures = new Failures();
    await sendKept(own, { failures, share: startTimeSlice(time, 60) });
    failures.throwAny();
  };
  return { time, inbox, counts, swept, kept: () => gather(ports.keptMails.list()) };
}

test('an operator whose mail has to wait is asked once there is room, and once only', async () => {
  const { time, inbox, counts, swept, kept } = await asked();
  expect(counts).toEqual({ told: 1, untold: 2 });
  expect(await kept()).toHaveLength(2);
  await swept();
  expect(inbox.mails).toHaveLength(1);
  for (let hours = 0; hours < 4; hours += 1) {
    await time.pass(3_700_000);
    await swept();
  }
  expect(inbox.mails.map(({ to }) => to).toSorted()).toEqual(addresses.toSorted());
  expect(await kept()).toEqual([]);
});

test('what nobody can answer any more is not sent', async () => {
  const { time, inbox, swept, kept } = await asked();
  await time.pass(7 * DAY);
  await swept();
  expect(inbox.mails).toHaveLength(1);
  expect(await kept()).toEqual([]);
});

test.each([
  ['could not be reached', new Error('connect ECONNREFUSED'), true],
  ['takes nothing for now', new MailRefusedForNow('450 4.5.127'), true],
  ['refuses the address for good', new MailRefusedForGood('550 5.1.1 User unknown'), false],
])('an operator of whom the mail server %s is asked later where that can be', async (_, error, isLater) => {
  const { ports, time, inbox } = new MemoryWorld(1);
  let refuses = true;
  const send: Mailer['send'] = async (mail) => {
    if (refuses) throw error;
    await inbox.send(mail);
  };
  const own = { ...ports, mailer: { send }, publicBaseUrl: 'https://gate.example.org' };
  const [first = ''] = addresses;
  expect(await notifyAddresses(own, { id: 'chg_1.waits', letter, addresses: [first] })).toEqual({ told: 0, untold: 1 });
  expect(await gather(ports.keptMails.list())).toHaveLength(isLater ? 1 : 0);
  refuses = false;
  await sendKept(own, { failures: new Failures(), share: startTimeSlice(time, 60) });
  expect(inbox.mails.map(({ to }) => to)).toEqual(isLater ? [first] : []);
});

test('a mail that is kept and then refused for good is tried no more', async () => {
  const { ports, time } = new MemoryWorld(1);
  const errors = [new Error('connect ECONNREFUSED'), new MailRefusedForGood('550 5.1.1 User unknown')];
  const send: Mailer['send'] = async () => {
    throw errors.shift() ?? new Error('it was tried again');
  };
  const own = { ...ports, mailer: { send }, publicBaseUrl: 'https://gate.example.org' };
  await notifyAddresses(own, { id: 'chg_1.waits', letter, addresses: addresses.slice(0, 1) });
  const failures = new Failures();
  for (const _ of ['once', 'again']) await sendKept(own, { failures, share: startTimeSlice(time, 60) });
  expect(() => failures.throwAny()).not.toThrow();
  expect(await gather(ports.keptMails.list())).toEqual([]);
});
