import { beforeEach, describe, expect, test } from 'vitest';
import { readHold } from '../../src/activities/transfer/holds.ts';
import { note } from '../../src/domain/audit/audit-event.ts';
import { chainOf, holdData } from '../../src/domain/audit/recorded-hold.ts';
import { everyProject, type Hold, liftAs, wantsSecond } from '../../src/domain/operation/hold.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { holdForMalware, keepHolds, setHold } from '../../src/use-cases/operation/hold.ts';
import { liftHold } from '../../src/use-cases/operation/lift-hold.ts';
import { ofTwo } from '../activities/lift-holds.ts';
import { aHold } from '../contract/holds-contract.ts';
import { person } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';

const project = 'heart-study';
const idle = { start: async () => undefined, wake: async () => undefined };
const operator = (name: string, number: number) => {
  const { oid, email } = person(name, number);
  return { oid, name, emails: [email] };
};
const [otto, orla] = [operator('Otto', 90), operator('Orla', 91)];

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(26);
  await world.project();
});

const set = (caller: { readonly oid: string }, reason: string, held = project) =>
  setHold(world.ports, idle, { project: held, caller, reason });
const lift = (named: string, caller = otto, held = project) =>
  liftHold({ ...world.ports, ...ofTwo }, { project: held, caller, reason: 'it is over', named });
const on = async (held = project) => (await world.ports.holds.at(held)).map(({ value }) => value.reason);
const kinds = async (chain = project) => {
  const found: string[] = [];
  for await (const line of world.ports.audit.lines(chain)) found.push(JSON.parse(line).kind);
  return found.filter((kind) => kind.startsWith('hold.'));
};
async function sweep(): Promise<void> {
  const failures = new Failures();
  await keepHolds(world.ports, idle, failures);
  failures.throwAny();
}
const table = () => world.storage.sealed('holds');
async function loseTable(): Promise<void> {
  for await (const { partitionKey = '', rowKey = '' } of table().listEntities())
    await table().deleteEntity(partitionKey, rowKey);
}
const verified = async () => (await verifyProofs(world.ports)).findings;

describe('holds are a set', () => {
  test('each is lifted by itself, and the project is held until the last of them is', async () => {
    const one = await set(otto, 'a leak');
    const other = await set(orla, 'the network is moved');
    const all = await set(otto, 'the disk is full', everyProject);
    expect((await readHold(world.ports, project))?.text).toMatch(/^on hold since .* \(and 2 more holds\)$/);
    expect(await lift(one.hold.id)).toMatchObject({ kind: 'lifted', hold: { reason: 'a leak' } });
    expect(await on()).toEqual(['the network is moved']);
    expect(await lift(one.hold.id)).toBeUndefined();
    expect(await lift(other.hold.id, orla)).toMatchObject({ kind: 'lifted' });
    expect((await readHold(world.ports, project))?.text).toMatch(/^on hold with all projects .*: the disk is full$/);
    await lift(all.hold.id, otto, everyProject);
    expect(await readHold(world.ports, project)).toBeUndefined();
    expect(await verified()).toEqual([]);
  });

  test('the row that an earlier version wrote is one more', async () => {
    const { owner: _owner, ...before } = aHold({ project, by: otto.oid, reason: 'from before' });
    const { id, since, by, ...rest } = before;
    await table().createEntity({
      partitionKey: project,
      rowKey: 'hold',
      ...{ since, by, data: JSON.stringify({ id, since, by, ...rest }) },
    });
    await recordSetOf(before);
    const { hold } = await set(orla, 'of today');
    expect((await on()).toSorted()).toEqual(['from before', 'of today']);
    expect(await verified()).toEqual([]);
    expect(await lift(id)).toMatchObject({ kind: 'lifted' });
    expect(await on()).toEqual(['of today']);
    await lift(hold.id);
    expect(await verified()).toEqual([]);
  });

  test('what the malware scanner set two operators lift, where there are two', async () => {
    const { hold } = await set({ oid: 'control-plane' }, 'malware was found in exp_1');
    await set(otto, 'the network is moved');
    expect(await lift(liftAs(hold))).toMatchObject({ kind: 'waits', hold: { lifting: { by: { oid: otto.oid } } } });
    await expect(lift(liftAs(hold))).rejects.toThrow(
      'You asked for this lift yourself. Another operator must confirm it',
    );
    await expect(lift(liftAs(hold), { ...orla, emails: otto.emails })).rejects.toThrow('yourself');
    expect(await on()).toHaveLength(2);
    expect(await lift(liftAs(hold), orla)).toMatchObject({ kind: 'lifted' });
    expect(await on()).toEqual(['the network is moved']);
    expect((await kinds()).slice(2)).toEqual([
      'hold.lift-asked',
      'hold.lift-told',
      'hold.lift-intended',
      'hold.lifted',
    ]);
    expect(await verified()).toEqual([]);
  });

  test('what an incident set two operators lift, whoever of them opened it', async () => {
    const id = 'inc_20260301_0a1b2c3d';
    const { hold } = await setHold(world.ports, idle, {
      project,
      caller: otto,
      reason: 'a leak',
      id,
      owner: 'incident',
    });
    expect(await lift(hold.id)).toMatchObject({ kind: 'changed' });
    expect(await lift(liftAs(hold))).toMatchObject({ kind: 'waits' });
    expect(world.inbox.mails.map(({ subject }) => subject)).toContain(
      `[${project}] Somebody wants the hold of an incident lifted`,
    );
    await loseTable();
    await sweep();
    expect(await lift(liftAs(hold))).toMatchObject({ kind: 'waits' });
    expect(await lift(liftAs(hold), orla)).toMatchObject({ kind: 'lifted' });
    expect(await verified()).toEqual([]);
  });

  test('two lift the list that they saw: what was found since makes it another, and both ask again', async () => {
    const found = (mark: string) => holdForMalware(world.ports, idle, { project, id: `exp_${mark}` }, mark);
    const ofMalware = async () => (await world.ports.holds.at(project)).map(({ value }) => value)[0] ?? aHold();
    await found('1');
    const seen = await ofMalware();
    expect(await lift(seen.id)).toMatchObject({ kind: 'changed' });
    expect(await lift(liftAs(seen))).toMatchObject({ kind: 'waits' });
    await found('2');
    expect(await ofMalware()).not.toHaveProperty('lifting');
    expect(await lift(liftAs(seen), orla)).toMatchObject({ kind: 'changed', hold: { findings: ['exp_2'] } });
    expect(await lift(liftAs(await ofMalware()), orla)).toMatchObject({ kind: 'waits' });
    expect(await lift(liftAs(await ofMalware()))).toMatchObject({ kind: 'lifted' });
    expect(await verified()).toEqual([]);
  });

  test('the list names the first fifty, and what comes after them changes its digest too', async () => {
    const found = (at: number) => holdForMalware(world.ports, idle, { project, id: `exp_${at}` }, `m${at}`);
    const names = new Set<string>();
    const known = async () => (await world.ports.holds.at(project)).map(({ value }) => value)[0] ?? aHold();
    for (let at = 0; at < 54; at += 1) {
      await found(at);
      names.add(liftAs(await known()));
    }
    const before = await known();
    expect(names.size).toBe(54);
    expect(before).toMatchObject({ beyond: 3 });
    expect(before.findings).toHaveLength(50);
    await loseTable();
    await sweep();
    expect(await known()).toEqual(before);
  });
});

/** The line of a hold, as an earlier version wrote it. */
async function recordSetOf(hold: Hold): Promise<void> {
  const chain = chainOf(hold.project);
  const event = { id: `hold.${hold.id}.set`, at: world.time.now(), kind: 'hold.set', actor: hold.by } as const;
  await world.ports.audit.append(chain, [note(chain, { ...event, data: holdData(hold) })]);
}

describe('when the table of holds is lost', () => {
  beforeEach(async () => {
    await readHold(world.ports, project);
    await set(otto, 'a leak');
    const { hold } = await set(orla, 'it was none');
    await lift(hold.id);
    await set(orla, 'the disk is full', everyProject);
    await loseTable();
  });

  test('nothing begins: what was held comes back from its lines before anybody goes by the rows', async () => {
    expect((await readHold(world.ports, project))?.text).toMatch(/: a leak \(and 1 more hold\)$/);
    expect(await on()).toEqual(['a leak']);
    expect(await on(everyProject)).toEqual(['the disk is full']);
    expect(await verified()).toEqual([]);
  });

  test('the next sweep brings back what was held, and nothing that was lifted', async () => {
    await sweep();
    expect(await on()).toEqual(['a leak']);
    expect(await on(everyProject)).toEqual(['the disk is full']);
    expect(await verified()).toEqual([]);
  });

  test('that for malware comes back with what was found later, and wants two operators again', async () => {
    for (const mark of ['1', '2', '3']) await holdForMalware(world.ports, idle, { project, id: `exp_${mark}` }, mark);
    const ofMalware = async () => (await world.ports.holds.at(project)).map(({ value }) => value).find(wantsSecond);
    const before = await ofMalware();
    expect(before).toMatchObject({ reason: 'malware was found in exp_1', findings: ['exp_2', 'exp_3'] });
    await lift(liftAs(before ?? aHold()));
    await loseTable();
    await sweep();
    expect(await ofMalware()).toEqual(before);
    expect(await lift(liftAs(before ?? aHold()), orla)).toMatchObject({ kind: 'waits' });
  });

  test('a hold that somebody sets before the next sweep stands beside those that come back', async () => {
    await set(orla, 'a second leak');
    await sweep();
    expect((await on()).toSorted()).toEqual(['a leak', 'a second leak']);
    expect(await verified()).toEqual([]);
  });

  test('nothing begins while the audit does not answer', async () => {
    const lines = () => {
      throw new Error('the audit is away');
    };
    const away = { ...world.ports, audit: { ...world.ports.audit, lines } };
    await expect(readHold(away, project)).rejects.toThrow('the audit is away');
    expect((await readHold(world.ports, project))?.text).toContain('a leak');
  });
});

test('a hold that is set while the chain is away is on, says so, and its line follows', async () => {
  const append = async () => {
    throw new Error('the audit is away');
  };
  const away = { ...world.ports, audit: { ...world.ports.audit, append } };
  const answer = await setHold(away, idle, { project, caller: otto, reason: 'a leak' });
  expect(answer).toMatchObject({ audited: false, hold: { reason: 'a leak' } });
  expect(await readHold(world.ports, project)).toBeDefined();
  expect(await kinds()).toEqual([]);
  await sweep();
  expect(await kinds()).toEqual(['hold.set']);
  expect(await verified()).toEqual([]);
});

test('whoever asks again for what they set has set it, and another reason is another hold', async () => {
  const [one, again] = [await set(otto, 'a leak'), await set(otto, 'a leak')];
  expect(again.hold).toEqual(one.hold);
  await set(otto, 'a second leak');
  await set(orla, 'a leak');
  expect((await on()).toSorted()).toEqual(['a leak', 'a leak', 'a second leak']);
});
