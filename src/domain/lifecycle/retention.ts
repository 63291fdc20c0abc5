import { DAY, daysLater } from '../base/time.ts';
import type { Operation, Transfer } from '../operation/operation.ts';
import type { TransferStep } from '../operation/operation-lists.ts';
import type { Project } from '../project/project.ts';
import { type ClearStep, isClearStep } from '../transfer/transfer.ts';
import { factsOf } from './advance.ts';

export const keptPlaces = ['review', 'returned'] as const;
export type KeptPlace = (typeof keptPlaces)[number];

/** How many days the frozen copy and what was returned stay after the end of a package, by the definition of its project. */
export interface RetentionRules {
  readonly keepFrozenDays: number;
  readonly keepReturnedDays: number;
}

/** Once the project is closed nothing is kept, but a release that is still to be revoked: its revocation ends every run of the package first. */
export function retentionOf(
  { closed, egress }: Pick<Project, 'closed' | 'egress'>,
  { state }: Pick<Operation, 'state'>,
): RetentionRules {
  const isCleared = closed !== undefined && !(closed.releases === 'revoke' && state === 'released');
  return isCleared ? { keepFrozenDays: 0, keepReturnedDays: 0 } : egress;
}

export function placeCleared(step: ClearStep): KeptPlace {
  return step === 'review-clear' ? 'review' : 'returned';
}

/** Whether something of the package may lie where frozen copies are kept: it was frozen, or a freeze of it was begun and never came to its end. */
export function hasFrozenFiles({ package: frozen, transfers }: Pick<Operation, 'package' | 'transfers'>): boolean {
  return frozen !== undefined || transfers.some(({ step }) => step === 'export-freeze');
}

/**
 * What of a package is to be cleared now. Its frozen copy counts from the end, whatever the end is: a released or revoked package needs it
 * no more, as its manifest and evidence stay. One that was discarded after its freeze has none.
 */
export function dueToClear(operation: Operation, rules: RetentionRules, now: Date): ClearStep[] {
  const { door, state, since, cleared, package: frozen } = operation;
  if (door !== 'export' || factsOf(operation).open || !hasFrozenFiles(operation)) return [];
  const isOver = (days: number) => now >= daysLater(new Date(since), days);
  const discarded = state === 'discarded' && frozen !== undefined;
  const due: ClearStep[] = [];
  if (!discarded && cleared?.review === undefined && isOver(rules.keepFrozenDays)) due.push('review-clear');
  if (state === 'returned' && cleared?.returned === undefined && isOver(rules.keepReturnedDays))
    due.push('returned-clear');
  return due;
}

/** When something of a package is to be cleared of which nothing is now; undefined where that is never by its row and these rules. */
export function nextToClear(operation: Operation, rules: RetentionRules, now: Date): Date | undefined {
  const times = [rules.keepFrozenDays, rules.keepReturnedDays].map((days) =>
    daysLater(new Date(operation.since), days),
  );
  const due = times.filter((time) => time > now && dueToClear(operation, rules, time).length > 0);
  return due.toSorted((one, other) => one.getTime() - other.getTime())[0];
}

/** Whether a clearing that could not go on rests until tomorrow. */
export function restsFromClearing({ cleared }: Pick<Operation, 'cleared'>, now: Date): boolean {
  return cleared?.problem !== undefined && now.getTime() < Date.parse(cleared.problem.at) + DAY;
}

export type ClearingStep =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'rest'; readonly message: string }
  | { readonly kind: 'delete' | 'done'; readonly step: ClearStep };

/** One delete after the other. A failed one is tried again a day later. */
export function nextOfClearing(operation: Operation, rules: RetentionRules, now: Date): ClearingStep {
  const [step] = dueToClear(operation, rules, now);
  if (step === undefined) return { kind: 'nothing' };
  const last = operation.transfers.findLast((transfer) => transfer.step === step);
  if (last?.status === 'succeeded') return { kind: 'done', step };
  if (last?.status === 'failed' && now.getTime() < Date.parse(last.closedAt ?? '') + DAY)
    return { kind: 'rest', message: last.message ?? `The transfer '${step}' failed` };
  return { kind: 'delete', step };
}

/** What may be written of an operation that has ended: it stays as the audit tells its end, and only its clearing is written down. */
export function clearedFrom(ended: Operation, wanted: Operation): Operation {
  const { cleared } = wanted;
  const transfers = wanted.transfers.flatMap((one) =>
    isClearStep(one.step)
      ? [one]
      : ended.transfers.filter(({ step, attempt }) => step === one.step && attempt === one.attempt),
  );
  return { ...ended, ...(cleared === undefined ? {} : { cleared }), transfers };
}

/** A discard takes the frozen copy of a package that was rejected after its freeze, and never what was returned. */
const stepsThatClear: Readonly<Record<KeptPlace, readonly TransferStep[]>> = {
  review: ['review-clear', 'export-discard'],
  returned: ['returned-clear'],
};

/** Whether a run took what was kept there: of what was gone before no receipt tells. */
export function isClearedByRun({ transfers }: Pick<Operation, 'transfers'>, place: KeptPlace): boolean {
  return runsThatCleared({ transfers }, place).length > 0;
}

function runsThatCleared({ transfers }: Pick<Operation, 'transfers'>, place: KeptPlace): readonly Transfer[] {
  return transfers.filter(({ step, status }) => status === 'succeeded' && stepsThatClear[place].includes(step));
}

/** A row that does not know of the clearing yet is written right after its receipt. */
export function clearingDisagrees(
  { cleared, transfers }: Pick<Operation, 'cleared' | 'transfers'>,
  place: KeptPlace,
  { issuedAt, runIds }: { readonly issuedAt: string; readonly runIds: readonly string[] },
): string | undefined {
  const at = cleared?.[place];
  if (at !== undefined && at !== issuedAt) return `It is of ${issuedAt}, and the register says ${at}`;
  const done = transfers.filter(({ status }) => status === 'succeeded');
  const lost = runIds.find((run) => !done.some(({ runId }) => runId === run));
  if (lost !== undefined) return `It names the run ${lost}, of which the register does not know`;
  const mine = runsThatCleared({ transfers }, place);
  if (mine.length === 0) return `The register knows of no run that cleared ${place}`;
  const untold = mine.find(({ runId = '' }) => !runIds.includes(runId));
  return untold && `The register tells of the run ${untold.runId} of '${untold.step}', and it does not`;
}
