import type { Door } from '../base/door.ts';
import type { Problem } from '../base/errors.ts';
import type { RoundEvidence } from '../inspection/round-evidence.ts';
import type { WithoutEvidence, WithoutEvidenceAsked } from '../inspection/without-evidence.ts';
import type { ManifestSummary } from './manifest.ts';

/** A problem of an upload. `publicMessage` may leave in mails and on pages; of a package it holds no name, value or count. */
export interface UploadProblem extends Problem {
  readonly publicMessage: string;
}

/** The steps in which bytes move; each is the name of its Data Factory pipeline. */
export const transferSteps = [
  'ingress-copy',
  'ingress-delete',
  'discard',
  'export-freeze',
  'export-delete',
  'export-release',
  'export-return',
  'export-discard',
  'release-revoke',
  'review-clear',
  'returned-clear',
  'dataset-retract',
] as const;
export type TransferStep = (typeof transferSteps)[number];

/**
 * One Data Factory run as the control plane knows it: written as `intended` before the run is asked for, and closed once.
 * `parameters` are exactly those of the pipeline; a run that does not carry them is not ours.
 */
export interface Transfer {
  readonly step: TransferStep;
  readonly attempt: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: 'intended' | 'started' | 'succeeded' | 'failed';
  readonly runId?: string;
  readonly intendedAt: string;
  /** When its run was asked for or found. */
  readonly startedAt?: string;
  readonly closedAt?: string;
  readonly message?: string;
  /** A hold ended this attempt, or tried to; when it failed, it does not count. */
  readonly held?: boolean;
}

/** Why an operation stopped, in which state, for an operator to act on. `publicMessage` may leave: it quotes nothing that was chosen inside. */
export interface Failure {
  readonly state: string;
  readonly message: string;
  readonly publicMessage: string;
  readonly at: string;
}

/**
 * An outage that keeps an operation from going on: since when, how often and when it was tried last, and what that try said. `stale`: no
 * outage, but a row that its audit knows to be old; the id of the line that shows it.
 */
export interface Outage {
  readonly since: string;
  readonly times: number;
  readonly lastAt: string;
  readonly message: string;
  readonly stale?: string;
}

/** How far the malware scan of an upload has come. It stays in the row behind the gate, since originals are deleted only when it still holds. */
export interface Scanning {
  /** From when the patience with the scanner counts: the beginning, or when an operator last asked to look again. */
  readonly since: string;
  readonly lookedAt: string;
  /** Why the upload rests until an operator acts or another verdict comes, with names; missing while it does not. */
  readonly unscanned?: string;
}

export interface Inspection {
  readonly evidence: RoundEvidence;
  readonly at: string;
}

/** The wish that an operation stops, by an operator (object id) or by a verdict of the control plane; what its runs did is looked up first. */
export interface Stop {
  readonly by: string;
  readonly message: string;
  readonly at: string;
}

/** Who took an operation back, in which part, why and when. A package that goes back because of it says so. */
export interface Withdrawal {
  readonly by: string;
  readonly part: 'owner' | 'researcher' | 'operator';
  readonly reason: string;
  readonly at: string;
}

/** A version of a dataset that was published: the operation that brought it, and how people know it. */
export interface PublishedVersion {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

export type MadeFrom = 'unknown' | readonly PublishedVersion[];

/**
 * What a signed-in researcher typed about a package, outside: why it is sent, what people call it there, and when it goes on with a package
 * that went back (`continues`, its id), what is answered to its approvers. `madeFrom` is missing where nothing was chosen.
 */
export interface Submission {
  readonly purpose: string;
  readonly madeFrom?: MadeFrom;
  readonly label?: string;
  readonly answer?: string;
  readonly continues?: string;
  /** Of earlier versions there is the name too. */
  readonly by: { readonly oid: string; readonly name?: string };
  readonly at: string;
}

/** How the last round of a package ended that led back to its researchers, with what those said who brought it about. */
export interface Outcome {
  readonly status: 'denied' | 'changes-wanted' | 'expired';
  readonly reasons: readonly string[];
}

/** What became of the wish that a version of a dataset is gone. Times are ISO 8601 in UTC. */
export interface Retraction {
  /** When people could reach it no longer, once the operator did what the answer said. */
  readonly closedAt: string;
  /** Object id of the operator, and why. */
  readonly by: string;
  readonly reason: string;
  /** Until then storage lets nobody delete a file of the version. */
  readonly retainedUntil: string;
  /** Until then a storage administrator could restore what is deleted when the retention ends, or now if it is over. */
  readonly restorableUntil: string;
  /** Of a copy that was never published: what becomes of its upload once nothing of the copy is left. */
  readonly unpublished?: 'withdrawn' | 'discarded';
}

/** Where a package goes once nothing of it is outside: to people again, back to the researchers, or to its end. */
export const takeBackEnds = ['in-review', 'returning', 'revoked'] as const;
export type TakeBackEnd = (typeof takeBackEnds)[number];

/** What was found outside when every run had ended: the digest of its listing, and since when the oldest file lay there. */
export interface FoundOutside extends ManifestSummary {
  readonly since?: string;
}

/**
 * That a release is taken back, before or after its end: by whom (object id or the control plane), why, and where the package goes then.
 * `number` counts how often that happened to the package; the row keeps the last.
 */
export interface TakeBack {
  readonly number: number;
  /** The state it was taken back from: `releasing` or `released`. */
  readonly from: string;
  readonly to: TakeBackEnd;
  readonly by: string;
  readonly reason: string;
  readonly at: string;
  readonly outside?: FoundOutside;
}

/** What people are told of a move behind which the operation goes on. */
export const passingNotificationKinds = ['received', 'in-review', 'approved', 'denied', 'changes-wanted'] as const;
export type PassingNotificationKind = (typeof passingNotificationKinds)[number];

/** When the frozen copy and the returned files of a package were deleted after the time of keeping, and why that could not go on at the last try. */
export interface Cleared {
  readonly review?: string;
  readonly returned?: string;
  readonly problem?: { readonly at: string; readonly message: string };
}

/**
 * One dataset on its way in or one package on its way out: the register row that every flow resumes from.
 * Times are ISO 8601 in UTC. `revision` counts state changes and makes the ids of audit events repeatable.
 */
export interface Operation<State extends string = string> {
  readonly id: string;
  readonly door: Door;
  readonly project: string;
  /** Dataset or package name: the path segment under the project. */
  readonly name: string;
  /** A dataset that is one file directly under the project, or a folder. */
  readonly shape: 'folder' | 'file';
  readonly state: State;
  readonly revision: number;
  readonly startedAt: string;
  readonly since: string;
  /** Of a package: since when it is revealed outside, once it is frozen, or ended or rests before that and is among the few that are told all the same. */
  readonly toldSince?: string;
  /** What people are told of the move to the present state, where the operation goes on behind it. */
  readonly tells?: PassingNotificationKind;
  /** Of a dataset, from copying on. */
  readonly version?: number;
  /** The researcher's reason, from the metadata of `_COMPLETE`; it was chosen inside. */
  readonly purpose?: string;
  readonly submission?: Submission;
  /** Of a package that came without a purpose: when its researchers are reminded of it. */
  readonly purposeUntil?: string;
  /** The listing of the source: what is checked, copied and deleted. `listedAt` is the Date header of its first page. */
  readonly source?: ManifestSummary & { readonly listedAt: string };
  /** The listing of the frozen copy; its digest is what people decide on. */
  readonly package?: ManifestSummary;
  readonly round?: number;
  /** Of a package that its approvers sent back, or did not decide about in time. */
  readonly outcome?: Outcome;
  readonly problems: readonly UploadProblem[];
  readonly failure?: Failure;
  readonly trouble?: Outage;
  /** What an upload lacks, of which nothing else is awaited. */
  readonly missing?: 'marker';
  /** Missing where no scan is required. */
  readonly scan?: Scanning;
  /** Of a package that waited for the reading room; missing where there is none. */
  readonly inspection?: Inspection;
  /** That somebody wants its review to go on without evidence: another operator has to agree before it moves. */
  readonly withoutEvidenceAsked?: WithoutEvidenceAsked;
  /** That both let its first round begin without. */
  readonly withoutEvidence?: WithoutEvidence;
  readonly stop?: Stop;
  /** That the release of a package is or was taken back, the last time. */
  readonly takeBack?: TakeBack;
  /** In words, the hold that it waits for to end. */
  readonly hold?: string;
  readonly withdrawal?: Withdrawal;
  readonly cleared?: Cleared;
  /** Of a version that was retracted, and of a copy that was never published. */
  readonly retraction?: Retraction;
  /** When an operator last led an operation out of a failure, or an outage during the upload ended; only attempts and hours since then count. */
  readonly retriedAt?: string;
  readonly transfers: readonly Transfer[];
}

/** What the message of a failure begins with that an operator wished for; the reason follows. */
export const stoppedByOperator = 'Stopped by an operator';

/** A failure as it is written down: what may leave of it is only the state in which it happened. */
export function failureIn(state: string, message: string, at: string): Failure {
  return { state, message, publicMessage: `It stopped while it was ${state}`, at };
}

/** The key of an operation and the input of its orchestration. */
export interface OperationKey {
  readonly project: string;
  readonly id: string;
}
