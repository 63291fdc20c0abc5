import { storagePorts } from '../../src/azure/storage-ports.ts';
import { note } from '../../src/domain/audit/audit-event.ts';
import { tables } from '../../src/domain/base/stored-tables.ts';
import { pendingAfter } from '../../src/domain/notification/pending-work.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { kindsOf } from '../../src/domain/overview/stored-rows.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { considerDecision, decisionIn } from '../../src/domain/review/approval.ts';
import { decisionEvent } from '../../src/domain/review/decision-event.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { setHold } from '../../src/use-cases/operation/hold.ts';
import { retractVersion } from '../../src/use-cases/operation/retract-version.ts';
import { openedEvent } from '../../src/use-cases/operation/start-operation.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { noteAbsence } from '../../src/use-cases/people/absences.ts';
import { answerDuty } from '../../src/use-cases/people/answer-duty.ts';
import { changeDefinition } from '../../src/use-cases/project/change-definition.ts';
import { flowSettings, openEgress, sweepSettings } from '../activities/flow-settings.ts';
import { anOperation } from '../contract/samples.ts';
import { definition, person } from '../domain/sample.ts';
import { noHook } from '../memory/hook.ts';
import { letOut } from '../memory/let-out.ts';
import { MemoryWorld } from '../memory/world.ts';

export const [project, other] = ['heart-study', 'lung-study'];
export const idle = { start: async () => undefined, wake: async () => undefined };
const operator = { ...person('Otto', 90), roles: ['Ops.Operator'], groups: [] };

/** A deployment in full work that a sweep has looked at: datasets, a package in review with a decision, a hold, an absence, a change that waits. */
export class WorkingWorld {
  readonly world: MemoryWorld;
  dataset: OperationKey = { project, id: '' };
  inReview: OperationKey = { project, id: '' };

  constructor(hasSecondCopy: boolean) {
    this.world = new MemoryWorld(35, noHook, { hasSecondCopy });
  }

  static async begin({ hasSecondCopy = false } = {}): Promise<WorkingWorld> {
    const working = new WorkingWorld(hasSecondCopy);
    const { world } = working;
    for (const id of [project, other]) {
      await world.project({ id });
      const { hash = '' } = (await world.ports.projects.get(id)) ?? {};
      const put = { id: `put-${id}`, at: world.time.now(), kind: 'project.changed' as const };
      await world.ports.audit.append(id, [note(id, { ...put, data: { definition: hash, against: null } })]);
    }
    working.dataset = await working.#upload('ingress', 'cohort');
    await world.run('ingress', working.dataset);
    await working.#upload('ingress', 'arriving');
    const retracted = await working.#upload('ingress', 'withdrawn-consent');
    await world.run('ingress', retracted);
    const act = { key: retracted, by: operator.oid, reason: 'Consent was withdrawn' };
    await retractVersion(world.ports, flowSettings, idle, act);
    working.inReview = await working.#upload('export', 'results');
    const isAsked = async () => (await world.operation(working.inReview)).round === 1;
    await world.run('export', working.inReview, isAsked);
    await working.#decide();
    await working.#people();
    await working.sweep();
    return working;
  }

  /** One whose only package has left: it counts for limits, and its recipient accepted the terms. */
  static async released(): Promise<WorkingWorld> {
    const working = new WorkingWorld(false);
    const { world } = working;
    const gus = person('Gus', 8);
    const people = { ...definition().people, operators: [], recipients: [{ ...gus, organisation: 'South' }] };
    const limits = [{ name: 'year', of: 'project', days: 365, hard: { files: 9 } }] as const;
    const release = { recipients: ['Two registries'], terms: 'Delete it in the end.' };
    await world.project({ people, release, egress: projectSchema.shape.egress.parse({ ...openEgress, limits }) });
    if ((await letOut(world)) !== 'released') throw new Error('nothing was released');
    await world.time.pass(15 * 60_000);
    await working.sweep();
    const [asked] = await world.ports.duties.of(project);
    const { exportId: id = '', terms = '' } = asked?.value ?? {};
    const answer = { key: { project, id }, what: 'accept', terms } as const;
    await answerDuty(world.ports, flowSettings, answer, { oid: gus.oid, emails: [gus.email] });
    return working;
  }

  /** Ports as a process has them that begins now. */
  get afresh(): Ports {
    return { ...this.world.ports, ...storagePorts(this.world.storage.ofApp()) };
  }

  /** What is wrong with a service that does not answer is told in the log. */
  async sweep(ports = this.afresh): Promise<void> {
    await sweep(ports, idle, sweepSettings).catch((error: unknown) => {
      if (!(error instanceof AggregateError)) throw error;
    });
  }

  /** Something is opened whose line is still owed. */
  async owe(): Promise<void> {
    const owing = anOperation({ project, name: 'owing', revision: 0 });
    await this.world.ports.register.open(owing, pendingAfter(owing, openedEvent(owing)));
  }

  /** Removes the rows of a table that `takes`, and gives how many there were. */
  async loseRows(
    table: string,
    takes: (kind: string, row: { partition: string; key: string }) => boolean,
  ): Promise<number> {
    const raw = this.world.storage.table(table);
    let lost = 0;
    for await (const { partitionKey = '', rowKey = '' } of raw.listEntities()) {
      const [kind = ''] = kindsOf(table, partitionKey, rowKey);
      if (!takes(kind, { partition: partitionKey, key: rowKey })) continue;
      await raw.deleteEntity(partitionKey, rowKey);
      lost += 1;
    }
    return lost;
  }

  loseContainer(place: string): void {
    const container = this.world.storage.places().get(place);
    for (const name of container?.names() ?? []) container?.tamper(name, undefined);
  }

  /** The whole control account: what is in its tables and containers. */
  async loseAccount(): Promise<void> {
    for (const table of tables) await this.loseRows(table, () => true);
    for (const name of ['projects', 'manifests', 'tree', 'audit']) this.loseContainer(`control/${name}`);
  }

  async #upload(door: 'ingress' | 'export', name: string): Promise<OperationKey> {
    await this.world.put(door === 'ingress' ? 'ingress' : 'exports', `${project}/${name}/a.csv`, 'a');
    const key = await this.world.open(door, `${project}/${name}/a.csv`);
    await this.world.activities.loadOperation(key);
    return key;
  }

  async #decide(): Promise<void> {
    const { ports, time } = this.world;
    const { rounds } = await ports.decisions.read(this.inReview.id);
    const [stored] = rounds;
    if (stored === undefined) throw new Error('nobody was asked');
    const { digest, approvers } = stored.value;
    const said = { choice: 'approve', reason: '', lookedAt: true, deidentified: true, digest } as const;
    const decision = decisionIn(stored.value, { ...said, approver: approvers[1]?.oid ?? '' }, time.now());
    const verdict = considerDecision({ round: stored.value, decisions: [], decision, now: time.now() });
    if (verdict.kind !== 'accept') throw new Error(JSON.stringify(verdict));
    await ports.decisions.record(decision, { ...stored, value: verdict.round });
    await ports.audit.append(project, [decisionEvent(decision, verdict.round)]);
  }

  async #people(): Promise<void> {
    const { ports, time } = this.world;
    const { oid, name, email } = operator;
    const day = time.now().toISOString();
    await ports.people.put({
      oid,
      name,
      email,
      since: day,
      seenOn: day.slice(0, 10),
      origin: 'sign-in',
      clearedAt: null,
    });
    const stored = await ports.projects.get(project);
    const [approver] = stored?.value.people.approvers ?? [];
    if (stored === undefined || approver === undefined) throw new Error('nobody approves');
    const days = { from: '2026-03-01', to: '2026-03-09' };
    await noteAbsence(
      ports,
      idle,
      { person: { oid: approver.oid, email: approver.email }, by: approver.oid, reason: 'ill' },
      days,
    );
    await setHold(ports, idle, { project: other, caller: operator, reason: 'a look' });
    const asking = { ...ports, secondOperator: true, publicBaseUrl: 'https://gate.example.org' };
    const wanted = { project: { ...stored.value, tier: 'pilot' as const }, etag: stored.etag, reason: 'small' };
    await changeDefinition(asking, {
      ...wanted,
      caller: { ...operator, emails: [operator.email] },
      seen: 'by-the-act',
    });
  }
}
