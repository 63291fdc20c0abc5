import { afterAll, beforeAll, expect, test } from 'vitest';
import { notifyPending } from '../../../src/activities/notification/notify-pending.ts';
import type { PendingNotification } from '../../../src/domain/notification/pending-work.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { anOperation, collect } from '../../contract/samples.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const settings = { publicBaseUrl: 'https://gate.example.org', mailWindowSeconds: 1 };
const message = 'Only .csv may pass.';
const problems = [{ rule: 'extension', path: 'secret.exe', value: '.exe', message, publicMessage: message }];

/** A rejected package of which nobody was told yet. */
async function untold(): Promise<Operation> {
  const toldSince = world.now().toISOString();
  const operation = anOperation({ door: 'export', state: 'rejected', problems, toldSince });
  const { project, id, revision } = operation;
  const notification: PendingNotification = {
    kind: 'telling',
    project,
    operation: id,
    revision,
    about: 'rejected',
    since: world.now().toISOString(),
    times: 0,
  };
  await world.ports.register.open(operation, [notification]);
  return operation;
}

/** Tells of the operation so many hours from now, with some ports out of order. */
function tell(operation: Operation, hours: number, broken: Partial<Ports> = {}) {
  const clock = { now: () => new Date(world.now().getTime() + hours * 3_600_000) };
  return notifyPending({ ...world.ports, clock, ...broken }, settings, operation);
}

const noticesOf = ({ id }: Operation) => world.names('notices', `heart-study/${id}`);
const away = async () => {
  throw new Error('the mail server is away');
};

test('an outage of the mail server leaves one notice, and the mail that goes out at last names it', async () => {
  const operation = await untold();
  for (const hours of [0, 1, 2]) {
    expect(await tell(operation, hours, { mailer: { send: away } })).toEqual({ unsent: 1 });
    expect(await noticesOf(operation)).toEqual([`heart-study/${operation.id}.txt`]);
  }
  expect(await tell(operation, 4)).toEqual({ unsent: 0 });
  const [mail] = (await world.mails()).filter(({ text }) => text.includes(operation.id));
  expect(mail?.text).toContain(`notices/heart-study/${operation.id}.txt`);
  expect(await collect(world.ports.register.owed('heart-study', operation.id))).toEqual([]);
});

test('a crash between the notice and its path in the row makes a second one of the same words', async () => {
  const operation = await untold();
  const { updateOwed } = world.ports.register;
  let writes = 0;
  const register: Ports['register'] = {
    ...world.ports.register,
    // The notification is claimed; what comes next is lost.
    updateOwed: async (stored) => {
      writes += 1;
      return writes === 1 ? await updateOwed(stored) : await away();
    },
  };
  await expect(tell(operation, 0, { register })).rejects.toThrow('away');
  expect(await tell(operation, 1)).toEqual({ unsent: 0 });
  const notices = await world.contents('notices', `heart-study/${operation.id}`);
  expect(Object.keys(notices)).toEqual([`heart-study/${operation.id}-2.txt`, `heart-study/${operation.id}.txt`]);
  expect(new Set(Object.values(notices)).size).toBe(1);
  const [mail] = (await world.mails()).filter(({ text }) => text.includes(operation.id));
  expect(mail?.text).toContain(`notices/heart-study/${operation.id}-2.txt`);
});

test('no notice, no mail: without the right to create, people stay to be told', async () => {
  const operation = await untold();
  const notices = { create: async () => 'stands' as const };
  expect(await tell(operation, 0, { notices })).toEqual({ unsent: 1 });
  expect((await world.mails()).filter(({ text }) => text.includes(operation.id))).toEqual([]);
  const [pending] = await collect(world.ports.register.owed('heart-study', operation.id));
  expect(pending?.value).toMatchObject({ times: 1, message: expect.stringContaining('the role to create is missing') });
});
