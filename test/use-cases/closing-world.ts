import type { Flow } from '../../src/domain/base/door.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import type { Closed, Project } from '../../src/domain/project/project.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { changeDefinition } from '../../src/use-cases/project/change-definition.ts';
import { closeProject } from '../../src/use-cases/project/close-project.ts';
import { confirmChange } from '../../src/use-cases/project/confirm-change.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { openEgress, startWorld, type World } from '../activities/world.ts';
import { person } from '../domain/sample.ts';

const identity = (name: string, number: number) => {
  const { oid, email } = person(name, number);
  return { oid, name, emails: [email], roles: ['Ops.Operator'], groups: 'no-claim' as const };
};
export const otto = identity('Otto', 90);
export const olivia = identity('Olivia', 91);

/** Projects that are filled, closed by two operators and swept until nothing moves. */
export class ClosingWorld {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** The definition of a project with one operator; without review where `approval` says so. */
  async project(id: string, changes: Record<string, unknown> = {}): Promise<Project> {
    const people = {
      dataOwners: [person('Olga', 1)],
      researchers: [person('Rita', 2)],
      operators: [person('Otto', 90)],
    };
    const approvers = [person('Ada', 11), person('Ben', 12)];
    return await this.world.project({
      id,
      people: { ...people, approvers },
      ingress: { quietSeconds: 1, allowedExtensions: ['.csv'] },
      egress: openEgress,
      ...changes,
    });
  }

  /** Closes the project: Otto asks for it, Olivia confirms it. */
  async close(project: string, releases: Closed['releases']): Promise<void> {
    const ports = { ...this.world.ports, secondOperator: true, publicBaseUrl: sweepSettings.publicBaseUrl };
    const etag = (await this.world.ports.projects.get(project))?.etag ?? '';
    const asked = { project, releases, etag, caller: otto, reason: 'The study is over' };
    const waits = await closeProject(ports, asked);
    if (waits.kind !== 'waits') throw new Error(`closing is ${waits.kind}`);
    await confirmChange(ports, { project, id: waits.change.id, caller: olivia, reason: 'looked at it' });
  }

  /** Puts a definition in force as Otto, without a second operator. */
  async put(project: Project): Promise<unknown> {
    const { ports } = this.world;
    const etag = (await ports.projects.find(project.id))?.etag ?? null;
    const around = { ...ports, secondOperator: false, publicBaseUrl: sweepSettings.publicBaseUrl };
    return await changeDefinition(around, { project, etag, caller: otto, reason: 'why not', seen: 'by-the-act' });
  }

  async dataset(project: string, name: string, file = 'a.csv'): Promise<OperationKey> {
    await this.world.put('ingress', `${project}/${name}/${file}`, name);
    return await this.world.open('ingress', `${project}/${name}/${file}`);
  }

  async package(project: string, name: string): Promise<OperationKey> {
    await this.world.put('exports', `${project}/${name}/table.csv`, name);
    await this.world.put('exports', `${project}/${name}/_COMPLETE`, '');
    return await this.world.open('export', `${project}/${name}/table.csv`);
  }

  /** One sweep, and everything that it starts, until each of it rests or waits for people. */
  async swept(changes: Partial<Ports> = {}): Promise<void> {
    const started = new Map<string, { readonly flow: Flow; readonly key: OperationKey }>();
    const start = async (flow: Flow, instance: string, key: OperationKey) => void started.set(instance, { flow, key });
    await sweep({ ...this.world.ports, ...changes }, { start, wake: async () => {} }, sweepSettings);
    for (const { flow, key } of started.values()) await this.run(flow, key);
  }

  /** Runs a flow until it has ended, or waits for people. */
  async run(flow: Flow, key: OperationKey): Promise<Operation> {
    let looks = 0;
    const enough = async () => {
      const { state, hold } = await this.world.operation(key);
      if (state === 'in-review' || state === 'withdrawing' || hold !== undefined) looks += 1;
      return looks > 8;
    };
    await this.world.run(flow, key, { enough });
    return await this.world.operation(key);
  }

  /** Every operation of a project, by its name. */
  async states(project: string): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const door of ['ingress', 'export'] as const)
      for (const { name, state } of (await this.world.ports.register.list(door, project)).items) found[name] = state;
    return found;
  }
}

/** A world in which retention and soft delete are over at once. */
export async function startClosingWorld(): Promise<ClosingWorld> {
  const world = await startWorld();
  world.versions.knobs = { retentionDays: 0, softDeleteDays: 0, deleteOfRetained: 'makes-version' };
  return new ClosingWorld(world);
}
