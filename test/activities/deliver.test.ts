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
