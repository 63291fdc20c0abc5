import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notifyPending } from '../../src/activities/notification/notify-pending.ts';
import { moveOperation } from '../../src/activities/operation/move.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { failureIn } from '../../src/domain/operation/operation.ts';
import type { ChannelMessage } from '../../src/ports/mail.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.project({
    channels: [
      { name: 'team', kind: 'teams', urlSecret: 'channel-team' },
      { name: 'hook', kind: 'webhook', urlSecret: 'channel-hook' },
    ],
  });
});
afterAll(() => world.stop());

const settings = { publicBaseUrl: 'https://gate.example.org', mailWindowSeconds: 1 };
const marker = 'zq9xmark';

/** A package that has failed, with a name that must not leave. */
async function failed(name: string): Promise<OperationKey> {
  await world.put('exports', `heart-study/${marker} ${name}/${marker}.csv`, 'x');
  const key = await world.open('export', `heart-study/${marker} ${name}/${marker}.csv`);
  const why = failureIn('receiving', `${marker}.csv changes for ever`, world.ports.clock.now().toISOString());
  await moveOperation(world.ports, { key, from: 'receiving', event: 'fail', message: why.message });
  return key;
}

/** Channels that take what `refuses` lets through, and what they took. */
function chat(refuses: (message: ChannelMessage) => boolean = () => false) {
  const taken: ChannelMessage[] = [];
  const post = async (message: ChannelMessage) => {
    if (refuses(message)) throw new Error(`The channel ${message.channel.name} answered 404`);
    taken.push(message);
  };
  return { taken, messenger: { post } };
}

async function told(key: OperationKey, ports: Partial<World['ports']>, ahead = 0): Promise<number> {
  const now = new Date(world.ports.clock.now().getTime() + ahead);
  const { unsent } = await notifyPending({ ...world.ports, ...ports, clock: { now: () => now } }, settings, key);
  return unsent;
}

async function lines(key: OperationKey, kind: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const line of world.ports.audit.lines(key.project)) {
    const event = parseChainLine(line).event;
    if (event.operation === key.id && event.kind === kind) found.push(event.data['channel'] ?? event.data['message']);
  }
  return found;
}

describe('the channels of a project', () => {
  test('are told once of a failure, each in its own form, and nothing that was chosen inside is in it', async () => {
    const key = await failed('told');
    const { taken, messenger } = chat();
    for (let time = 0; time < 2; time += 1) expect(await told(key, { messenger })).toBe(0);
    expect(taken.map(({ channel }) => channel.name)).toEqual(['team', 'hook']);
    for (const { body } of taken) {
      expect(body).toContain(`The package ${key.id.slice(-6)} failed while it was receiving`);
      expect(body.toLowerCase()).not.toContain(marker);
    }
    expect(JSON.parse(taken[1]?.body ?? '')).toMatchObject({ type: 'package.failed', data: { operation: key.id } });
    expect(taken[0]?.body).not.toMatch(/Action\.(Submit|Execute)/);
    expect(await lines(key, 'message.sent')).toEqual(['team', 'hook']);
  });

  test('that fail keep no mail and no other channel waiting, are tried again, and given up after seven days', async () => {
    const key = await failed('away');
    const { taken, messenger } = chat(({ channel }) => channel.name === 'team');
    const mails = async () => (await world.mails()).filter(({ text }) => text.includes(key.id)).length;
    expect(await told(key, { messenger })).toBe(1);
    expect(await mails()).toBe(2);
    expect(taken.map(({ channel }) => channel.name)).toEqual(['hook']);
    expect(await told(key, { messenger }, 2 * 3_600_000)).toBe(1);
    expect([await mails(), taken.length]).toEqual([2, 1]);
    expect(await told(key, { messenger }, 8 * 86_400_000)).toBe(1);
    expect(await lines(key, 'message.given-up')).toEqual(['team']);
  });

  test('are told when they are back', async () => {
    const key = await failed('back');
    expect(
      await told(
        key,
        chat(() => true),
      ),
    ).toBe(1);
    const { taken, messenger } = chat();
    expect(await told(key, { messenger }, 3_600_000)).toBe(0);
    expect(taken).toHaveLength(2);
    expect(await lines(key, 'people.told')).toHaveLength(1);
  });
});
