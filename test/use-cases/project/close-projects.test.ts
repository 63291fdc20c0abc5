import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { ConflictError } from '../../../src/ports/records.ts';
import { setHold } from '../../../src/use-cases/operation/hold.ts';
import { readClosing } from '../../../src/use-cases/project/read-closing.ts';
import { anOperation, collect, fresh } from '../../contract/samples.ts';
import { type ClosingWorld, olivia, otto, startClosingWorld } from '../closing-world.ts';

let closing: ClosingWorld;
beforeAll(async () => {
  closing = await startClosingWorld();
});
afterAll(() => closing.world.stop());

const ports = () => closing.world.ports;
const receiptOf = async (project: string, releases: string) => {
  const jws = await ports().manifests.readReceipt(`${project}-closure-${releases}`);
  return jws === undefined ? undefined : decodeJwt(jws);
};
const view = async (project: string) => await readClosing(ports(), await ports().projects.find(project));
const kinds = async (project: string) =>
  (await collect(ports().audit.lines(project))).map((line) => parseChainLine(line).event.kind);
const mails = async (subject: string) => (await closing.world.mails()).filter((mail) => mail.subject === subject);

/** A version, a release, a package in review, a returned one, a rejected upload and one that is still arriving. */
async function fill(project: string): Promise<void> {
  await closing.project(project, { egress: { quietSeconds: 1, approval: { required: false } } });
  await closing.run('ingress', await closing.dataset(project, 'cohort'));
  await closing.run('export', await closing.package(project, 'results'));
  await closing.project(project);
  await closing.run('export', await closing.package(project, 'reviewed'));
  await closing.run('ingress', await closing.dataset(project, 'wrong', 'a.exe'));
  await closing.dataset(project, 'arriving');
  expect(await closing.states(project)).toEqual({
    cohort: 'available',
    results: 'released',
    reviewed: 'in-review',
    wrong: 'rejected',
    arriving: 'receiving',
  });
}

async function sweptUntilClosed(project: string, releases: 'keep' | 'revoke'): Promise<void> {
  for (let sweeps = 0; (await receiptOf(project, releases)) === undefined; sweeps += 1) {
    if (sweeps === 8) throw new Error(JSON.stringify(await closing.states(project)));
    await closing.swept();
  }
}

const proven = { findings: [], receipts: { bad: [] }, ok: true };
const ends = { cohort: 'retracted', reviewed: 'returned', wrong: 'discarded', arriving: 'discarded' };

describe('a closed project', () => {
  test('comes to its end with one receipt that lists everything, and keeps its releases', async () => {
    const project = fresh('kept');
    await fill(project);
    await closing.close(project, 'keep');
    expect(await view(project)).toMatchObject({
      releases: 'keep',
      receipt: null,
      waits: { moving: 4, clearing: 1, operator: [] },
      todo: [expect.stringContaining('"cohort/v1"'), expect.stringContaining('Copies')],
    });
    await sweptUntilClosed(project, 'keep');
    expect(await closing.states(project)).toEqual({ ...ends, results: 'released' });
    for (const place of ['ingress', 'datasets', 'exports', 'review', 'returned'] as const)
      expect(await closing.world.names(place, `${project}/`), place).toEqual([]);
    expect(await closing.world.names('released', `${project}/`)).toHaveLength(1);

    const receipt = await receiptOf(project, 'keep');
    expect(receipt).toMatchObject({ closedBy: otto.oid, confirmedBy: olivia.oid, releases: 'keep' });
    const listed = Object.fromEntries(
      [receipt?.['operations']].flat().map((one) => [Reflect.get(Object(one), 'name'), one]),
    );
    expect(Object.keys(listed)).toHaveLength(5);
    expect(listed['cohort']).toMatchObject({
      state: 'retracted',
      version: 1,
      restorableUntil: expect.any(String),
      receipts: [expect.stringMatching(/-deletion$/), expect.stringMatching(/-retraction$/)],
    });
    expect(listed['cohort']).toMatchObject({
      files: 1,
      bytes: 6,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      destroyed: [
        { place: 'ingress', at: expect.any(String), restorableUntil: expect.any(String) },
        { place: 'datasets', at: expect.any(String) },
      ],
    });
    expect(receipt?.['destruction']).toMatchObject({
      outcome: 'rest-stays',
      places: [
        { place: 'ingress', files: 0 },
        { place: 'datasets', files: 0 },
        { place: 'exports', files: 0 },
        { place: 'review', files: 0 },
        { place: 'returned', files: 0 },
        { place: 'released', files: 1, why: expect.stringContaining('as was chosen') },
      ],
      computes: { left: [] },
      kept: expect.arrayContaining([{ what: 'The audit', why: expect.any(String) }]),
    });
    expect(listed['results']).toMatchObject({
      state: 'released',
      receipts: expect.arrayContaining([
        expect.stringMatching(/-release$/),
        expect.stringMatching(/-clearing-review$/),
      ]),
    });
    expect(await view(project)).toMatchObject({ waits: null, receipt: expect.any(String) });
    const told = await mails(`[${project}] The project is closed`);
    expect(told.map(({ to }) => to[0]?.address)).toEqual(['olga@example.org', 'otto@example.org']);
    expect(told[0]?.text).toContain('released: What was released stays outside');
    expect(told[0]?.text).not.toContain('This is left to you');
    expect(told[1]?.text).toContain('This is left to you');
    expect(told[0]?.text).toContain('1 version retracted, 1 release kept outside');
    expect(await verifyProofs(ports(), project)).toMatchObject(proven);

    const lines = await kinds(project);
    await closing.swept();
    expect(await kinds(project)).toEqual(lines);
    expect(await mails(`[${project}] The project is closed`)).toHaveLength(2);
  });

  test('revokes its releases where that was chosen, at once or later', async () => {
    const project = fresh('revoked');
    await fill(project);
    await closing.close(project, 'revoke');
    await sweptUntilClosed(project, 'revoke');
    expect(await closing.states(project)).toEqual({ ...ends, results: 'revoked' });
    expect(await closing.world.names('released', `${project}/`)).toEqual([]);
    expect(await receiptOf(project, 'revoke')).toMatchObject({ destruction: { outcome: 'all-gone' } });
    expect(await verifyProofs(ports(), project)).toMatchObject(proven);

    const later = fresh('later');
    await closing.project(later, { egress: { quietSeconds: 1, approval: { required: false } } });
    await closing.run('export', await closing.package(later, 'results'));
    await closing.close(later, 'keep');
    await sweptUntilClosed(later, 'keep');
    await closing.close(later, 'revoke');
    await sweptUntilClosed(later, 'revoke');
    expect(await closing.states(later)).toEqual({ results: 'revoked' });
    expect(await receiptOf(later, 'keep')).toMatchObject({ operations: [{ state: 'released' }] });
    expect(await verifyProofs(ports(), later)).toMatchObject(proven);
  });

  test('takes nothing in, leaves what lies at its doors, and tells the senders why', async () => {
    const project = fresh('shut');
    await closing.project(project);
    await closing.close(project, 'keep');
    await closing.world.put('ingress', `${project}/late/a.csv`, 'late');
    await closing.world.put('exports', `${project}/late/a.csv`, 'late');
    await closing.swept();
    await closing.swept();
    expect(await closing.states(project)).toEqual({});
    expect(await closing.world.names('ingress', `${project}/`)).toHaveLength(1);
    expect(await closing.world.names('exports', `${project}/`)).toHaveLength(1);
    expect((await ports().register.rememberedDoor('ingress', project)).value).toMatchObject({
      waiting: 1,
      why: 'closed',
    });
    const told = await mails(`[${project}] 1 dataset waits: the project is closed`);
    expect(told.map(({ to }) => to[0]?.address).sort()).toEqual(['olga@example.org', 'otto@example.org']);
    expect((await kinds(project)).filter((kind) => kind === 'door.closed')).toHaveLength(2);
  });

  test('lets nothing in that was being opened by the definition from before', async () => {
    const project = fresh('raced');
    await closing.project(project);
    const { register } = ports();
    const counted = await register.rememberedDoor('ingress', project);
    await closing.close(project, 'keep');
    await closing.swept();
    expect(await receiptOf(project, 'keep')).toMatchObject({ operations: [] });
    await expect(register.open(anOperation({ project, revision: 0 }), [], counted)).rejects.toThrow(ConflictError);
    expect(await closing.states(project)).toEqual({});
  });

  test('waits with its certificate for computes that are deleted, and names those that are kept', async () => {
    const machine = { name: 'dsvm-1', size: 'Standard_D2s_v5', image: 'dsvm', power: { mode: 'off' } };
    const look = (computes: readonly string[], minutesAgo = 0) => ({
      ...{
        at: new Date(ports().clock.now().getTime() - minutesAgo * 60_000).toISOString(),
        steps: [],
        waiting: [],
        alerts: [],
        open: [],
        idle: [],
        notes: [],
      },
      computes: computes.map((name) => ({ kind: 'machine' as const, name, state: 'deallocated' })),
    });
    const going = fresh('going');
    await closing.project(going, { compute: { virtualMachines: [machine], keepComputeDays: 30 } });
    await ports().looks.write(going, look([], 1));
    await closing.close(going, 'keep');
    await closing.swept();
    expect(await view(going)).toMatchObject({ waits: { computes: 'a look at its computes' }, certificate: null });
    await ports().looks.write(going, look(['dsvm-1']));
    await closing.swept();
    expect(await view(going)).toMatchObject({ waits: { computes: 'the end of 1 compute' }, certificate: null });
    await ports().looks.write(going, look([]));
    await closing.swept();
    expect(await view(going)).toMatchObject({
      waits: null,
      certificate: { destruction: { outcome: 'all-gone', computes: { left: [], lookedAt: expect.any(String) } } },
    });
    expect(await verifyProofs(ports(), going)).toMatchObject(proven);

    const staying = fresh('staying');
    await closing.project(staying, { compute: { virtualMachines: [machine] } });

    await closing.world.put('exports', `${staying}/late/a.csv`, 'late');
    await closing.close(staying, 'keep');
    await ports().looks.write(staying, look(['dsvm-1']));
    await closing.swept();
    expect(await view(staying)).toMatchObject({
      certificate: {
        destruction: {
          outcome: 'rest-stays',
          places: expect.arrayContaining([
            { place: 'exports', files: 1, why: expect.stringContaining('no dataset or package holds') },
          ]),
          computes: { left: ['machine dsvm-1'], why: expect.stringContaining('people delete them') },
        },
      },
    });
  });

  test('stands still while it is on hold', async () => {
    const project = fresh('held');
    await closing.project(project);
    await closing.run('ingress', await closing.dataset(project, 'cohort'));
    await closing.close(project, 'keep');
    const idle = { start: async () => {}, wake: async () => {} };
    await setHold(ports(), idle, { project, caller: otto, reason: 'a leak is looked into' });
    await closing.swept();
    expect(await closing.states(project)).toEqual({ cohort: 'available' });
    expect(await receiptOf(project, 'keep')).toBeUndefined();
  });

  test('stays closed: no definition takes that away, and what is revoked is not kept again', async () => {
    const project = fresh('firm');
    const standing = await closing.project(project);
    await closing.close(project, 'revoke');
    await expect(closing.put(standing)).rejects.toThrow('is closed, and the definition would change that');
    await expect(closing.put({ ...standing, closed: { releases: 'keep' } })).rejects.toThrow('nothing was changed');
    await expect(closing.close(project, 'revoke')).rejects.toThrow('is closed already');
    await closing.put({ ...standing, title: 'Over', closed: { releases: 'revoke' } });
    const since = (await view(project))?.since;
    expect(since).toBe((await ports().projects.get(project))?.before.at(-1)?.since);
  });

  test('is not kept waiting by one operation that cannot be moved', async () => {
    const project = fresh('apart');
    await closing.project(project);
    const stuck = await closing.dataset(project, 'stuck');
    await closing.dataset(project, 'other');
    await closing.close(project, 'keep');
    const { register } = ports();
    const get = async (key: OperationKey) => {
      if (key.id === stuck.id) throw new Error('the row is locked');
      return await register.get(key);
    };
    await expect(closing.swept({ register: { ...register, get } })).rejects.toThrow('the row is locked');
    expect(await closing.states(project)).toEqual({ stuck: 'receiving', other: 'withdrawing' });
    expect(await view(project)).toMatchObject({ waits: { moving: 2 } });
  });

  test('gets one receipt and tells once, whatever is away in between', async () => {
    const project = fresh('crashed');
    await closing.project(project);
    await closing.close(project, 'keep');
    const { audit, mailer } = ports();
    const refuse = async () => {
      throw new Error('it is away');
    };
    const append: typeof audit.append = async (chain, events) =>
      events.some(({ kind }) => kind === 'project.closed') ? await refuse() : await audit.append(chain, events);
    await expect(closing.swept({ audit: { ...audit, append } })).rejects.toThrow('it is away');
    const first = await receiptOf(project, 'keep');
    expect(first).toMatchObject({ operations: [] });
    expect(await view(project)).toMatchObject({ receipt: null });
    await expect(closing.swept({ mailer: { ...mailer, send: refuse } })).rejects.toThrow('it is away');
    expect(await view(project)).toMatchObject({ receipt: expect.any(String) });
    await closing.swept();
    expect(await receiptOf(project, 'keep')).toEqual(first);
    expect(await mails(`[${project}] The project is closed`)).toHaveLength(2);
    expect((await kinds(project)).filter((kind) => kind.startsWith('project.closed'))).toEqual([
      'project.closed',
      'project.closed-told',
    ]);
    expect(await verifyProofs(ports(), project)).toMatchObject(proven);
  });
});
