import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { notifyRules } from '../../../src/use-cases/notification/notify-rules.ts';
import { flowSettings, startWorld, type World } from '../../activities/world.ts';
import { sampleProject } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await settled();
});
afterAll(() => world.stop());

const gone = () => Promise.reject(new Error('it is away'));

async function settled(ports: Ports = world.ports, ahead = 0): Promise<void> {
  const failures = new Failures();
  const clock = { now: () => new Date(world.ports.clock.now().getTime() + ahead) };
  await notifyRules({ ...ports, clock }, flowSettings, { failures, share: startTimeSlice(clock, 30) });
  failures.throwAny();
}

async function told(): Promise<string[]> {
  const mails = (await world.mails()).filter(({ subject }) => subject.includes('The rules of the project changed'));
  return mails.map(({ to }) => to[0]?.address ?? '').sort();
}

async function lines(): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const line of world.ports.audit.lines('heart-study')) {
    const { kind, data } = parseChainLine(line).event;
    if (kind === 'project.change-told') found.push({ told: data['told'], untold: data['untold'] });
  }
  return found;
}

describe('a definition that came into force', () => {
  test('is told once to whom it affects, however many sweeps come by', async () => {
    const before = (await told()).length;
    await world.project({ title: 'Heart study, second part' });
    for (let sweep = 0; sweep < 3; sweep += 1) await settled();
    const everybody = (await told()).slice(before);
    expect(new Set(everybody).size).toBe(everybody.length);
    expect(everybody).toContain('rita@example.org');
    expect(await lines()).toContainEqual({ told: everybody.length, untold: 0 });
  });

  test('is told when the mail server is back, and given up after seven days', async () => {
    const away = { ...world.ports, mailer: { send: gone } };
    const before = await lines();
    await world.project({ title: 'Heart study, third part' });
    await settled(away);
    await settled(away, 6 * 86_400_000);
    expect(await lines()).toEqual(before);
    await settled(away, 8 * 86_400_000);
    expect((await lines()).at(-1)).toMatchObject({ told: 0 });
  });
});

test('a rule that an older definition does not have is told as it was before there was one', async () => {
  const { ports, inbox } = new MemoryWorld(1);
  const tell = async () => {
    const failures = new Failures();
    await notifyRules(ports, flowSettings, { failures, share: startTimeSlice(ports.clock, 30) });
    failures.throwAny();
  };
  const old = sampleProject();
  Reflect.deleteProperty(old.egress, 'purposeRequired');
  const { etag } = await ports.projects.put(old, null);
  await tell();
  await ports.projects.put(sampleProject(), etag);
  await tell();
  const texts = inbox.mails.map(({ text }) => text);
  expect(texts).toContainEqual(expect.stringContaining('Packages wait for a purpose: no becomes yes'));
});
