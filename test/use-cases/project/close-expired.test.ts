import { beforeEach, describe, expect, test } from 'vitest';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { newPendingChange } from '../../../src/domain/definition/pending-change.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import { setHold } from '../../../src/use-cases/operation/hold.ts';
import { sweep } from '../../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../../activities/flow-settings.ts';
import { collect } from '../../contract/samples.ts';
import { MemoryWorld } from '../../memory/world.ts';

const idle = { start: async () => {}, wake: async () => {} };
const ethics = { kind: 'Ethics approval', reference: 'EK-1', until: '2026-03-01' };

let world: MemoryWorld;
beforeEach(async () => {
  // It begins on the last day of the ethics approval.
  world = new MemoryWorld(7);
  await world.project({ governance: [ethics], closeAfterLapse: 2 });
});

const swept = () => sweep(world.ports, idle, sweepSettings);
const found = async () => {
  const stored = await world.ports.projects.get('heart-study');
  if (stored === undefined) throw new Error('there is no project');
  return stored;
};
const told = () => world.inbox.mails.filter(({ subject }) => subject.includes('Is closed on'));
const put = async (change: Partial<Project>) => {
  const { value, etag } = await found();
  await world.ports.projects.put({ ...value, ...change }, etag);
};
const events = async () =>
  (await collect(world.ports.audit.lines('heart-study'))).map((line) => parseChainLine(line).event);

describe('a project that is closed after its governance', () => {
  test('is told to everybody once its last day is over, and closed with its releases kept on the day of the plan', async () => {
    await swept();
    expect(told()).toEqual([]);
    await world.time.pass(DAY);
    for (let sweeps = 0; sweeps < 2; sweeps += 1) await swept();
    const { people } = (await found()).value;
    const everybody = new Set(Object.values(people).flatMap((list) => list.map(({ email }) => email)));
    expect(new Set(told().map(({ to }) => to))).toEqual(everybody);
    expect(told()).toHaveLength(everybody.size);
    expect(told()[0]?.subject).toBe('[heart-study] Is closed on 2026-05-02 unless its governance is renewed');
    await world.time.pass(60 * DAY);
    await swept();
    expect((await found()).value.closed).toBeUndefined();
    await world.time.pass(2 * DAY);
    await swept();
    expect((await found()).value.closed).toEqual({ releases: 'keep' });
    const changed = (await events()).filter(({ kind }) => kind === 'project.changed').at(-1);
    expect(changed).toMatchObject({ actor: 'control-plane', data: { reason: expect.stringContaining('2026-03-01') } });
  });

  test('goes on once it is renewed, and another day is another plan with thirty days of its own', async () => {
    await world.time.pass(DAY);
    await swept();
    await put({ governance: [{ ...ethics, until: '2030-03-01' }] });
    await world.time.pass(90 * DAY);
    await swept();
    expect((await found()).value.closed).toBeUndefined();
    const before = told().length;
    await put({ governance: [{ ...ethics, until: '2020-03-01' }] });
    await swept();
    await world.time.pass(29 * DAY);
    await swept();
    expect(told().length).toBe(2 * before);
    expect((await found()).value.closed).toBeUndefined();
    await world.time.pass(2 * DAY);
    await swept();
    expect((await found()).value.closed).toEqual({ releases: 'keep' });
  });

  test('waits for a hold, and for a change that waits for a second operator', async () => {
    await world.time.pass(DAY);
    await swept();
    await world.time.pass(61 * DAY);
    const { value, hash } = await found();
    const by = { oid: 'otto', name: 'Otto', emails: ['otto@example.org'] };
    const later = { ...value, governance: [{ ...ethics, until: '2030-03-01' }] };
    const asked = { id: 'chg_1', by, reason: 'renewed', against: hash, definition: later, changes: [] };
    await world.ports.changes.put(newPendingChange(asked, world.time.now()), null);
    await swept();
    expect((await found()).value.closed).toBeUndefined();
    const stored = await world.ports.changes.get('heart-study');
    if (stored !== undefined) await world.ports.changes.remove(stored);
    const caller = { ...by, roles: ['Ops.Operator'], groups: 'no-claim' as const };
    await setHold(world.ports, idle, { project: 'heart-study', caller, reason: 'a leak', takeBack: false });
    await swept();
    expect((await found()).value.closed).toBeUndefined();
  });

  test('is not closed while nobody could be told', async () => {
    await world.time.pass(DAY);
    const mailer = { send: () => Promise.reject(new Error('no mail server')) };
    const sweptInVain = () => sweep({ ...world.ports, mailer }, idle, sweepSettings);
    await expect(sweptInVain()).rejects.toThrow('no mail server');
    await world.time.pass(100 * DAY);
    await expect(sweptInVain()).rejects.toThrow('no mail server');
    expect((await found()).value.closed).toBeUndefined();
    await swept();
    expect((await found()).value.closed).toBeUndefined();
    expect(told().length).toBeGreaterThan(0);
  });
});
