import { expect, test } from 'vitest';
import { type Mail, type Mailer, MailRefusedForGood, MailWaits, type Messenger } from '../../../src/ports/mail.ts';
import { mailerByServer, messengerByServer } from '../../../src/use-cases/notification/servers.ts';

type Answer = 'takes' | 'fails' | 'is silent' | 'refuses';

/** A mail server or channel that answers for each server as it is told, in a time that passes only while somebody waits. */
function start() {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  let now = Date.parse('2026-11-24T10:00:00Z');
  const clock = { now: () => new Date(now) };
  const ask = async (server: string) => {
    asked.push(server);
    const answer = answers.get(server) ?? 'takes';
    if (answer === 'is silent') now += 60_000;
    if (answer === 'refuses') throw new MailRefusedForGood('no such person');
    if (answer !== 'takes') throw new Error('it did not answer');
  };
  const mailer: Mailer = { send: ({ to }) => ask(to.split('@')[1] ?? '') };
  const messenger: Messenger = { post: ({ channel }) => ask(channel.urlSecret) };
  const mailTo = (server: string): Mail => {
    return { messageId: server, about: 'in-review', to: `ada@${server}`, subject: '', text: '', html: '' };
  };
  /** Whether it was tried, and taken. */
  const became = (error?: unknown) => (error === undefined ? 'taken' : error instanceof MailWaits ? 'waits' : 'failed');
  return {
    answers,
    asked,
    clock,
    mailer,
    pass: (minutes: number) => {
      now += minutes * 60_000;
    },
    mail: (server: string) =>
      mailerByServer(mailer, clock)
        .send(mailTo(server))
        .then(() => became(), became),
    until: async (server: string) => await mailerByServer(mailer, clock).waits?.until(mailTo(server)),
    post: (urlSecret: string) =>
      messengerByServer(messenger, clock)
        .post({ id: '1', channel: { kind: 'teams', name: 'ours', urlSecret }, body: '{}' })
        .then(() => became(), became),
  };
}

test('a server that fails again and again is left alone for a while, and the others go on', async () => {
  const { answers, mail, until, pass, asked } = start();
  answers.set('slow.example.org', 'fails');
  for (const expected of ['failed', 'failed', 'failed', 'waits']) expect(await mail('slow.example.org')).toBe(expected);
  expect(await until('SLOW.example.org')).toEqual(new Date('2026-11-24T10:01:00Z'));
  expect(await mail('example.org')).toBe('taken');
  pass(1);
  expect(await mail('slow.example.org')).toBe('failed');
  expect(await mail('slow.example.org')).toBe('waits');
  answers.delete('slow.example.org');
  pass(5);
  for (let times = 0; times < 2; times += 1) expect(await mail('slow.example.org')).toBe('taken');
  expect(asked.filter((server) => server === 'slow.example.org')).toHaveLength(6);
});

test('one mail that is waited for is enough, and no domain is waited for once three were', async () => {
  const { answers, mail, clock } = start();
  const domains = Array.from({ length: 10 }, (_, at) => `d${at}.example.org`);
  for (const domain of domains) answers.set(domain, 'is silent');
  const began = clock.now().getTime();
  const became: string[] = [];
  for (const domain of domains) became.push(await mail(domain), await mail(domain));
  expect(became.filter((one) => one === 'failed')).toHaveLength(3);
  expect((clock.now().getTime() - began) / 60_000).toBe(3);
});

test('a server that refuses a mail has answered', async () => {
  const { answers, mail } = start();
  answers.set('example.org', 'refuses');
  for (let times = 0; times < 5; times += 1) expect(await mail('example.org')).toBe('failed');
});

test('channels are left alone each for itself, and mails go on', async () => {
  const { answers, post, mail } = start();
  answers.set('chat-one', 'is silent');
  for (const expected of ['failed', 'waits']) expect(await post('chat-one')).toBe(expected);
  expect([await post('chat-two'), await mail('example.org')]).toEqual(['taken', 'taken']);
});

test('a new process asks once', async () => {
  const { answers, mail, mailer, clock } = start();
  answers.set('example.org', 'is silent');
  expect([await mail('example.org'), await mail('example.org')]).toEqual(['failed', 'waits']);
  const anew = mailerByServer({ ...mailer }, clock);
  expect(await anew.waits?.until({ messageId: '1', about: 'in-review', to: 'ada@example.org' })).toBeUndefined();
});
