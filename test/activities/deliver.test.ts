import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notify } from '../../src/activities/notify.ts';
import type { OperationKey } from '../../src/domain/operation.ts';
import { definition, person } from '../domain/sample.ts';
import { startWorld, type World } from './world.ts';

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

const settings = { publicBaseUrl: 'https://gate.example.org' };

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

describe('many mails', () => {
  test('to a mail server that lets everyone wait end before the host ends the function, and count as unsent', async () => {
    const { ports, tries } = silent(15);
    const { unsent } = await notify(ports, settings, { key, about: 'available', last: false });
    expect(unsent).toBe(61);
    expect(tries() * 15).toBeLessThanOrEqual(5 * 60);
  });

  test('that a mail server refuses quickly are all tried', async () => {
    const { ports, tries } = silent(0);
    const { unsent } = await notify(ports, settings, { key, about: 'available', last: false });
    expect({ unsent, tries: tries() }).toEqual({ unsent: 61, tries: 61 });
  });
});

test('a failure is told to those who sent the files when the project names no operators', async () => {
  await notify(world.ports, settings, { key, about: 'failed', last: false });
  const told = (await world.mails()).filter(({ text }) => text.includes(key.id));
  expect(told.map(({ to }) => to[0]?.address)).toEqual(['olga@example.org']);
});
