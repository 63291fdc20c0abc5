import { expect, test } from 'vitest';
import { type Mail, MailRefusedForGood, MailWaits } from '../../../src/ports/mail.ts';
import { Silence } from '../../../src/use-cases/notification/silence.ts';

type Answer = 'takes' | 'fails' | 'is silent' | 'refuses' | 'waits';

/** People and channels that answer as they are told, in a time that passes only while somebody waits, and sweeps one after the other. */
function start(answers: Readonly<Record<string, Answer>>) {
  const asked: string[] = [];
  let now = Date.parse('2026-11-24T10:00:00Z');
  let kept: string | undefined;
  let isOver = false;
  const clock = { now: () => new Date(now) };
  const ask = async (whom: string) => {
    asked.push(whom);
    const answer = answers[whom] ?? 'takes';
    if (answer === 'is silent') now += 60_000;
    if (answer === 'refuses') throw new MailRefusedForGood('no such person');
    if (answer === 'waits') throw new MailWaits(new Date(now));
    if (answer !== 'takes') throw new Error('it did not answer');
  };
  /** Tries each in turn in a sweep of its own, and gives whom it asked. */
  const sweep = async (...whom: readonly string[]) => {
    asked.length = 0;
    const silence = new Silence(clock, { before: async () => kept, isOver: () => isOver });
    const mailer = silence.mailer({ send: ({ to }) => ask(to) });
    const messenger = silence.messenger({ post: ({ channel }) => ask(channel.urlSecret) });
    for (const one of whom) {
      const mail: Mail = { messageId: one, about: 'in-review', to: one, subject: '', text: '', html: '' };
      const channel = { kind: 'teams', name: one, urlSecret: one } as const;
      const sent = one.includes('@') ? mailer.send(mail) : messenger.post({ id: one, channel, body: '{}' });
      await sent.catch((error: unknown) => expect(error).not.toBeInstanceOf(TypeError));
    }
    kept = await silence.after();
    return [...asked];
  };
  return { sweep, over: () => (isOver = true) };
}

test('nobody is waited for twice, and the next sweep leaves them alone for once', async () => {
  const { sweep } = start({ 'a@x': 'is silent' });
  expect(await sweep('a@x', 'A@X', 'b@x')).toEqual(['a@x', 'b@x']);
  expect(await sweep('a@x', 'b@x')).toEqual(['b@x']);
  expect(await sweep('a@x', 'b@x')).toEqual(['a@x', 'b@x']);
});

test('three of a server in a row are enough, unless one answered between them', async () => {
  const silent = { 'a@x': 'is silent', 'b@x': 'is silent', 'c@x': 'is silent', 'd@x': 'is silent' } as const;
  expect(await start(silent).sweep('a@x', 'b@x', 'c@x', 'd@x', 'e@x', 'e@y')).toEqual(['a@x', 'b@x', 'c@x', 'e@y']);
  const inTurn = ['a@x', 'b@x', 'e@x', 'c@x', 'd@x', 'f@x'];
  expect(await start(silent).sweep(...inTurn)).toEqual(inTurn);
});

test('however many do not answer, everybody has a turn', async () => {
  const people = Array.from({ length: 20 }, (_, at) => `p${at}@x`);
  const { sweep } = start(Object.fromEntries(people.map((one) => [one, 'is silent'])));
  const tried = new Set<string>();
  for (let sweeps = 0; sweeps < 7; sweeps += 1) for (const one of await sweep(...people)) tried.add(one);
  expect([...tried]).toEqual(people);
});

test('six of any servers in a row are enough for all', async () => {
  const servers = Array.from({ length: 10 }, (_, at) => `a@${at}`);
  const { sweep } = start(Object.fromEntries(servers.map((one) => [one, 'is silent'])));
  expect(await sweep(...servers)).toEqual(servers.slice(0, 6));
  expect(await sweep(...servers)).toEqual(servers.slice(6));
});

test('whoever refuses or fails at once has answered, and a mail that waits says nothing', async () => {
  const { sweep } = start({ 'a@x': 'refuses', 'b@x': 'fails', 'c@x': 'waits' });
  const all = ['a@x', 'b@x', 'c@x'];
  for (let sweeps = 0; sweeps < 2; sweeps += 1) expect(await sweep(...all, ...all)).toEqual([...all, ...all]);
});

test('channels are left alone each for itself', async () => {
  const { sweep } = start({ one: 'is silent' });
  expect(await sweep('one', 'one', 'two', 'a@x')).toEqual(['one', 'two', 'a@x']);
});

test('nobody is tried once the time is over', async () => {
  const { sweep, over } = start({});
  over();
  expect(await sweep('a@x', 'one')).toEqual([]);
});
