import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ports } from '../../../src/ports/ports.ts';
import { sweep } from '../../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../../activities/flow-settings.ts';
import { startWorld, type World } from '../../activities/world.ts';
import { anOperation } from '../../contract/samples.ts';
import { person } from '../../domain/sample.ts';

let world: World;
let standing: Awaited<ReturnType<World['project']>>;
beforeAll(async () => {
  world = await startWorld();
  standing = await world.project({ ingress: { quietSeconds: 1, allowedExtensions: ['.csv'] } });
  await world.project({ ...standing, people: { ...standing.people, operators: [person('Otto', 50)] } });
});
afterAll(() => world.stop());

const idle = { start: async () => {}, wake: async () => {} };
const sweptAfter = async (days: number, changes: Partial<Ports> = {}) => {
  const clock = { now: () => new Date(world.ports.clock.now().getTime() + days * 86_400_000) };
  await sweep({ ...world.ports, clock, ...changes }, idle, sweepSettings);
};

test('owner and operators are told again after seven days, then monthly, each once, also where the mail server was away', async () => {
  await world.put('ingress', 'heart-study/tools/tool.exe', 'x');
  const key = await world.open('ingress', 'heart-study/tools/tool.exe');
  expect(await world.run('ingress', key)).toMatchObject({ state: 'rejected' });
  const reminders = async () =>
    (await world.mails())
      .filter(({ subject, text }) => subject.includes('still waits') && text.includes(key.id))
      .map(({ to }) => to[0]?.address)
      .sort();
  await sweptAfter(6);
  expect(await reminders()).toEqual([]);
  const away = {
    send: async () => {
      throw new Error('The mail server is away');
    },
  };
  await sweptAfter(8, { mailer: away });
  expect(await reminders()).toEqual([]);
  await sweptAfter(8);
  await sweptAfter(8);
  await sweptAfter(20);
  expect(await reminders()).toEqual(['olga@example.org', 'otto@example.org']);
  await sweptAfter(38);
  expect(await reminders()).toHaveLength(4);
});

test('so are they of an upload that was not scanned, until it goes on, with what ends its rest and without a file', async () => {
  const since = world.ports.clock.now().toISOString();
  const scan = { since, lookedAt: since, unscanned: 'There is no clean verdict of "patient-names.csv".' };
  const key = anOperation({ project: 'heart-study', name: 'quiet', state: 'scanning', since, scan });
  await world.ports.register.open(key, []);
  const reminders = async () =>
    (await world.mails()).filter(({ subject, text }) => subject.includes('still waits') && text.includes(key.id));
  await sweptAfter(99);
  await sweptAfter(100);
  expect((await reminders()).map(({ to }) => to[0]?.address).sort()).toEqual(['olga@example.org', 'otto@example.org']);
  for (const { subject, text } of await reminders()) {
    expect(text).toContain('It goes on when the missing verdicts come');
    expect(`${subject}${text}`).not.toContain('patient-names');
  }
});
