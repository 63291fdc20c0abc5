import { expect, test } from 'vitest';
import { deliverAll, secondsToNextTry } from '../../../src/activities/notification/deliver.ts';
import { notifyPending } from '../../../src/activities/notification/notify-pending.ts';
import { pacedMailer } from '../../../src/azure/notification/paced-mailer.ts';
import type { MailKind } from '../../../src/domain/notification/mail-budget.ts';
import { gather, person } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';
import { flowSettings } from '../flow-settings.ts';

const letter = { subject: 's', text: 't', html: '<p>t</p>' };

/** An operation, and a mail server that takes one mail an hour and has taken it. */
async function atTheLimit() {
  const world = new MemoryWorld(1);
  await world.project();
  await world.put('ingress', 'heart-study/told/a.csv', 'a');
  const key = await world.open('ingress', 'heart-study/told/a.csv');
  const mailer = pacedMailer(world.ports.mailer, {
    store: world.ports.mailPace,
    clock: world.time,
    limits: { perHour: 1 },
  });
  await mailer.send({ messageId: 'before', about: 'digest', to: 'ada@example.org', ...letter });
  return { world, key, ports: { ...world.ports, mailer } };
}

test('a mail that has to wait is not written, so it makes no link, and says when it is to be asked for again', async () => {
  const { world, key, ports } = await atTheLimit();
  let written = 0;
  const write = async () => {
    written += 1;
    return letter;
  };
  const about: MailKind = 'decide';
  const delivery = { operation: await world.operation(key), step: 'decide-1', about, to: person('Ada', 1), write };
  const [unsent] = await deliverAll(ports, flowSettings, [delivery]);
  expect(written).toBe(0);
  expect(unsent?.reason).toContain('It waits until');
  const seconds = secondsToNextTry(unsent ?? {}, world.time.now().toISOString(), world.time.now());
  expect(seconds).toBeGreaterThan(3500);
  await world.time.pass(seconds * 1000);
  expect(await deliverAll(ports, flowSettings, [delivery])).toEqual([]);
  expect(written).toBe(1);
});

test('a telling whose mails have to wait counts as no try, so the next one is not put off', async () => {
  const { world, key, ports } = await atTheLimit();
  const stored = await world.ports.register.get(key);
  if (stored === undefined) throw new Error('the operation is gone');
  const revision = stored.value.revision + 1;
  const since = world.time.now().toISOString();
  const notification = {
    kind: 'telling',
    project: key.project,
    operation: key.id,
    revision,
    about: 'failed',
    since,
    times: 0,
  } as const;
  await world.ports.register.move({ value: { ...stored.value, revision }, etag: stored.etag }, [notification]);
  const pending = async () => (await gather(world.ports.register.owed(key.project, key.id))).map(({ value }) => value);
  for (let times = 0; times < 3; times += 1) {
    expect(await notifyPending(ports, flowSettings, key)).toEqual({ unsent: 1 });
    expect(await pending()).toMatchObject([{ times: 0, message: expect.stringContaining('It waits until') }]);
    await world.time.pass(61_000);
  }
  await world.time.pass(3_600_000);
  expect(await notifyPending(ports, flowSettings, key)).toEqual({ unsent: 0 });
  expect(await pending()).toEqual([]);
});
