import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { amend, requireProject } from '../../src/activities/operation/operations.ts';
import { askAgain } from '../../src/activities/review/amend-round.ts';
import { askInspection } from '../../src/activities/review/ask-inspection.ts';
import { readText } from '../../src/azure/base/blob-text.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import type { MissingReason } from '../../src/domain/inspection/round-evidence.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { noEarlier } from '../../src/domain/operation/said-about.ts';
import { isUninspected } from '../../src/domain/overview/uninspected.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { asStored } from '../../src/domain/project/stored-definition.ts';
import { type InspectionRequest, inspectionPath, inspectionRequest } from '../../src/domain/review/inspection.ts';
import { measureStatus } from '../../src/domain/telemetry/measurements.ts';
import { malwareProblems } from '../../src/domain/transfer/scan-gate.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { notifyUninspected } from '../../src/use-cases/notification/notify-uninspected.ts';
import { retryOperation, stopOperation } from '../../src/use-cases/operation/operator-acts.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { collect, operationId } from '../contract/samples.ts';
import { definition, person, usualDisclosure } from '../domain/sample.ts';
import { noHook } from '../memory/hook.ts';
import { letOut } from '../memory/let-out.ts';
import type { RoomAnswer } from '../memory/reading-room.ts';
import { MemoryWorld } from '../memory/world.ts';
import { flowSettings, openEgress } from './flow-settings.ts';

const minutes = (count: number) => count * 60_000;
const quiet: Workflows = { start: async () => {}, wake: async () => {} };
const researcher = person('Rita', 2);

async function startWorld(hasRoom = true): Promise<MemoryWorld> {
  const world = new MemoryWorld(1, noHook, { hasRoom });
  await world.project();
  return world;
}

async function drop(world: MemoryWorld): Promise<OperationKey> {
  await world.put('exports', 'heart-study/results/table.csv', 'x,y\n');
  await world.put('exports', 'heart-study/results/_COMPLETE', '', { purpose: 'Table 2 of the paper' });
  return await world.open('export', 'heart-study/results/_COMPLETE');
}

/** Runs the flow until it is in that state, or has ended. */
async function until(world: MemoryWorld, key: OperationKey, state: string): Promise<void> {
  await world.run('export', key, async () => (await world.operation(key)).state === state);
}

/** Runs it to its review and gives the row, the round and how many milliseconds it was inspected. */
async function reviewed(world: MemoryWorld, key: OperationKey) {
  await world.run('export', key, async () => {
    const { state, round } = await world.operation(key);
    return state === 'in-review' && round !== undefined;
  });
  const operation = await world.operation(key);
  const { rounds } = await world.ports.decisions.read(key.id);
  const began = (await told(world, key, 'export.inspecting')).at(-1)?.at;
  return { operation, round: rounds.at(-1)?.value, took: Date.parse(operation.since) - Date.parse(began) };
}

/** The audit lines about it of that kind. */
async function told(world: MemoryWorld, { id }: OperationKey, kind: string) {
  const all = (await collect(world.ports.audit.lines('heart-study'))).map((line) => JSON.parse(line));
  return all.filter((line) => line.operation === id && line.kind === kind);
}

async function lines(world: MemoryWorld, key: OperationKey, kind: string) {
  return (await told(world, key, kind)).map(({ data }) => data);
}

test('evidence comes with its hash into row, audit, round, decisions and receipt', async () => {
  const world = await startWorld();
  let id = '';
  const released = await letOut(
    world,
    async () => {},
    async (key) => {
      id = key.id;
      await world.room.answerAll();
    },
  );
  expect(released).toBe('released');
  const key = { project: 'heart-study', id };
  const { inspection, package: frozen } = await world.operation(key);
  const path = inspectionPath({ project: 'heart-study', exportId: id, digest: frozen?.digest ?? '' });
  const { text = '' } = (await readText(world.storage.container('secure', 'evidence').getBlobClient(path))) ?? {};
  const hash = createHash('sha256').update(text).digest('hex');
  const verdicts = { lookedAt: 1, note: 0, notChecked: 0, review: 0, block: 0 };
  expect(inspection?.evidence).toEqual({ hash, verdicts, unchecked: 0, types: ['table'] });
  const said = { digest: frozen?.digest, evidence: hash, ...verdicts, unchecked: 0 };
  expect(await lines(world, key, 'inspection.read')).toEqual([said]);
  expect(await lines(world, key, 'review.opened')).toMatchObject([said]);
  const { rounds, decisions } = await world.ports.decisions.read(id);
  expect(rounds.map(({ value }) => value.evidence)).toEqual([inspection?.evidence]);
  expect(decisions.map(({ evidence }) => evidence)).toEqual([hash, hash]);
  expect((await lines(world, key, 'decision.recorded')).map(({ evidence }) => evidence)).toEqual([hash, hash]);
  expect(decodeJwt((await world.ports.manifests.readReceipt(`${id}-release`)) ?? '')).toMatchObject({ evidence: hash });
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, receipts: { bad: [] } });
});

test('the room is asked once, about these files, by the thresholds of the project, until the end of the wait', async () => {
  const world = new MemoryWorld(1, noHook, { hasRoom: true });
  const thresholds = { ...usualDisclosure.thresholds, minCount: 25 };
  const { egress } = projectSchema.parse(asStored({ ...definition(), egress: openEgress }));
  await world.project({ egress: { ...egress, downloads: true, disclosure: { ...usualDisclosure, thresholds } } });
  const key = await drop(world);
  await until(world, key, 'inspecting');
  const { since, package: frozen } = await world.operation(key);
  for (let time = 0; time < 2; time += 1) await world.activities.askInspection(key);
  const [asked, ...others] = await world.room.open();
  expect(others).toEqual([]);
  expect(asked).toEqual({ project: 'heart-study', exportId: key.id, digest: frozen?.digest });
  const path = inspectionPath(asked ?? { project: '', exportId: '', digest: '' });
  const request = await readText(world.storage.container('secure', 'inspections').getBlobClient(path));
  const { hash, value } = (await world.ports.projects.get('heart-study')) ?? {};
  expect(JSON.parse(request?.text ?? '')).toMatchObject({
    definition: hash,
    thresholds,
    downloads: true,
    approvers: value?.people.approvers.map(({ oid }) => oid),
    deadline: new Date(Date.parse(since) + minutes(30)).toISOString(),
  });
});

test('the room is told with which package one goes on, wherever that was said', async () => {
  const world = await startWorld();
  const key = await drop(world);
  await until(world, key, 'inspecting');
  const [continues, other] = [operationId('export'), operationId('export')];
  const submission = { purpose: 'Table 2', by: { oid: 'oid' }, at: '2026-11-01T10:00:00.000Z' };
  const asked: (string | undefined)[] = [];
  for (const more of [
    {},
    { submission: { ...submission, continues } },
    { saidInside: { continues } },
    { submission: { ...submission, continues }, saidInside: { continues: other } },
    { submission: { ...submission, continues: noEarlier }, saidInside: { continues: other } },
  ]) {
    const operation = { ...(await world.operation(key)), ...more };
    const get = async () => ({ value: operation, etag: '1' });
    const ask = async (_: unknown, request: InspectionRequest) => {
      asked.push(inspectionRequest.parse(request).continues);
      return 'created' as const;
    };
    await askInspection(
      { ...world.ports, register: { ...world.ports.register, get }, inspectionRequests: { ask } },
      { publicBaseUrl: 'https://gate.example.org' },
      key,
    );
  }
  expect(asked).toEqual([undefined, continues, continues, continues, undefined]);
});

test('without an answer its approvers are asked after 30 minutes, after few looks, and are told so', async () => {
  const world = await startWorld();
  const key = await drop(world);
  let looks = 0;
  const look = world.activities.lookAtInspection;
  world.activities.lookAtInspection = async (input) => {
    looks += 1;
    return await look(input);
  };
  const { operation, round, took } = await reviewed(world, key);
  expect(operation.inspection).toMatchObject({ evidence: { missing: 'late' } });
  expect(round?.evidence).toEqual({ missing: 'late' });
  expect(Math.round(took / minutes(1))).toBe(30);
  expect(looks).toBeLessThan(20);
  expect(await lines(world, key, 'inspection.missing')).toEqual([
    { digest: operation.package?.digest, evidenceMissing: 'late' },
  ]);
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
});

test.each<[RoomAnswer, MissingReason]>([
  ['garbage', 'unreadable'],
  ['other-files', 'other-files'],
])('an answer that is %s ends the wait at once, and counts as none', async (how, missing) => {
  const world = await startWorld();
  const key = await drop(world);
  await until(world, key, 'inspecting');
  await world.activities.askInspection(key);
  await world.room.answerAll(how);
  const { operation, round, took } = await reviewed(world, key);
  expect([operation.inspection?.evidence, round?.evidence]).toEqual([{ missing }, { missing }]);
  expect(took).toBeLessThan(minutes(1));
});

test('evidence that comes after the wait is shown by the next round, and not by the one that is open', async () => {
  const world = await startWorld();
  const key = await drop(world);
  await reviewed(world, key);
  await world.room.answerAll();
  const { rounds: open } = await world.ports.decisions.read(key.id);
  expect(open.map(({ value }) => value.evidence)).toEqual([{ missing: 'late' }]);
  const { value, etag } = await requireProject(world.ports.projects, key.project);
  const approval = { ...value.egress.approval, quorum: 1 };
  await world.ports.projects.put({ ...value, egress: { ...value.egress, approval } }, etag);
  await world.activities.lookAtRound(key);
  const { rounds } = await world.ports.decisions.read(key.id);
  expect(rounds.map(({ value }) => value.evidence)).toEqual([
    { missing: 'late' },
    expect.objectContaining({ hash: expect.any(String), unchecked: 0 }),
  ]);
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
});

test('other evidence than the one of a round changes nothing about it afterwards', async () => {
  const world = await startWorld();
  const key = await drop(world);
  await until(world, key, 'inspecting');
  await world.activities.askInspection(key);
  await world.room.answerAll();
  const { round } = await reviewed(world, key);
  const closed = { ...round, status: 'expired' as const };
  const { rounds } = await world.ports.decisions.read(key.id);
  const [stored] = rounds;
  if (stored === undefined || round === undefined) throw new Error('there is no round');
  await world.ports.decisions.updateRound({ value: { ...stored.value, ...closed }, etag: stored.etag });
  expect((await askAgain(world.ports, key)).evidence).toEqual(round.evidence);
});

test('a withdrawal and a stop end the wait, and a retry begins another', async () => {
  const withdrawn = await startWorld();
  const first = await drop(withdrawn);
  await until(withdrawn, first, 'inspecting');
  const wish = { key: first, by: researcher.oid, part: 'researcher', reason: 'a mistake' } as const;
  expect((await withdrawOperation(withdrawn.ports, quiet, wish)).state).toBe('inspecting');
  expect(await withdrawn.run('export', first)).toBe('returned');

  const stopped = await startWorld();
  const second = await drop(stopped);
  await until(stopped, second, 'inspecting');
  const act = { key: second, by: researcher.oid, reason: 'wait' };
  expect((await stopOperation(stopped.ports, flowSettings, quiet, act)).state).toBe('failed');
  await stopped.time.pass(minutes(40));
  const again = await retryOperation(stopped.ports, quiet, act);
  expect(again).toMatchObject({ state: 'inspecting' });
  expect(again).not.toHaveProperty('inspection');
  await stopped.room.answerAll();
  expect((await reviewed(stopped, second)).operation.inspection?.evidence).toHaveProperty('hash');
});

test('a late verdict of the malware scanner ends the wait, and the package is rejected', async () => {
  const world = await startWorld();
  const key = await drop(world);
  await until(world, key, 'inspecting');
  await amend(world.ports.register, key, () => ({
    problems: malwareProblems([{ path: 'table.csv', detail: 'EICAR' }]),
  }));
  expect(await world.run('export', key)).toBe('rejected');
});

test('without a reading room a package is reviewed as before', async () => {
  const world = await startWorld(false);
  const key = await drop(world);
  const { operation, round } = await reviewed(world, key);
  expect(operation).not.toHaveProperty('inspection');
  expect(round).not.toHaveProperty('evidence');
  expect(await world.room.open()).toEqual([]);
});

test.each<['no answer' | RoomAnswer]>([['no answer'], ['garbage'], ['other-files']])(
  'where files must be opened, %s lets nobody be asked by time, and operators are told',
  async (how) => {
    const world = new MemoryWorld(1, noHook, { hasRoom: true });
    const { egress, people } = projectSchema.parse(asStored({ ...definition(), egress: openEgress }));
    const viewing = (value: 'shown' | 'required') => ({
      egress: { ...egress, disclosure: { ...usualDisclosure, viewing: value } },
      people: { ...people, operators: [person('Olga', 90)] },
    });
    await world.project(viewing('required'));
    const key = await drop(world);
    await until(world, key, 'inspecting');
    await world.activities.askInspection(key);
    if (how !== 'no answer') await world.room.answerAll(how);
    const { since } = await world.operation(key);
    const later = Date.parse(since) + minutes(12 * 60);
    await world.run('export', key, async () => world.time.now().getTime() > later);
    const waiting = await world.operation(key);
    expect(waiting.state).toBe('inspecting');
    expect(waiting.inspection).toBeUndefined();
    expect(isUninspected(waiting, world.time.now())).toBe(true);
    expect(measureStatus([waiting], { untold: 0, givenUp: 0 }, world.time.now())).toContainEqual({
      metric: 'sallyport.packages.uninspected',
      value: 1,
      attributes: { 'sallyport.project': 'heart-study' },
    });
    const sent = world.inbox.mails.length;
    await notifyUninspected(world.ports, flowSettings, [waiting], {
      failures: new Failures(),
      share: startTimeSlice(world.ports.clock, 60),
    });
    expect(world.inbox.mails.length).toBeGreaterThan(sent);
    expect(world.inbox.mails.at(-1)?.text).toContain('nobody is asked before there is evidence: it waits');
    // What two operators say, with their reason, is the definition; the room is the other way.
    if (how === 'no answer') await world.room.answerAll();
    else {
      const { value, etag } = await requireProject(world.ports.projects, key.project);
      await world.ports.projects.put({ ...value, ...viewing('shown') }, etag);
    }
    const { operation, round } = await reviewed(world, key);
    expect(operation.state).toBe('in-review');
    expect('missing' in (round?.evidence ?? {})).toBe(how !== 'no answer');
    expect(isUninspected(operation, world.time.now())).toBe(how !== 'no answer');
  },
);
