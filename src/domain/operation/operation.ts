import type { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import type { operationSchema } from './operation-schema.ts';
import { stateText } from './state-text.ts';

type Row = Frozen<z.infer<typeof operationSchema>>;

/** A problem of an upload. `publicMessage` may leave in mails and on pages; of a package it holds no name, value or count. */
export type UploadProblem = Operation['problems'][number];

/**
 * One Data Factory run as the control plane knows it: written as `intended` before the run is asked for, and closed once.
 * `parameters` are exactly those of the pipeline; a run that does not carry them is not ours.
 */
export type Transfer = Operation['transfers'][number];

/** Why an operation stopped, in which state, for an operator to act on. `publicMessage` may leave: it quotes nothing that was chosen inside. */
export type Failure = NonNullable<Operation['failure']>;

/**
 * An outage that keeps an operation from going on: since when, how often and when it was tried last, and what that try said. `stale`: no
 * outage, but a row that its audit knows to be old; the id of the line that shows it.
 */
export type Outage = NonNullable<Operation['trouble']>;

/**
 * How far the malware scan of an upload has come. It stays in the row behind the gate, since originals are deleted only when it still holds.
 * `since`: from when the patience with the scanner counts, the beginning or when an operator last asked to look again. `unscanned`: why the
 * upload rests until an operator acts or another verdict comes, with names.
 */
export type Scanning = NonNullable<Operation['scan']>;

/** Who took an operation back, in which part, why and when. A package that goes back because of it says so. */
export type Withdrawal = NonNullable<Operation['withdrawal']>;

/** A version of a dataset that was published: the operation that brought it, and how people know it. */
export interface PublishedVersion {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

export type MadeFrom = NonNullable<Submission['madeFrom']>;

/**
 * What a signed-in researcher typed about a package, outside: why it is sent, what people call it there, and when it goes on with a package
 * that went back (`continues`, its id), what is answered to its approvers. `madeFrom` is missing where nothing was chosen. Of earlier versions `by` has the name too.
 */
export type Submission = NonNullable<Operation['submission']>;

/** How the last round of a package ended that led back to its researchers, with what those said who brought it about. */
export type Outcome = NonNullable<Operation['outcome']>;

/** What became of the wish that a version of a dataset is gone. Times are ISO 8601 in UTC. */
export type Retraction = NonNullable<Operation['retraction']>;

/**
 * That a release is taken back, before or after its end: by whom (object id or the control plane), why, and where the package goes then.
 * `number` counts how often that happened to the package; the row keeps the last.
 */
export type TakeBack = NonNullable<Operation['takeBack']>;

/**
 * One dataset on its way in or one package on its way out: the register row that every flow resumes from.
 * Times are ISO 8601 in UTC. `revision` counts state changes and makes the ids of audit events repeatable.
 */
export type Operation<State extends string = string> = Omit<Row, 'state'> & { readonly state: State };

/** What the message of a failure begins with that an operator wished for; the reason follows. */
export const stoppedByOperator = 'Stopped by an operator';

/** A failure as it is written down: what may leave of it is only the state in which it happened. */
export function failureIn(state: string, message: string, at: string): Failure {
  return { state, message, publicMessage: `It stopped while it was ${stateText(state)}`, at };
}

/** The key of an operation and the input of its orchestration. */
export interface OperationKey {
  readonly project: string;
  readonly id: string;
}
