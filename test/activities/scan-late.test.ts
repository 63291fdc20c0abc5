import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import { liftAs } from '../../src/domain/operation/hold.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { setHold } from '../../src/use-cases/operation/hold.ts';
import { liftHold } from '../../src/use-cases/operation/lift-hold.ts';
import { gather, person } from '../domain/sample.ts';
import { liftHolds, ofTwo } from './lift-holds.ts';
import {
  addresses,
  approve,
  drop,
  goOn,
  listening,
  mailsAbout,
  people,
  result,
  startScannedWorld,
  take,
} from './scanned-uploads.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startScannedWorld();
});
afterAll(async () => {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, findings: [], receipts: { bad: [] } });
  await world.stop();
});

/** The hold that stands, and that an operator lifts it. */
async function lift() {
  const hold = (await world.ports.holds.at('heart-study'))[0]?.value;
  const { oid } = person('Otto', 90);
  await liftHolds(world.ports, { project: 'heart-study', caller: { oid }, reason: 'it was looked into' });
  return hold;
}
const holdLines = async ({ id }: OperationKey) =>
  (await gather(world.ports.audit.lines('heart-study')))
    .map((line) => JSON.parse(line))
    .filter((line) => line.id.startsWith('hold.') && line.id.includes(id))
    .map(({ kind, actor, data: { reason } }) => ({ kind, actor, reason }));

describe('late malware', () => {
  test('holds the project without an end and without naming the file, once: a repeated message sets no hold that was lifted', async () => {
    const key = await drop(world, 'ingress', 'held', 'patient-names.csv');
    const late = await result(world, 'ingress', 'heart-study/held/patient-names.csv', 'Malicious');
    await take(world, await result(world, 'ingress', 'heart-study/held/patient-names.csv', 'No threats found'));
    expect(await goOn(world, 'ingress', key)).toBe('available');
    const away = { ...world.ports.audit, append: async () => Promise.reject(new Error('The audit is away')) };
    await expect(take(world, late, listening(), { ...world.ports, audit: away })).rejects.toThrow('The audit is away');
    for (let time = 0; time < 2; time += 1) await take(world, late);
    const reason = `malware was found in ${key.id}`;
    const hold = await lift();
    expect(hold).toMatchObject({ by: 'control-plane', reason, takeBack: false });
    expect(hold).not.toHaveProperty('until');
    await take(world, late);
    expect(await world.ports.holds.at('heart-study')).toEqual([]);
    const otto = { actor: person('Otto', 90).oid, reason: 'it was looked into' };
    expect(await holdLines(key)).toEqual([
      { kind: 'hold.set', actor: 'control-plane', reason },
      { kind: 'hold.lift-asked', ...otto },
      { kind: 'hold.lift-told', actor: 'control-plane' },
      { kind: 'hold.lift-intended', ...otto, actor: person('Orla', 91).oid },
      { kind: 'hold.lifted', ...otto, actor: person('Orla', 91).oid },
    ]);
  });

  test('holds beside what people set, which is lifted without it; what is found later is added to it', async () => {
    const found = async (name: string) => {
      const key = await drop(world, 'ingress', name);
      const path = `heart-study/${name}/a.csv`;
      const late = await result(world, 'ingress', path, 'Malicious');
      await take(world, await result(world, 'ingress', path, 'No threats found'));
      expect(await goOn(world, 'ingress', key)).toBe('available');
      return { key, late };
    };
    const [one, other] = [await found('stays'), await found('stays-too')];
    const { oid, name, email } = person('Otto', 90);
    const otto = { oid, name, emails: [email] };
    const asked = { project: 'heart-study', caller: otto, reason: 'the disk is moved' };
    await take(world, one.late);
    const { hold } = await setHold(world.ports, listening(), asked);
    await liftHold({ ...world.ports, ...ofTwo }, { ...asked, named: hold.id });
    const standing = async () => (await world.ports.holds.at('heart-study')).map(({ value }) => value);
    expect(await standing()).toMatchObject([{ reason: `malware was found in ${one.key.id}`, owner: 'malware' }]);

    const [first] = await standing();
    await liftHold({ ...world.ports, ...ofTwo }, { ...asked, named: first ? liftAs(first) : '' });
    expect(await standing()).toMatchObject([{ lifting: { by: { oid } } }]);
    for (let time = 0; time < 2; time += 1) await take(world, other.late);
    const [more] = await standing();
    expect(more).toMatchObject({ findings: [other.key.id] });
    expect(more).not.toHaveProperty('lifting');
    await lift();
    for (const { late } of [one, other]) await take(world, late);
    expect(await standing()).toEqual([]);
  });

  test('holds a package that is being released: its runs are cancelled at once', async () => {
    const key = await drop(world, 'export', 'leaving');
    const late = await result(world, 'export', 'heart-study/leaving/a.csv', 'Malicious');
    await take(world, await result(world, 'export', 'heart-study/leaving/a.csv', 'No threats found'));
    expect(await goOn(world, 'export', key)).toBe('in-review');
    for (const approver of people.approvers.slice(0, 2)) await approve(world, key, approver);
    let taken = false;
    const before = async (name: string) => {
      const { state, transfers } = await world.operation(key);
      if (taken || name !== 'pollTransfer' || state !== 'releasing') return;
      taken = true;
      await take(world, late);
      const runs = transfers.filter(({ step }) => step === 'export-release').map(({ runId }) => runId);
      expect(runs).toHaveLength(1);
      const cancelled = (await gather(world.ports.audit.lines('heart-study'))).filter((line) =>
        line.includes('cancel'),
      );
      expect(cancelled.some((line) => runs.some((run) => run !== undefined && line.includes(run)))).toBe(true);
    };
    await world.run('export', key, { before, enough: async () => taken });
    expect((await world.operation(key)).problems).toMatchObject([{ rule: 'malware' }]);
    await lift();
  });

  test('in a version that is available alarms, and leaves the version as its audit tells it', async () => {
    const key = await drop(world, 'ingress', 'late');
    const late = await result(world, 'ingress', 'heart-study/late/a.csv', 'Malicious');
    await take(world, await result(world, 'ingress', 'heart-study/late/a.csv', 'No threats found'));
    expect(await goOn(world, 'ingress', key)).toBe('available');
    for (let time = 0; time < 2; time += 1)
      expect(await take(world, late)).toEqual({ kind: 'kept', alarms: [{ project: 'heart-study', id: key.id }] });
    expect((await world.operation(key)).problems).toEqual([]);
    await lift();
    const other = { ...late, data: { ...late.data, eTag: '0x8D0' } };
    expect(await take(world, other)).toEqual({ kind: 'kept', alarms: [] });
  });

  test('that comes before the originals are deleted keeps them, and the dataset is not made available', async () => {
    const key = await drop(world, 'ingress', 'between');
    const late = await result(world, 'ingress', 'heart-study/between/a.csv', 'Malicious');
    await take(world, await result(world, 'ingress', 'heart-study/between/a.csv', 'No threats found'));
    const before = async (name: string) => {
      if (name !== 'verifyCopy') return;
      expect((await take(world, late)).kind).toBe('kept');
      await lift();
    };
    expect((await world.run('ingress', key, { before })).state).toBe('failed');
    const { failure, problems } = await world.operation(key);
    expect(failure?.message).toContain('the malware scanner found Virus:DOS/EICAR_Test_File in a.csv');
    expect(failure?.publicMessage).not.toContain('a.csv');
    expect(problems).toMatchObject([{ rule: 'malware' }]);
    expect(await world.names('ingress', 'heart-study/between/')).toEqual(['heart-study/between/a.csv']);
  });

  test('in a package in review takes it from its approvers and rejects it', async () => {
    const key = await drop(world, 'export', 'reviewed');
    const late = await result(world, 'export', 'heart-study/reviewed/a.csv', 'Malicious');
    await take(world, await result(world, 'export', 'heart-study/reviewed/a.csv', 'No threats found'));
    expect(await goOn(world, 'export', key)).toBe('in-review');
    const workflows = listening();
    expect(await take(world, late, workflows)).toEqual({
      kind: 'kept',
      alarms: [{ project: 'heart-study', id: key.id }],
    });
    expect(workflows.asked).toEqual([`wake ${key.id}`]);
    expect(await goOn(world, 'export', key)).toBe('rejected');
    await lift();
    const { rounds } = await world.ports.decisions.read(key.id);
    expect(rounds.map(({ value }) => value.status)).toEqual(['withdrawn']);
    const told = (await mailsAbout(world, key)).filter(({ subject }) => subject.includes('rejected'));
    const asked = ['ada@example.org', 'ben@example.org', 'cem@example.org'];
    expect(addresses(told)).toEqual([...asked, 'otto@example.org', 'rita@example.org']);
  });

  test('in a frozen package leaves a copy that a discard deletes from review, with a receipt; what came later stays', async () => {
    const key = await world.open('export', 'heart-study/reviewed/a.csv');
    expect(await world.operation(key)).toMatchObject({ state: 'rejected' });
    expect(await world.names('review', `heart-study/${key.id}/`)).not.toEqual([]);
    await world.put('exports', 'heart-study/reviewed/later.csv', 'z');
    expect(await world.run('discard', key)).toMatchObject({ state: 'discarded' });
    expect(await world.names('review', `heart-study/${key.id}/`)).toEqual([]);
    expect(await world.names('exports', 'heart-study/reviewed/')).toEqual(['heart-study/reviewed/later.csv']);
    const { transfers, cleared } = await world.operation(key);
    expect(transfers.at(-1)).toMatchObject({ step: 'export-discard', status: 'succeeded' });
    expect(cleared?.review).toBeDefined();
    expect(Object.keys(await receiptsOf(world.ports, key.id))).toContain('clearing-review');
    expect((await verifyProofs(world.ports)).receipts.bad).toEqual([]);
  });

  test('in an approved package keeps it inside', async () => {
    const key = await drop(world, 'export', 'approved');
    const late = await result(world, 'export', 'heart-study/approved/a.csv', 'Malicious');
    await take(world, await result(world, 'export', 'heart-study/approved/a.csv', 'No threats found'));
    expect(await goOn(world, 'export', key)).toBe('in-review');
    for (const approver of people.approvers.slice(0, 2)) await approve(world, key, approver);
    const before = async (name: string) => {
      if (name !== 'checkRelease') return;
      await take(world, late);
      await lift();
    };
    expect((await world.run('export', key, { before })).state).toBe('failed');
    expect(await world.names('released', 'heart-study/approved/')).toEqual([]);
  });
});
