import { createActivities } from '../../src/activities/index.ts';
import { moveOperation } from '../../src/activities/operation/move.ts';
import { eventOf } from '../../src/activities/operation/record.ts';
import { note, systemChain } from '../../src/domain/audit/audit-event.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import { pendingAfter } from '../../src/domain/notification/pending-work.ts';
import { everyProject } from '../../src/domain/operation/hold.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { considerDecision } from '../../src/domain/review/approval.ts';
import { decisionEvent } from '../../src/domain/review/decision-event.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { setHold } from '../../src/use-cases/operation/hold.ts';
import { liftHold } from '../../src/use-cases/operation/lift-hold.ts';
import { stopOperation } from '../../src/use-cases/operation/operator-acts.ts';
import { retractVersion } from '../../src/use-cases/operation/retract-version.ts';
import { revokeRelease } from '../../src/use-cases/operation/take-back-release.ts';
import { closeProjects } from '../../src/use-cases/project/close-projects.ts';
import { recordDefinition } from '../../src/use-cases/project/definition-audit.ts';
import { extendDeadline, resendLinks } from '../../src/use-cases/review/change-review.ts';
import { liftHolds, ofTwo } from '../activities/lift-holds.ts';
import { at, emptyDoor, goOn, upload, withdraw } from '../activities/unpublished.ts';
import { flowSettings, openEgress, startWorld, type World } from '../activities/world.ts';
import { anEvent, anOperation } from '../contract/samples.ts';
import { person } from '../domain/sample.ts';
import { ClosingWorld } from './closing-world.ts';
import { copyRecords, type Records } from './records.ts';

export const project = 'heart-study';
/** A project that is closed, with its receipt. */
export const closedProject = 'old-study';

/** All records of a world, and the operations in it that tests name. */
export interface Played {
  readonly honest: Records;
  readonly dataset: OperationKey;
  readonly released: OperationKey;
  readonly other: OperationKey;
  /** Its review got more time and new links. */
  readonly steered: OperationKey;
  /** Released; its frozen copy was cleared. */
  readonly cleared: OperationKey;
  /** Its review expired, and it went back; later its frozen copy and what was returned were cleared. */
  readonly expired: OperationKey;
  /** Released and revoked; its folder is still to be looked at. */
  readonly revoked: OperationKey;
  /** Released by a project that was closed since, and kept outside. */
  readonly kept: OperationKey;
  /** A version that was retracted, to the end. */
  readonly retracted: OperationKey;
  /** A version that is being retracted and whose files are kept until then. */
  readonly retracting: OperationKey;
  /** Its first line is still owed. */
  readonly owing: OperationKey;
  /** Rejected, and nobody was told of it yet. */
  readonly untold: OperationKey;
  /** It failed, nobody was told of that yet, and it goes on by now. */
  readonly retried: OperationKey;
  /** Withdrawn while it was copied; what was copied is gone. */
  readonly withdrawn: OperationKey;
  /** When all of it was played. */
  readonly at: Date;
  /** It was stopped while its originals were deleted. */
  readonly interrupted: OperationKey;
}

/**
 * Plays datasets of which two are retracted and one was withdrawn under its copy, released packages of which one is revoked and one
 * cleared, one that was not decided in time and uploads that owe something, and copies every record.
 */
export async function playRecords(): Promise<Played> {
  const world = await startWorld();
  const { ports } = world;
  try {
    await world.put('ingress', `${project}/cohort/a.csv`, 'a');
    await world.put('ingress', `${project}/cohort/b.csv`, 'bb');
    const dataset = await world.open('ingress', `${project}/cohort/a.csv`);
    await world.run('ingress', dataset);
    const released = await release(world, 'results');
    const other = await release(world, 'figures');
    const steered = await release(world, 'maps', (key) => steer(world, key));
    const cleared = await release(world, 'models');
    await clear(world, cleared);
    const expired = await expire(world, 'notes');
    await clear(world, expired);
    const retracted = await retract(world, 'refused', 0);
    const retracting = await retract(world, 'regretted', 30);
    const revoked = await revoke(world, 'tables');
    const owing = await openWith(ports, 'late');
    const untold = await openWith(ports, 'wrong');
    await moveOperation(ports, { key: untold, from: 'receiving', event: 'reject' });
    const retried = await openWith(ports, 'again');
    await moveOperation(ports, { key: retried, from: 'receiving', event: 'fail', message: 'the disk was full' });
    await moveOperation(ports, { key: retried, from: 'failed', event: 'retry' });
    const interrupted = await interrupt(world, 'halted');
    const withdrawn = await withdrawInCopy(world, 'regretted');
    const kept = await close(world);
    await world.project({ id: 'lung-study', egress: openEgress });
    const stored = await ports.projects.get(project);
    const data = { definition: stored?.hash ?? '' };
    await recordDefinition(ports, project, { id: 'put', what: 'changed', data });
    for (const id of ['one', 'two', 'three'])
      await ports.audit.append('lung-study', [anEvent(id, { project: 'lung-study' })]);
    const orphan = { id: 'stray.1', at: world.now(), kind: 'upload.stray' } as const;
    await ports.audit.append(systemChain, [note(systemChain, orphan)]);
    await hold(world);
    const honest = await copyRecords(ports);
    const packages = { released, other, steered, cleared, expired, revoked, kept };
    const datasets = { dataset, retracted, retracting, withdrawn };
    return { honest, at: world.now(), ...datasets, ...packages, owing, untold, retried, interrupted };
  } finally {
    await world.stop();
  }
}

/** Holds the project twice and lifts the first hold; holds all projects, lifts that and holds them again. */
async function hold(world: World): Promise<void> {
  const workflows = { start: async () => {}, wake: async () => {} };
  const caller = person('Otto', 90);
  const { ports } = world;
  const until = laterBy(world, 30).now().toISOString();
  const first = await setHold(ports, workflows, { project, caller, reason: 'a leak is looked into', until });
  await setHold(ports, workflows, { project, caller, reason: 'there is a second leak' });
  const { id } = first.hold;
  const otto = { ...caller, emails: [] };
  await liftHold({ ...ports, ...ofTwo }, { project, caller: otto, reason: 'it was none', named: id });
  const all = { project: everyProject, caller, reason: 'the disk is full' };
  await setHold(ports, workflows, all);
  await world.pass();
  await liftHolds(ports, all);
  await world.pass();
  await setHold(ports, workflows, all);
}

/** Lets so much time pass that nothing of a package is kept any more, and clears it. */
async function clear(world: World, key: OperationKey): Promise<void> {
  const later = createActivities({ ...world.ports, clock: laterBy(world, 100) }, flowSettings);
  const { lookAtClearing, noteCleared } = world.activities;
  Object.assign(world.activities, { lookAtClearing: later.lookAtClearing, noteCleared: later.noteCleared });
  await world.run('clear', key);
  Object.assign(world.activities, { lookAtClearing, noteCleared });
}

/** Retracts a version; where storage keeps it for days, only the delete is tried. */
async function retract(world: World, name: string, retentionDays: number): Promise<OperationKey> {
  await world.put('ingress', `${project}/${name}/a.csv`, name);
  const key = await world.open('ingress', `${project}/${name}/a.csv`);
  await world.run('ingress', key);
  const { knobs } = world.versions;
  world.versions.knobs = { ...knobs, retentionDays, softDeleteDays: 0 };
  const workflows = { start: async () => {}, wake: async () => {} };
  const asked = { key, by: person('Otto', 90).oid, reason: 'consent was withdrawn' };
  await retractVersion(world.ports, flowSettings, workflows, asked);
  const waits = async () => (await world.operation(key)).transfers.at(-1)?.closedAt !== undefined;
  await world.run('retract', key, retentionDays === 0 ? {} : { enough: waits });
  const { state } = await world.operation(key);
  if (state !== (retentionDays === 0 ? 'retracted' : 'retracting')) throw new Error(`${key.id} is ${state}`);
  return key;
}

async function openWith(ports: World['ports'], name: string): Promise<OperationKey> {
  const operation = anOperation({ revision: 0, name });
  const data = { row: JSON.stringify(operation) };
  const event = eventOf(operation, { id: '0', kind: 'ingress.receiving', data }, operation.since);
  await ports.register.open(operation, pendingAfter(operation, event));
  return operation;
}

async function interrupt(world: World, name: string): Promise<OperationKey> {
  await world.put('ingress', `${project}/${name}/a.csv`, 'a');
  const key = await world.open('ingress', `${project}/${name}/a.csv`);
  let stopped = false;
  const before = async (activity: string) => {
    const due = activity === 'closeTransfer' && (await world.operation(key)).state === 'deleting';
    if (!due || stopped) return;
    stopped = true;
    const asked = { key, by: person('Otto', 90).oid, reason: 'the wrong files' };
    await stopOperation(world.ports, flowSettings, { start: async () => {}, wake: async () => {} }, asked);
  };
  const { state } = await world.run('ingress', key, { before });
  if (state !== 'failed') throw new Error(`${key.id} is ${state}`);
  return key;
}

async function withdrawInCopy(world: World, name: string): Promise<OperationKey> {
  world.versions.knobs = { retentionDays: 0, softDeleteDays: 0, deleteOfRetained: 'makes-version' };
  const key = await upload(world, name);
  await goOn(
    world,
    key,
    at('verifyCopy ingress-copy', () => withdraw(world.ports, key)),
    'withdrawing',
  );
  await world.activities.tellOwed(key);
  await emptyDoor(world, name);
  await goOn(world, key);
  const state = await goOn(world, key);
  if (state !== 'withdrawn') throw new Error(`${key.id} is ${state}`);
  return key;
}

/** Leads a package into review. */
async function review(world: World, name: string): Promise<OperationKey> {
  await world.put('exports', `${project}/${name}/table.csv`, name);
  await world.put('exports', `${project}/${name}/plot.json`, '{}');
  const key = await world.open('export', `${project}/${name}/table.csv`);
  await world.run('export', key, { enough: async () => (await world.operation(key)).state === 'in-review' });
  await world.activities.openReview(key);
  return key;
}

const laterBy = (world: World, days: number) => ({ now: () => new Date(world.now().getTime() + days * 86_400_000) });

/** An operator gives the review more time and sends its links anew. */
async function steer(world: World, key: OperationKey): Promise<void> {
  const ports = { ...world.ports, clock: laterBy(world, 2) };
  const workflows = { start: async () => undefined, wake: async () => undefined };
  const act = { key, by: person('Otto', 50).oid, reason: 'They are on holiday' };
  await extendDeadline(ports, workflows, act, { businessDays: 10 });
  await resendLinks(ports, workflows, act, undefined);
}

async function expire(world: World, name: string): Promise<OperationKey> {
  const key = await review(world, name);
  await createActivities({ ...world.ports, clock: laterBy(world, 20) }, flowSettings).lookAtRound(key);
  const { state } = await world.run('export', key);
  if (state !== 'returned') throw new Error(`${key.id} is ${state}`);
  return key;
}

async function release(
  world: World,
  name: string,
  before: (key: OperationKey) => Promise<void> = async () => undefined,
): Promise<OperationKey> {
  const { ports } = world;
  const key = await review(world, name);
  await before(key);
  for (const { oid, name: who } of [person('Ada', 11), person('Ben', 12)]) {
    const { rounds, decisions } = await ports.decisions.read(key.id);
    const [round] = rounds;
    if (round === undefined) throw new Error('no round');
    const now = world.now();
    const said = { choice: 'approve', reason: '', lookedAt: true, deidentified: true } as const;
    const askedSince = round.value.approvers.find((asked) => asked.oid === oid)?.since ?? '';
    const about = { exportId: key.id, project, round: 1, askedSince, digest: round.value.digest };
    const decision = { ...about, approver: oid, name: who, ...said, at: now.toISOString() };
    const verdict = considerDecision({ round: round.value, decisions, decision, now });
    if (verdict.kind !== 'accept') throw new Error(verdict.kind);
    await ports.decisions.record(decision, { value: verdict.round, etag: round.etag });
    await ports.audit.append(project, [decisionEvent(decision)]);
  }
  const { state } = await world.run('export', key);
  if (state !== 'released') throw new Error(`${key.id} is ${state}`);
  return key;
}

/** A project with one release is closed and comes to its end. */
async function close(world: World): Promise<OperationKey> {
  const closing = new ClosingWorld(world);
  await closing.project(closedProject, { egress: { quietSeconds: 1, approval: { required: false } } });
  const key = await closing.package(closedProject, 'results');
  await closing.run('export', key);
  await closing.close(closedProject, 'keep');
  await world.run('clear', key);
  const [failures, share] = [new Failures(), startTimeSlice(world.ports.clock, 60)];
  const workflows = { start: async () => {}, wake: async () => {} };
  await closeProjects({ ports: world.ports, workflows, settings: flowSettings, failures, share });
  failures.throwAny();
  return key;
}

async function revoke(world: World, name: string): Promise<OperationKey> {
  const key = await release(world, name);
  const around = { settings: flowSettings, workflows: { start: async () => {}, wake: async () => {} } };
  await revokeRelease(world.ports, around, { key, by: person('Otto', 90).oid, reason: 'a name is in it' });
  await world.run('revoke', key);
  return key;
}
