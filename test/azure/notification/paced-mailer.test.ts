import { expect, test } from 'vitest';
import { smtpMailer } from '../../../src/azure/notification/mailer.ts';
import { pacedMailer } from '../../../src/azure/notification/paced-mailer.ts';
import type { MailAbout } from '../../../src/domain/notification/mail-rank.ts';
import { type Mail, type Mailer, MailRefusedForGood, MailRefusedForNow, MailWaits } from '../../../src/ports/mail.ts';
import { mailFaults, OddMailServer } from '../../faults/odd-mail-server.ts';
import { MemoryInbox } from '../../memory/inbox.ts';
import { MemoryWorld } from '../../memory/world.ts';

const mail = (messageId: string, about: MailAbout = 'decide'): Mail => {
  return { messageId, about, to: 'ada@example.org', subject: 's', text: 't', html: '<p>t</p>' };
};

/** Several instances of the app on one count. */
function instances(count: number, inner: Pick<Mailer, 'send'>) {
  const { time, ports } = new MemoryWorld(1);
  const limits = { perMinute: 5, perHour: 10 };
  const one = () => pacedMailer(inner, { store: ports.mailPace, clock: time, limits });
  return { time, mailers: Array.from({ length: count }, one) };
}

test('instances that send at the same time keep to one budget together, and what waits is known by its queue', async () => {
  const inbox = new MemoryInbox();
  const { mailers, time } = instances(3, inbox);
  const sending = mailers.flatMap((mailer, at) =>
    Array.from({ length: 4 }, (_, of) => mailer.send(mail(`${at}-${of}`))),
  );
  const done = await Promise.allSettled(sending);
  const waits = done.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
  expect(inbox.mails.length).toBeLessThanOrEqual(5);
  expect(waits.every((reason) => reason instanceof MailWaits || /counted anew/.test(String(reason)))).toBe(true);
  const [first] = mailers;
  const queue = await first?.waits?.queue();
  expect(queue?.decisions).toBe(waits.filter((reason) => reason instanceof MailWaits).length);
  await time.pass(66_000);
  const before = inbox.mails.length;
  for (let at = 0; at < 9; at += 1) await first?.send(mail(`later-${at}`)).catch(() => undefined);
  expect(inbox.mails).toHaveLength(Math.min(before + 5, 10));
});

test('asking for a mail that is still to be written takes no place, and one that has to wait is known', async () => {
  const inbox = new MemoryInbox();
  const { mailers } = instances(1, inbox);
  const [mailer] = mailers;
  for (let at = 0; at < 20; at += 1) expect(await mailer?.waits?.until(mail('asked'))).toBeUndefined();
  for (let at = 0; at < 5; at += 1) await mailer?.send(mail(`m-${at}`));
  expect(await mailer?.waits?.until(mail('asked'))).toBeInstanceOf(Date);
  expect(await mailer?.waits?.queue()).toMatchObject({ decisions: 1, news: 0 });
});

test('a server that takes nothing for now is left alone for a while, and its refusal counts as a try', async () => {
  let refuses = true;
  let tries = 0;
  const { mailers, time } = instances(1, {
    send: async () => {
      tries += 1;
      if (refuses) throw new MailRefusedForNow('450 4.5.127 Message rejected. Excessive message rate from sender.');
    },
  });
  const [mailer] = mailers;
  await expect(mailer?.send(mail('a'))).rejects.toThrow('4.5.127');
  await expect(mailer?.send(mail('a'))).rejects.toThrow(MailWaits);
  expect(await mailer?.waits?.queue()).toMatchObject({ pausedUntil: expect.any(String) });
  expect(tries).toBe(1);
  await time.pass(60_000);
  refuses = false;
  await mailer?.send(mail('a'));
  expect(await mailer?.waits?.queue()).toEqual({ limits: { perMinute: 5, perHour: 10 }, decisions: 0, news: 0 });
  for (let at = 0; at < 5; at += 1) await mailer?.send(mail(`b-${at}`)).catch(() => undefined);
  expect(tries).toBe(5);
});

/** What each answer means: a pause for all, that this mail is refused for good, or neither. One that never greets ends by time. */
const refusals = {
  ...mailFaults,
  'it knows no such recipient (550)': { at: 'RCPT', answer: '550 5.1.1 User unknown' },
  'it refuses the message (554)': { at: 'message', answer: '554 5.7.1 Message rejected' },
} as const;
type Refusal = Exclude<keyof typeof refusals, 'it never greets' | 'it drops the connection after it took the message'>;
const meanings: Readonly<Record<Refusal, 'pause' | 'for good' | 'neither'>> = {
  'it is closing (421)': 'pause',
  'its greeting is broken': 'neither',
  'it drops the connection before it greets': 'neither',
  'it asks to come later for the recipient (451)': 'neither',
  'it is closing before the message (421)': 'pause',
  'it drops the connection before the message': 'neither',
  'it cannot take the message now (451)': 'pause',
  'it knows no such recipient (550)': 'for good',
  'it refuses the message (554)': 'for good',
};

test.each(Object.entries(meanings))('where %s, that is %s', async (name, meaning) => {
  const fault = Object.entries(refusals).find(([one]) => one === name)?.[1];
  const server = new OddMailServer(fault);
  const port = await server.start();
  const mailer = smtpMailer({ host: '127.0.0.1', port, security: 'none', from: 'gate@example.org' }, async () => '');
  const error = await mailer.send(mail('m@example.org')).catch((reason: unknown) => reason);
  server.stop();
  expect(error).toBeInstanceOf(Error);
  expect(error instanceof MailRefusedForNow).toBe(meaning === 'pause');
  expect(error instanceof MailRefusedForGood).toBe(meaning === 'for good');
});

test('an address that is refused takes hardly anything of the budget from the others', async () => {
  let tries = 0;
  const { mailers, time } = instances(1, {
    send: async ({ messageId }) => {
      if (messageId !== 'gone') return;
      tries += 1;
      throw new Error('550 5.1.1 User unknown');
    },
  });
  const [mailer] = mailers;
  for (let minutes = 0; minutes < 60; minutes += 1) {
    await expect(mailer?.send(mail('gone'))).rejects.toThrow(/550|waits/);
    await time.pass(60_000);
  }
  expect(tries).toBe(4);
  for (let at = 0; at < 5; at += 1) await mailer?.send(mail(`m-${at}`));
});
