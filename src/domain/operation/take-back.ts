import { Refused } from '../base/errors.ts';
import type { ExportEvent } from './export.ts';
import type { Operation, TakeBack, Transfer } from './operation.ts';
import type { TakeBackEnd } from './operation-lists.ts';

/** The next time that a release of the package is taken back. Throws Refused when people were never asked and cannot be asked again. */
export function nextTakeBack(
  operation: Pick<Operation, 'id' | 'state' | 'round' | 'takeBack'>,
  asked: Pick<TakeBack, 'to' | 'by' | 'reason'>,
  at: string,
): TakeBack {
  const { id, state, round, takeBack } = operation;
  if (asked.to === 'in-review' && round === undefined)
    throw new Refused(
      `Nobody was asked about ${id}, so it cannot go back to review: take it to 'returning' or 'revoked'`,
    );
  const before = outsideBefore(takeBack);
  return {
    ...{ ...asked, number: (takeBack?.number ?? 0) + 1, from: state === 'released' ? state : 'releasing', at },
    ...(before.length === 0 ? {} : { before }),
  };
}

/** What was found outside when it was taken back, which is not forgotten when that happens again. */
function outsideBefore(takeBack: TakeBack | undefined): NonNullable<TakeBack['before']> {
  if (takeBack === undefined) return [];
  const { before = [], ...last } = takeBack;
  return (last.outside?.count ?? 0) > 0 ? [...before, last] : before;
}

const events: Readonly<Record<TakeBackEnd, ExportEvent>> = {
  'in-review': 'reopen',
  returning: 'give-back',
  revoked: 'revoked',
};

/** The event by which a package leaves `revoking`. */
export function eventAfter({ to }: Pick<TakeBack, 'to'>): ExportEvent {
  return events[to];
}

/** Whether the transfer belongs to a release, or to a taking back, that came before the last one began. */
export function isEarlier({ takeBack }: Pick<Operation, 'takeBack'>, { step, intendedAt }: Transfer): boolean {
  if (takeBack === undefined || (step !== 'export-release' && step !== 'release-revoke')) return false;
  return intendedAt < takeBack.at;
}

/** Whether something of the release that went last, or was to go, may be outside, or was. */
export function mayHaveLeft(operation: Pick<Operation, 'takeBack' | 'transfers'>): boolean {
  const { takeBack, transfers } = operation;
  const isSeenEmpty = takeBack?.from !== 'released' && takeBack?.outside?.count === 0;
  if (takeBack !== undefined && !isSeenEmpty) return true;
  return transfers.some((one) => one.step === 'export-release' && !isEarlier(operation, one));
}

/** Whether files of the package lie outside by right: it is released, or is being so or taken back, and perhaps failed in it. */
export function isOutsideByRight({ state, failure }: Pick<Operation, 'state' | 'failure'>): boolean {
  return ['releasing', 'released', 'revoking'].includes(state === 'failed' && failure ? failure.state : state);
}

/** How often the package was taken back so far and nothing of it was outside afterwards. */
export function timesTakenBack({
  state,
  failure,
  takeBack,
}: Pick<Operation, 'state' | 'failure' | 'takeBack'>): number {
  const isUnderWay = (state === 'failed' ? failure?.state : state) === 'revoking';
  return (takeBack?.number ?? 0) - (isUnderWay ? 1 : 0);
}
