import type { Decision } from './decision.ts';
import { nonDeterminism, type ScheduledEvent } from './non-determinism.ts';
import { SimTask } from './sim-task.ts';

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
  match(event: ScheduledEvent): void {
    const problem = nonDeterminism(event, this.#pending.get(event.EventId));
    if (problem) throw problem;
    this.#pending.delete(event.EventId);
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
