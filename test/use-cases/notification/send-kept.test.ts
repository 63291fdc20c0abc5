import { expect, test } from 'vitest';
import { pacedMailer } from '../../../src/azure/notification/paced-mailer.ts';
import { startShare } from '../../../src/domain/base/share.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { sendKept } from '../../../src/use-cases/notification/send-kept.ts';
import { tellAddresses } from '../../../src/use-cases/project/tell-operators.ts';
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
  const counts = await tellAddresses(own, { id: 'chg_1.waits', letter, addresses });
  const swept = async () => {
    const failures = new Failures();
    await sendKept(own, { failures, share: startShare(time, 60) });
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
