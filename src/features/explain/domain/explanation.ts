import type { Door } from '../../../domain/base/door.ts';
import type { ActName } from '../../../domain/lifecycle/acts.ts';
import type { Actor } from '../../../domain/operation/operation-table.ts';

/** Whose turn it is: an actor of the state tables, a second operator, or whoever administers Azure. */
export type NextActor = Actor | 'second-operator' | 'administrator';

export type Part = 'operator' | 'second-operator' | 'approver' | 'owner' | 'researcher' | 'administrator';

export interface KnownPerson {
  readonly oid: string;
  readonly name: string;
  readonly email: string;
}

/** Who may take a step: in which part, the people of whom that is known, and why some cannot. */
export interface Assignee {
  readonly part: Part;
  readonly people: readonly KnownPerson[];
  readonly not?: string;
}

/** A request that does the same as the command of a step; the path begins with /api. */
export interface StepRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
}

/**
 * Something that somebody can do next: what will happen, why, and the command that does it. `command` is empty where only a person can say
 * what to do; a word in angle brackets is to be filled in, and no first step has one.
 */
export interface NextStep {
  readonly who: Assignee;
  readonly what: string;
  readonly why: string;
  readonly act: ActName | null;
  readonly command: readonly string[];
  readonly request: StepRequest | null;
}

export interface Tried {
  readonly what: string;
  readonly at: string;
  readonly result: string;
}

/** The newest thing that went wrong; `cause` says what it means where that is known. */
export interface LastError {
  readonly message: string;
  readonly cause: string | null;
  readonly at: string;
}

/** A run of Data Factory; `url` leads to its page, where the deployment has one. */
export interface ExplainedRun {
  readonly step: string;
  readonly attempt: number;
  readonly status: string;
  readonly runId: string;
  readonly url: string | null;
}

export interface ExplainedThing {
  readonly kind: 'dataset' | 'package' | 'project' | 'compute';
  readonly id: string;
  readonly project: string;
  readonly door?: Door;
  readonly name?: string;
}

/** Times are ISO 8601 in UTC. */
export interface Explanation {
  readonly about: ExplainedThing;
  readonly state: string;
  readonly sentence: string;
  readonly waitsFor: string;
  readonly since: string;
  readonly until: string | null;
  readonly overdue: boolean;
  /** Null when nobody has to do anything any more. */
  readonly owner: NextActor | null;
  /** The best step first. */
  readonly next: readonly NextStep[];
  readonly tried: readonly Tried[];
  readonly lastError: LastError | null;
  readonly runs: readonly ExplainedRun[];
}
