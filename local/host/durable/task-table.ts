import { SimTask } from './sim-task.ts';

/** Work that an action stands for and that is not yet in the history. */
export type Decision =
  | { id: number; kind: 'activity'; name: string; input: unknown }
  | { id: number; kind: 'timer'; fireAt: number }
  | { id: number; kind: 'sub-orchestration'; name: string; instanceId: string; input: unknown };

/** Thrown when the history holds work that the action list does not produce; fails the instance. */
export class NonDeterminism extends Error {
  override name = 'NonDeterminism';
}

const advice = 'Was the orchestrator code changed after this instance had started?';

function describe(kind: Decision['kind'], name: string | undefined): string {
  return name === undefined ? `a ${kind}` : `the ${kind} '${name}'`;
}

/** Numbers the tasks of the second replay and keeps which of them are open and which are not yet in the history. */
export class TaskTable {
  #nextId = 0;
  #pending = new Map<number, Decision>();
  #stashed: Decision[] = [];
  readonly #open = new Map<number, { task: SimTask; label: string }>();

  /** The next task number; every activity, timer and sub-orchestration takes one. */
  number(): number {
    return this.#nextId++;
  }

  /** Starts a task; it is new work unless the history turns out to hold it. */
  schedule(decision: Decision): SimTask {
    const task = new SimTask();
    this.#pending.set(decision.id, decision);
    const what = decision.kind === 'timer' ? `until ${new Date(decision.fireAt).toISOString()}` : `'${decision.name}'`;
    this.#open.set(decision.id, { task, label: `${decision.kind} ${decision.id} ${what}` });
    return task;
  }

  /** Finds the task that a history event says was scheduled; throws NonDeterminism when it is missing or another one. */
  match(id: number, kind: Decision['kind'], name?: string): void {
    const decision = this.#pending.get(id);
    const before = `A previous execution of this orchestration scheduled ${describe(kind, name)} with sequence ID ${id}`;
    if (!decision) throw new NonDeterminism(`${before}, but the current replay has not scheduled it. ${advice}`);
    const nameNow = decision.kind === 'timer' ? undefined : decision.name;
    if (decision.kind !== kind || nameNow !== name) {
      throw new NonDeterminism(
        `${before}, but the current replay produced ${describe(decision.kind, nameNow)} with this ID. ${advice}`,
      );
    }
    this.#pending.delete(id);
  }

  /** Ends an open task; an end for a task that is not open changes nothing, as a duplicate in Azure. */
  settle(id: number, state: 'succeeded' | 'failed'): void {
    const open = this.#open.get(id);
    this.#open.delete(id);
    open?.task.settle(state);
  }

  /** Forgets that a task is open: a cancelled timer no longer holds up the end of the instance. */
  close(id: number): void {
    this.#open.delete(id);
  }

  /** While an instance is suspended its new work is put aside. */
  stash(): void {
    this.#stashed.push(...this.#pending.values());
    this.#pending.clear();
  }

  /** Brings back what {@link stash} put aside. */
  restore(): void {
    for (const decision of this.#stashed) this.#pending.set(decision.id, decision);
    this.#stashed = [];
  }

  /** The work that the history does not hold, in the order of its numbers. */
  newWork(): Decision[] {
    return [...this.#pending.values()].sort((left, right) => left.id - right.id);
  }

  /** One line for each open task. */
  openLabels(): string[] {
    return [...this.#open.values()].map((open) => open.label);
  }
}
