import { expect, test } from 'vitest';
import { receiptKeys, receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import { DAY } from '../../src/domain/base/time.ts';
import { verifyReceipt } from '../../src/domain/lifecycle/receipt.ts';
import type { Project } from '../../src/domain/project/project.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { definition, person } from '../domain/sample.ts';
import { bringIn } from '../memory/bring-in.ts';
import { letOut } from '../memory/let-out.ts';
import { MemoryWorld } from '../memory/world.ts';

const idle = { start: async () => {}, wake: async () => {} };
const ethics = { kind: 'Ethics approval', reference: 'EK-1', until: '2026-03-01' };

const release = { recipients: ['Institute of Hearts'], terms: 'For the paper only.' };

/** A project in a world that begins on the last day of its ethics approval. */
async function aWorld(): Promise<MemoryWorld> {
  const world = new MemoryWorld(7);
  await world.project({ governance: [ethics], release });
  return world;
}

async function put({ ports }: MemoryWorld, change: Partial<Project>): Promise<void> {
  const standing = await ports.projects.get('heart-study');
  if (standing === undefined) throw new Error('There is no project');
  await ports.projects.put({ ...standing.value, ...change }, standing.etag);
}

const mailsOf = ({ inbox }: MemoryWorld) =>
  inbox.mails.filter(({ subject }) => subject.includes('EK-1')).map(({ to, subject }) => `${to}: ${subject}`);

const waitsAt = async ({ ports }: MemoryWorld, door: 'ingress' | 'export') =>
  (await ports.register.rememberedDoor(door, 'heart-study')).value;

test('on its last day a dataset comes in and a package leaves, and mail and receipt name for whom and what the project rested on', async () => {
  const world = await aWorld();
  expect(await bringIn(world)).toBe('available');
  expect(await letOut(world)).toBe('released');
  const { items } = await world.ports.register.list('export', 'heart-study');
  const { release: jws = '' } = await receiptsOf(world.ports, items[0]?.id ?? '');
  const receipt = await verifyReceipt(jws, await receiptKeys(world.ports));
  expect(receipt).toMatchObject({ kind: 'release', governance: [ethics], release });
  const told = world.inbox.mails.filter(({ subject }) => subject.includes('was released')).map(({ text }) => text);
  expect(told).toHaveLength(2);
  for (const text of told)
    expect(text).toContain('for Institute of Hearts, and for nobody else, under these terms: For the paper only.');
});

test('past the day both doors are closed, an approved package goes back, and a later day opens the doors again', async () => {
  const world = await aWorld();
  expect(await letOut(world, () => world.time.pass(DAY))).toBe('returned');
  await world.put('ingress', 'heart-study/late/a.csv', 'a');
  await world.put('exports', 'heart-study/more/b.csv', 'b');
  await sweep(world.ports, idle, sweepSettings);
  for (const door of ['ingress', 'export'] as const)
    expect(await waitsAt(world, door)).toMatchObject({ waiting: 1, why: 'lapsed' });
  await put(world, { governance: [{ ...ethics, until: '2027-03-01' }] });
  await sweep(world.ports, idle, sweepSettings);
  for (const door of ['ingress', 'export'] as const) expect(await waitsAt(world, door)).toMatchObject({ waiting: 0 });
  expect(await world.ports.register.openId('ingress', 'heart-study', 'late')).toMatch(/^ing_/);
  expect(await world.ports.register.openId('export', 'heart-study', 'more')).toMatch(/^exp_/);
});

test('operators are told a month before, all who send a week before and after the day, each once', async () => {
  const world = new MemoryWorld(8);
  const { people } = definition();
  await world.project({
    governance: [{ ...ethics, until: '2026-03-31' }],
    people: { ...people, operators: [person('Otto', 50)] },
  });
  const swept = async (days: number) => {
    const before = mailsOf(world).length;
    for (let hour = 0; hour < days * 24; hour += 12) {
      await world.time.pass(DAY / 2);
      await sweep(world.ports, idle, sweepSettings);
    }
    return mailsOf(world).slice(before).sort();
  };
  expect(await swept(20)).toEqual(['otto@example.org: [heart-study] Last day 2026-03-31: Ethics approval EK-1']);
  const senders = ['olga', 'otto', 'rita', 'ron'].map((name) => `${name}@example.org: [heart-study]`);
  expect(await swept(10)).toEqual(senders.map((to) => `${to} Last day 2026-03-31: Ethics approval EK-1`));
  expect(await swept(20)).toEqual(senders.map((to) => `${to} Over since 2026-03-31: Ethics approval EK-1`));
});

test('whoever could not be reached is told by a later sweep of the same day', async () => {
  const world = await aWorld();
  const away = { send: () => Promise.reject(new Error('The mail server is away')) };
  await sweep({ ...world.ports, mailer: away }, idle, sweepSettings);
  expect(mailsOf(world)).toEqual([]);
  await sweep(world.ports, idle, sweepSettings);
  await sweep(world.ports, idle, sweepSettings);
  expect(mailsOf(world)).toHaveLength(3);
});
