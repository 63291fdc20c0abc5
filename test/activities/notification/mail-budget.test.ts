import { beforeEach, describe, expect, test } from 'vitest';
import { type Delivery, deliverAll } from '../../../src/activities/notification/deliver.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { type MailBound, type MailKind, mailBounds, mostAlone } from '../../../src/domain/notification/mail-budget.ts';
import { revealedOf } from '../../../src/domain/notification/outside-view.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { uploadRejected } from '../../../src/pages/notification/operation/upload-rejected.ts';
import type { Mail } from '../../../src/ports/mail.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { notifyCollected } from '../../../src/use-cases/notification/notify-collected.ts';
import { definition, sampleOperation } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const settings = { publicBaseUrl: 'https://gate.example.org', mailWindowSeconds: 3600 };
const HOUR = 3600_000;
const [rita, ron] = definition().people.researchers as [Person, Person];
type Person = Delivery['to'];

let world: MemoryWorld;
let now: Date;
beforeEach(async () => {
  world = new MemoryWorld(1);
  now = world.time.now();
  await world.project();
});

const ports = () => ({ ...world.ports, clock: { now: () => now } });

function rejected(number: number, change: Partial<Operation> = {}): Operation {
  const id = `exp_01K000000000000000${String(number).padStart(8, '0')}`;
  return sampleOperation({ id, door: 'export', state: 'rejected', name: `secret-${number}`, ...change });
}

function mailAbout(operation: Operation, about: MailKind, to: Person): Delivery {
  return { operation, about, step: `${about}-2`, to, write: () => uploadRejected(revealedOf(operation)) };
}

async function flood(count: number, about: MailKind = 'rejected', to = rita): Promise<void> {
  const deliveries = Array.from({ length: count }, (_, at) => mailAbout(rejected(at), about, to));
  expect(await deliverAll(ports(), settings, deliveries)).toEqual([]);
}

async function sweepAfter(milliseconds: number): Promise<void> {
  now = new Date(now.getTime() + milliseconds);
  const failures = new Failures();
  await notifyCollected(ports(), settings, { failures, share: startTimeSlice({ now: () => now }, 60) });
  failures.throwAny();
}

const mails = (): readonly Mail[] => world.inbox.mails;
const numbersIn = ({ text }: Mail) => [...new Set([...text.matchAll(/package (\d{6})/g)].map(([, number]) => number))];
const numbersTold = () => new Set(mails().flatMap(numbersIn));

describe('mails of one kind to one person', () => {
  test('are three, and one an hour later that lists each of the others with a link, whoever sends how much', async () => {
    await flood(300);
    expect(mails()).toHaveLength(mostAlone);
    await sweepAfter(HOUR - 60_000);
    expect(mails()).toHaveLength(mostAlone);
    await sweepAfter(60_000);
    expect(mails()).toHaveLength(mostAlone + 1);
    const [last] = mails().slice(-1);
    expect(last?.text.match(/\/api\/mine\/exports\/heart-study\/exp_\w+/g)).toHaveLength(297);
    expect(numbersTold().size).toBe(300);
    expect(mails().filter(({ text, subject }) => `${subject}${text}`.includes('secret'))).toEqual([]);
    await sweepAfter(HOUR);
    expect(mails()).toHaveLength(mostAlone + 1);
  });

  test('are at most three an hour under a flood that does not end, and all are told', async () => {
    const count = 2000;
    for (let hour = 0; hour < 2; hour += 1) {
      const some = Array.from({ length: count / 2 }, (_, at) => {
        return mailAbout(rejected(hour * 1000 + at), 'rejected', rita);
      });
      await deliverAll(ports(), settings, some);
      await sweepAfter(HOUR);
    }
    expect(mails().length).toBeLessThanOrEqual(3 * mostAlone);
    await sweepAfter(HOUR);
    expect(numbersTold().size).toBe(count);
    expect(mails().length).toBeLessThanOrEqual(3 * mostAlone);
  });

  test('are told in an order that says nothing of when they came', async () => {
    await flood(9);
    await deliverAll(ports(), settings, [mailAbout(rejected(1), 'failed', ron)]);
    const later = [7, 3, 8].map((number) => mailAbout(rejected(100 + number), 'rejected', rita));
    await deliverAll(ports(), settings, later);
    await sweepAfter(HOUR);
    const numbers = numbersIn(mails().at(-1) ?? fail());
    expect(numbers).toEqual(numbers.toSorted());
    expect(numbers).toHaveLength(9);
  });

  test('count for each occasion, person and project by itself', async () => {
    await flood(10);
    for (const delivery of [
      mailAbout(rejected(1), 'failed', rita),
      mailAbout(rejected(1), 'rejected', ron),
      mailAbout(rejected(11, { project: 'other-study' }), 'rejected', rita),
    ])
      await deliverAll(ports(), settings, [delivery]);
    expect(mails()).toHaveLength(mostAlone + 3);
  });

  test('are told once, however often a step is repeated, and the audit says what went alone', async () => {
    for (const _ of ['first', 'again', 'and again']) await flood(10);
    expect(mails()).toHaveLength(mostAlone);
    const lines: string[] = [];
    for await (const line of world.ports.audit.lines('heart-study')) lines.push(line);
    expect(lines.filter((line) => line.includes('"mail.sent"'))).toHaveLength(mostAlone);
    expect(lines.filter((line) => line.includes('"mail.collected"'))).toHaveLength(10 - mostAlone);
    await sweepAfter(HOUR);
    await flood(10);
    expect(mails()).toHaveLength(mostAlone + 1);
  });

  test('are kept when the mail server does not take them, and told when it does', async () => {
    await flood(10);
    const refusing = { ...ports(), mailer: { send: () => Promise.reject(new Error('away')) } };
    now = new Date(now.getTime() + HOUR);
    const failures = new Failures();
    await notifyCollected(refusing, settings, { failures, share: startTimeSlice({ now: () => now }, 60) });
    expect(() => failures.throwAny()).toThrow('away');
    await sweepAfter(60_000);
    expect(numbersTold().size).toBe(10);
  });

  test('about what somebody no longer takes part in are told to nobody', async () => {
    await flood(10);
    const { value, etag } = (await world.ports.projects.get('heart-study')) ?? fail();
    await world.ports.projects.put({ ...value, people: { ...value.people, researchers: [ron] } }, etag);
    await sweepAfter(HOUR);
    expect(mails()).toHaveLength(mostAlone);
    for await (const mail of world.ports.mailBudgets.collected()) throw new Error(`${mail.operation} waits for nobody`);
  });
});

const entries = Object.entries(mailBounds) as [MailKind, MailBound][];

test.each(entries)('mails about %s are bounded by: %s', async (about, bound) => {
  await flood(10, about);
  expect(mails()).toHaveLength(bound === 'budget' ? mostAlone : 10);
  await sweepAfter(HOUR);
  expect(numbersTold().size).toBe(10);
});

function fail(): never {
  throw new Error('it is missing');
}
