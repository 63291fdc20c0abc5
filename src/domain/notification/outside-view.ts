import { calendarOf } from '../base/business-calendar.ts';
import { doorFacts, shortNumber } from '../base/door.ts';
import { sizeClass } from '../base/size-class.ts';
import { QUARTER, quarterOf } from '../base/time.ts';
import {
  endOf,
  failedText,
  type Obstacle,
  operationStatusOf,
  type PublicState,
  type WhyBack,
  waitOf,
  whyBack,
} from '../lifecycle/public-state.ts';
import { revealedSince } from '../lifecycle/revealed-ends.ts';
import { type ManifestSummary, sizeOfRelease } from '../operation/manifest.ts';
import type { Operation } from '../operation/operation.ts';
import type { Round } from '../review/round.ts';
import { type RejectionDetail, type RejectionWord, rejectionWordOf } from './rejection-word.ts';
import { secondsToTick, type Ticks } from './tick.ts';

/**
 * All that may be revealed of a package outside before people approved it: to researchers, in every mail, message and calendar entry whoever gets
 * it, and in telemetry. Names, order, subset, count and time of what lies inside are messages, so nothing of them stands here but a size class and times
 * rounded down to a quarter of an hour. What is told is made from this and from `SaidOutside`, and from nothing else.
 */
export interface OutsideView {
  readonly door: 'export';
  readonly project: string;
  /** Its time is rounded and the rest is chance. */
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly standing?: Obstacle;
  readonly failedIn?: string;
  /** What the rules are about that it breaks, where its project lets that be told. */
  readonly rule?: RejectionWord;
  readonly back?: WhyBack;
  /** Missing until its files were listed. */
  readonly size?: string;
  readonly received: string;
  readonly since: string;
  readonly until?: string;
  readonly page: string;
}

/** A dataset: it came from outside, and its owners are told by name and exactly. */
export type RevealedDataset = Operation & { readonly door: 'ingress' };

export type Revealed = RevealedDataset | OutsideView;

/** What beside its row a package is told by: its open round, and what its project lets be told of a rejection. */
interface Besides {
  readonly deadline?: string | undefined;
  /** Until when its release waits for an answer of its researchers. */
  readonly asked?: string | undefined;
  readonly detail?: RejectionDetail;
}

/** What its round tells of a package in review, at that time. */
export function besidesOf({ deadline, asked }: Besides = {}, now: Date): Besides {
  return asked !== undefined && now < new Date(asked) ? { deadline, asked } : { deadline };
}

/** Whether the operation is revealed outside at all: a package is not before its freeze, but for a few ends and rests a day. */
export function isRevealed(operation: Operation): boolean {
  return revealedSince(operation) !== undefined;
}

/** Whether pages show the operation outside at that time: a package from the tick on that follows the moment in which it began to be told. */
export function isShownOutside(operation: Operation, now: Date, ticks?: Ticks): boolean {
  const since = revealedSince(operation);
  return since !== undefined && (isDataset(operation) || secondsToTick(since, now, ticks?.tell) === 0);
}

export function revealedOf(operation: Operation, besides?: Besides): Revealed {
  return isDataset(operation) ? operation : outsideView(operation, besides);
}

export function isDataset(operation: Operation): operation is RevealedDataset {
  return operation.door === 'ingress';
}

/** The view of a package. Throws for one that is not revealed outside: whoever tells of packages must look before. */
export function outsideView(operation: Operation, { deadline, asked, detail }: Besides = {}): OutsideView {
  const { id, project, startedAt, since: exactly, problems } = operation;
  if (!isRevealed(operation)) throw new Error(`The package ${id} is not told outside: it was not frozen yet`);
  const since = quarterOf(exactly);
  const { state, standing: own, failedIn } = operationStatusOf(operation);
  const standing = own ?? (state === 'in-review' && asked !== undefined ? 'question' : undefined);
  const back = whyBack(operation);
  const files = operation.package ?? operation.source;
  const until = standing === 'question' ? asked : endOf({ ...operation, since }, deadline);
  return {
    ...{ door: 'export', project, id, number: shortNumber(id), state },
    ...(standing === undefined ? {} : { standing }),
    ...(failedIn === undefined ? {} : { failedIn }),
    ...(state === 'rejected' && detail === 'rules' ? { rule: rejectionWordOf(problems) } : {}),
    ...(back === undefined ? {} : { back }),
    ...(files === undefined ? {} : { size: sizeClass(files) }),
    ...{ received: quarterOf(startedAt), since },
    ...(until === undefined ? {} : { until: quarterOf(until) }),
    page: `/api/mine/${doorFacts('export').list}/${project}/${id}`,
  };
}

export function waitOutside(view: OutsideView): PublicState {
  return waitOf(view, view.until);
}

/** What may be told of why it stopped; exactly of a dataset. */
export function whyFailed(told: Revealed): string | undefined {
  if (told.door === 'ingress') return told.failure?.message;
  return told.failedIn === undefined ? undefined : failedText(told.failedIn);
}

export function failureOf(told: Revealed): { readonly state?: string; readonly at?: string } {
  if (told.door === 'ingress') return told.failure ?? {};
  return { ...(told.failedIn === undefined ? {} : { state: told.failedIn }), at: told.since };
}

/** A round as it may be told: its people and rules stand in a definition, and its times are rounded like those of its package. */
export interface OutsideRound
  extends Pick<Round, 'exportId' | 'project' | 'number' | 'rules' | 'status' | 'approvers'> {
  readonly deadline: string;
  /** That of its project, where that is known. */
  readonly timeZone?: string;
  /** Whether an operator gave it the time until this deadline. */
  readonly isExtended: boolean;
  /** How many reserve approvers it came to; missing where it never escalated. */
  readonly came?: number;
  /** When it was last changed, and how often it may have been: later entries of a calendar take the place of earlier ones. */
  readonly changedAt: string;
  readonly sequence: number;
}

export function outsideRound(round: Round, of?: Parameters<typeof calendarOf>[0]): OutsideRound {
  const { exportId, project, number, rules, status, approvers, deadline, extended, escalated } = round;
  return {
    ...{ exportId, project, number, rules, status, approvers, deadline: quarterOf(deadline) },
    ...(of === undefined ? {} : { timeZone: calendarOf(of).timeZone }),
    isExtended: extended?.deadline === deadline,
    ...(escalated === undefined ? {} : { came: escalated.came.length }),
    changedAt: quarterOf(changedAt(round)),
    sequence: sequenceOf(round),
  };
}

/**
 * Seconds from the first file of the package to the last change of its round, both rounded, with something for each round and kind of change: later entries
 * take the place of earlier ones, also those of a round before. The round's revision would tell an approver how many others have decided.
 */
function sequenceOf(round: Round): number {
  const { filesSince, amended, extended, resent, closedAt } = round;
  const seconds = (Date.parse(quarterOf(changedAt(round))) - Date.parse(quarterOf(filesSince))) / 1000;
  const changes = [amended, extended, resent, closedAt].filter((one) => one !== undefined).length;
  // Entries of earlier versions counted exact seconds.
  return Math.max(0, seconds) + QUARTER / 1000 + 10 * round.number + changes;
}

function changedAt({ openedAt, amended, extended, resent, closedAt }: Round): string {
  const times = [openedAt, amended?.at, extended?.at, resent?.at, closedAt].filter((at) => at !== undefined);
  return times.toSorted().at(-1) ?? openedAt;
}

/** What left, or did: people approved it, so it is told exactly. */
export interface Released extends OutsideView {
  readonly package?: ManifestSummary;
  readonly takeBack?: Operation['takeBack'];
  readonly round?: number;
}

export function released(operation: Operation): Released {
  const { package: frozen, takeBack, round } = operation;
  return {
    ...outsideView(operation),
    ...(frozen === undefined ? {} : { package: { digest: frozen.digest, ...sizeOfRelease(frozen) } }),
    ...(takeBack === undefined ? {} : { takeBack }),
    ...(round === undefined ? {} : { round }),
  };
}
