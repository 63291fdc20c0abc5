import type { Ending, Week } from '../domain/overview/week.ts';

/** Weekly sums of what came to an end in each project. They follow from the register and the rounds, and each end is counted once. */
export interface WeekStore {
  /** Counts the ends that were not counted before, by their keys. Whoever repeats it after a crash counts nothing twice. */
  count(project: string, endings: readonly Ending[]): Promise<void>;
  /** Weeks of a project in order, from that one on. */
  weeks(project: string, from?: string): Promise<readonly Week[]>;
  /** Weeks of all projects in order, from that one on: each project's by itself. */
  ofAll(from: string): Promise<readonly { readonly project: string; readonly week: Week }[]>;
  /** The keys of all ends of a project that are counted. */
  counted(project: string): Promise<ReadonlySet<string>>;
  /** Forgets all sums of a project, to count again. */
  forget(project: string): Promise<void>;
}
