import { defaultKnobs } from '../../local/azure/compute/knobs.ts';
import { noTelemetry } from '../../src/azure/telemetry/no-telemetry.ts';
import { projectTag } from '../../src/compute/domain/world.ts';
import { createReconciler } from '../../src/compute/reconcile/reconcile.ts';
import { subjectOf } from '../../src/compute/reconcile/subject.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { type Project, projectSchema } from '../../src/domain/project/project.ts';
import { checkChange } from '../../src/features/impact/check-change.ts';
import type { CheckedDefinition } from '../../src/features/impact/descriptions.ts';
import type { Identity } from '../../src/ports/sign-in.ts';
import { amendRoundsOf } from '../../src/use-cases/review/amend-rounds.ts';
import { forEver } from '../activities/flow-settings.ts';
import { memoryInMemory } from '../compute/reconcile/memory-in-memory.ts';
import { definition, person } from '../domain/sample.ts';
import { LivingWorld } from '../memory/living-world.ts';
import { MemoryMachines } from '../memory/machines.ts';
import { MemoryWorkspace } from '../memory/workspace.ts';

/** An operator by their directory entry. */
export function operator(name: string, number: number): Identity {
  const { oid, email } = person(name, number);
  return { oid, name, emails: [email], roles: ['Ops.Operator'], groups: 'no-claim' };
}

export const otto = operator('Otto', 50);

const groups = { owners: 'g-o', researchers: 'g-r', approvers: 'g-a' };

/** A deployment with the project heart-study in which definitions are checked, and put afterwards. */
export class CheckedWorld {
  readonly living = new LivingWorld('2026-03-02T10:00:00Z');
  readonly machines: MemoryMachines;
  secondOperator = true;
  /** Azure answers no list while it is away. */
  isAzureAway = false;

  constructor() {
    const { time } = this.living.world;
    const options = { clock: time, knobs: defaultKnobs() };
    this.machines = new MemoryMachines(options, ['dsvm']);
    const workspace = new MemoryWorkspace(options).port;
    const machines = this.machines.port;
    const reconciler = createReconciler({
      telemetry: noTelemetry,
      machines,
      workspace,
      memory: memoryInMemory(),
      hours: this.living.world.ports.hours,
      record: async () => undefined,
      isHeld: async () => false,
      isInForce: async () => true,
      now: () => time.now(),
    });
    this.#planFor = async (project) => {
      if (this.isAzureAway) throw new Error('Azure is away');
      const subject = subjectOf(project, time.now());
      return await reconciler.planFor(subject, [subject]);
    };
  }

  readonly #planFor: (project: Project) => ReturnType<ReturnType<typeof createReconciler>['planFor']>;

  /** Puts the project in force: two of three approvers, nobody independent. */
  async begin(change: Partial<Project> = {}): Promise<Project> {
    const egress = { quietSeconds: 1, purposeRequired: false, approval: { quorum: 2, deadlineDays: 14 } };
    const sent = { ...definition(), ...forEver, ingress: { quietSeconds: 1 }, egress };
    const project = { ...projectSchema.parse(sent), ...change };
    await this.living.world.ports.projects.put(project, null);
    return project;
  }

  machine(name: string, power: 'running' | 'deallocated', size = 'Standard_D2s_v5'): void {
    this.machines.seed({ name, size, tags: { [projectTag]: 'heart-study' }, power });
  }

  /** What would become of the definition, if somebody put it. */
  check(body: unknown, caller: Identity = otto): Promise<CheckedDefinition> {
    const { secondOperator } = this;
    const { ports } = this.living.world;
    const given = { images: ['dsvm'], scannedDoors: [], secondOperator, planFor: this.#planFor };
    const groupsClaim = { projects: { 'heart-study': groups } };
    return checkChange({ ...ports, ...given, groupsClaim }, { project: 'heart-study', body, caller });
  }

  /** Puts the definition in force as an operator does, and holds the rounds to it. */
  async put(project: Project): Promise<void> {
    await this.living.change(project.id, () => project);
    await amendRoundsOf(this.living.world.ports, this.living.workflows, project.id);
  }

  /** Everything that is kept, to see that a check changes nothing. */
  async kept(): Promise<string> {
    const { ports } = this.living.world;
    const rows: unknown[] = [];
    for await (const item of ports.register.unfinished()) {
      rows.push(item);
      if ('operation' in item) rows.push(await ports.decisions.read(item.operation.id));
    }
    for await (const line of ports.audit.lines('heart-study')) rows.push(line);
    return JSON.stringify([rows, await ports.projects.find('heart-study'), await ports.changes.get('heart-study')]);
  }

  async latestRound({ id }: OperationKey) {
    const { rounds } = await this.living.world.ports.decisions.read(id);
    return rounds.map(({ value }) => value).sort((one, other) => other.number - one.number)[0];
  }
}

/** The consequence of that kind, and what it touches. */
export function consequence({ consequences }: CheckedDefinition, kind: string) {
  return consequences.find((one) => one.kind === kind);
}
