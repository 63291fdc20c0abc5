import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notifyPending } from '../../../src/activities/notification/notify-pending.ts';
import type { NotificationKind, PendingNotification } from '../../../src/domain/notification/pending-work.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { definition, person } from '../../domain/sample.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let key: OperationKey;
const researchers = Array.from({ length: 60 }, (_, index) => person(`Rita${index}`, 500 + index));

beforeAll(async () => {
  world = await startWorld();
  await world.project({ people: { ...definition().people, researchers } });
  await world.put('ingress', 'heart-study/told/a.csv', 'a');
  key = await world.open('ingress', 'heart-study/told/a.csv');
});
afterAll(() => world.stop());

const settings = { publicBaseUrl: 'https://gate.example.org', mailWindowSeconds: 1 };

/** A mail server that lets each connection wait before it is given up, as one behind a closed firewall does. */
function silent(seconds: number) {
  let now = world.ports.clock.now().getTime();
  let tries = 0;
  const send = async () => {
    tries += 1;
    now += seconds * 1000;
    throw new Error('Connection timeout');
  };
  const ports = { ...world.ports, mailer: { send }, clock: { now: () => new Date(now) } };
  return { ports, tries: () => tries };
}

/** Owes a notification of the kind, as a move does. */
async function owe(about: NotificationKind): Promise<void> {
  const { value, etag } = (await world.ports.register.get(key)) ?? fail();
  const revision = value.revision + 1;
  const since = world.ports.clock.now().toISOString();
  const notification = {
    kind: 'telling',
    project: key.project,
    operation: key.id,
    revision,
    about,
    since,
    times: 0,
  } as const;
  await world.ports.register.move({ value: { ...value, revision }, etag }, [notification]);
}

function fail(): never {
  throw new Error('the operation is gone');
}

async function tellings(): Promise<PendingNotification[]> {
  const found: PendingNotification[] = [];
  for await (const { value } of world.ports.register.owed(key.project, key.id))
    if (value.kind === 'telling') found.push(value);
  return found;
}

async function settleAll(): Promise<void> {
  for (const notification of await tellings()) await world.ports.register.settle(notification);
}

describe('many mails', () => {
  test('to a mail server that lets everyone wait end before the host ends the function, and stay owed', async () => {
    await owe('available');
    const { ports, tries } = silent(15);
    expect(await notifyPending(ports, settings, key)).toEqual({ unsent: 1 });
    expect(tries() * 15).toBeLessThanOrEqual(5 * 60);
    expect(await tellings()).toMatchObject([
      { about: 'available', times: 1, message: expect.stringContaining('timeout') },
    ]);
    await settleAll();
  });

  test('that a mail server refuses quickly are all tried', async () => {
    await owe('available');
    const { ports, tries } = silent(0);
    expect(await notifyPending(ports, settings, key)).toEqual({ unsent: 1 });
    expect(tries()).toBe(61);
    await settleAll();
  });
});

describe('what is owed', () => {
  const away = () => {
    throw new Error('the outbox is away');
  };

  test('is kept when any service fails, is not tried again at once, and is sent when the service is back', async () => {
    await owe('failed');
    const broken = { ...world.ports, outbox: { ...world.ports.outbox, intendAll: async () => away() } };
    expect(await notifyPending(broken, settings, key)).toEqual({ unsent: 1 });
    expect(await notifyPending(world.ports, settings, key)).toEqual({ unsent: 0 });
    expect(await tellings()).toMatchObject([{ times: 1, message: 'the outbox is away' }]);
    const later = new Date(world.ports.clock.now().getTime() + 2 * 60_000);
    await notifyPending({ ...world.ports, clock: { now: () => later } }, settings, key);
    expect(await tellings()).toEqual([]);
    const told = (await world.mails()).filter(({ text }) => text.includes(key.id));
    // The project names no operators, so those who sent the files are told.
    expect(told.map(({ to }) => to[0]?.address)).toEqual(['olga@example.org']);
  });

  test('is given up after seven days, the audit says who was not reached, and the row stays for people to see', async () => {
    await owe('failed');
    const week = new Date(world.ports.clock.now().getTime() + 7 * 24 * 60 * 60_000);
    const send = async () => {
      throw new Error('550 <Olga@example.org>: no such mail server');
    };
    await notifyPending({ ...world.ports, mailer: { send }, clock: { now: () => week } }, settings, key);
    expect(await tellings()).toMatchObject([{ givenUpAt: week.toISOString() }]);
    const lines: string[] = [];
    for await (const line of world.ports.audit.lines(key.project)) lines.push(line);
    const given = lines.filter((line) => line.includes('mail.given-up'));
    expect(given).toEqual([expect.stringContaining('550 <the address>: no such mail server')]);
  });
});
