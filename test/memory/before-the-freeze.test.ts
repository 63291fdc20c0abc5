import { describe, expect, test } from 'vitest';
import { notifyPending } from '../../src/activities/notification/notify-pending.ts';
import { DAY, QUARTER } from '../../src/domain/base/time.ts';
import { isRevealed, isShownOutside, outsideView } from '../../src/domain/notification/outside-view.ts';
import { usualTicks } from '../../src/domain/notification/tick.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { minePage } from '../../src/features/mine/mine-page.ts';
import { seeMine } from '../../src/features/mine/see-mine.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { flowSettings, openEgress, sweepSettings } from '../activities/flow-settings.ts';
import { definition, person } from '../domain/sample.ts';
import { noHook } from './hook.ts';
import { MemoryWorld } from './world.ts';

const project = 'heart-study';
const noWorkflows = { start: async () => undefined, wake: async () => undefined };
const rita = person('Rita', 2);
const otto = person('Otto', 31);

async function worldWith(egress: object = {}): Promise<MemoryWorld> {
  const world = new MemoryWorld(5, noHook, { beginning: '2026-03-02T10:00:00.000Z' });
  const rules = { ...openEgress, allowedExtensions: ['.csv'], endsToldPerDay: 3, ...egress };
  await world.project({
    people: { ...definition().people, operators: [otto] },
    egress: projectSchema.shape.egress.parse(rules),
  });
  return world;
}

const swept = (world: MemoryWorld) => sweep(world.ports, noWorkflows, sweepSettings);
const mineOf = (world: MemoryWorld) => seeMine(world.ports, { oid: rita.oid, emails: [rita.email] });

/** A package to which a file comes that breaks a rule, or not, as far as it goes without people. */
async function send(world: MemoryWorld, name: string, file = 'table.exe'): Promise<OperationKey> {
  await world.put('exports', `${project}/${name}/first.csv`, 'x');
  const key = await world.open('export', `${project}/${name}/first.csv`);
  await world.put('exports', `${project}/${name}/${file}`, 'x');
  await world.put('exports', `${project}/${name}/_COMPLETE`, '', { purpose: 'Table 2' });
  const asked = () => world.inbox.mails.filter(({ text }) => text.includes('choice=approve') && text.includes(key.id));
  await world.run('export', key, async () => asked().length === 3);
  return key;
}

const mailed = (world: MemoryWorld, to: string) => world.inbox.mails.filter((mail) => mail.to === to);

describe('before its freeze a package', () => {
  test('is not shown outside: only that some are arriving', async () => {
    const world = await worldWith();
    await world.put('exports', `${project}/secret/table.csv`, 'x');
    const key = await world.open('export', `${project}/secret/table.csv`);
    await swept(world);
    const mine = await mineOf(world);
    expect(mine.packages).toEqual([]);
    expect(mine.projects[0]).toMatchObject({ arriving: true });
    expect(mine.projects[0]).not.toHaveProperty('more');
    const { body } = minePage(mine, { name: 'Rita', antiForgery: '' }, { isOperator: false });
    expect(`${await body}`).toContain('Some are arriving');
    const operation = await world.operation(key);
    expect(isRevealed(operation)).toBe(false);
    expect(() => outsideView(operation)).toThrow('is not told outside');
  });

  test('is told of a few ends a day and no more, and what is more stands inside, without a number', async () => {
    const world = await worldWith();
    const keys: OperationKey[] = [];
    for (let number = 0; number < 7; number += 1) keys.push(await send(world, `flood-${number}`));
    await swept(world);
    const mine = await mineOf(world);
    const told = mine.packages.map(({ id }) => id);
    expect(told).toHaveLength(3);
    expect(mine.projects[0]).toMatchObject({ more: true });
    expect(mine).toMatchObject({ older: [] });
    const { body } = minePage(mine, { name: 'Rita', antiForgery: '' }, { isOperator: false });
    expect(`${await body}`).toContain('There are more that were not frozen; read them inside');
    expect(mine.packages[0]?.notice).toContain(`notices/${project}`);
    for (const { email: to } of [rita, otto])
      for (const { id } of keys)
        expect(mailed(world, to).some(({ text }) => text.includes(id))).toBe(told.includes(id));
    // Inside all of them are told by name.
    const notices: string[] = [];
    for await (const { name } of world.storage.container('secure', 'notices').listBlobsFlat()) notices.push(name);
    const single = notices.filter((name) => !name.startsWith(`${project}/packages/`));
    expect(single.toSorted()).toEqual(keys.map(({ id }) => `${project}/${id}.txt`).toSorted());
  });

  test('that is put and taken away again is one of the few too, sixty within a quarter of an hour', async () => {
    const world = await worldWith({ maxOpen: 1000 });
    const hub = world.hub();
    for (let number = 0; number < 60; number += 1) {
      const path = `${project}/gone-${number}/table.csv`;
      await world.put('exports', path, 'x');
      const key = await world.open('export', path);
      await world.container('exports').getBlobClient(path).delete();
      hub.start('export', key.id, key);
      await world.time.pass(7919 % (number + 2));
    }
    await hub.settle();
    for (let next = world.time.next; next !== undefined; next = world.time.next) {
      world.time.wakeNext();
      await hub.settle();
    }
    await hub.stop();
    await swept(world);
    const mine = await mineOf(world);
    expect(mine.packages.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn', 'withdrawn']);
    for (const { receivedAt, since } of mine.packages)
      for (const at of [receivedAt, since]) expect(Date.parse(at) % QUARTER).toBe(0);
    expect(mine.older).toEqual([]);
    expect(world.inbox.mails).toEqual([]);
  });

  test('stays told, or not, whatever comes later and however often the sweep comes', async () => {
    const world = await worldWith();
    const first = await send(world, 'first');
    const told = async () => (await mineOf(world)).packages.map(({ id }) => id);
    expect(await told()).toEqual([first.id]);
    const later: OperationKey[] = [];
    for (let number = 0; number < 6; number += 1) later.push(await send(world, `later-${number}`));
    const before = await told();
    expect(before).toContain(first.id);
    const mails = world.inbox.mails.length;
    await Promise.all([swept(world), swept(world)]);
    for (const key of later) await notifyPending(world.ports, flowSettings, key);
    expect(await told()).toEqual(before);
    await world.time.pass(2 * DAY);
    await swept(world);
    expect(await told()).toEqual(before);
    expect(world.inbox.mails).toHaveLength(mails);
    // On another day there is room again, for what ends then.
    const next = await send(world, 'next');
    expect(await told()).toContain(next.id);
  });

  test('hides nothing that is frozen, however many there are of it', async () => {
    const world = await worldWith({ endsToldPerDay: 1, maxOpen: 1000 });
    const colleague = await send(world, 'colleague', 'table.csv');
    for (let number = 0; number < 70; number += 1) await send(world, `flood-${number}`);
    const { packages, older } = await mineOf(world);
    expect(packages.map(({ id }) => id)).toContain(colleague.id);
    expect(packages).toHaveLength(2);
    expect(older).toEqual([]);
  });

  test('is shown from the tick on that follows, and not at the moment in which it ended', async () => {
    const world = await worldWith();
    await world.time.pass(7 * 60_000);
    const operation = await world.operation(await send(world, 'one'));
    const at = (offset: number) => new Date(Date.parse('2026-03-02T10:00:00.000Z') + offset);
    expect(isShownOutside(operation, at(QUARTER - 1), usualTicks)).toBe(false);
    expect(isShownOutside(operation, at(QUARTER), usualTicks)).toBe(true);
  });
});
