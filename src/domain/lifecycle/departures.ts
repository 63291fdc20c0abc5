import type { Operation, TakeBack, Transfer } from '../operation/operation.ts';
import { isEarlier } from '../operation/take-back.ts';
import { workedOnIn } from './unpublished.ts';

/** What became of a package, or of something of it, that went outside or may have. */
export const departureStates = ['going-out', 'stopped', 'outside', 'being-taken-back', 'taken-back'] as const;

export interface Departure {
  readonly state: (typeof departureStates)[number];
  /** When all of it was outside; of what never was as a whole, since when something of it may have been. */
  readonly at: string;
  readonly isWhole: boolean;
  readonly takeBack?: TakeBack;
}

type Left = Pick<Operation, 'state' | 'since' | 'failure' | 'takeBack' | 'transfers'>;

/** Each time that something of a package was outside, or may have been, as its row tells; the oldest first. */
export function departuresOf(operation: Left): readonly Departure[] {
  const { takeBack } = operation;
  const all = takeBack === undefined ? [] : [...(takeBack.before ?? []), takeBack];
  return [...all.map((one) => takenBack(operation, one)), present(operation)].flatMap((one) => one ?? []);
}

/** Since when something of it may have been outside, the last time that it was not all of it. */
export function partlySince(operation: Left): string | undefined {
  return departuresOf(operation).findLast(({ isWhole }) => !isWhole)?.at;
}

function takenBack(operation: Left, takeBack: TakeBack): Departure | undefined {
  const { from, number, outside } = takeBack;
  const isGoing = number === operation.takeBack?.number && workedOnIn(operation) === 'revoking';
  const isWhole = from === 'released';
  const shared = { state: isGoing ? 'being-taken-back' : 'taken-back', isWhole, takeBack } as const;
  if (isWhole) return since(shared, lastRelease(operation, ({ status }) => status === 'succeeded')?.closedAt);
  if (outside === undefined) return since(shared, lastRelease(operation, isAsked)?.startedAt);
  return outside.count === 0 ? undefined : since(shared, outside.since ?? takeBack.at);
}

function present(operation: Left): Departure | undefined {
  const { state, since: moved } = operation;
  if (state === 'released') return since({ state: 'outside', isWhole: true }, moved);
  if (workedOnIn(operation) !== 'releasing') return undefined;
  const asked = lastRelease(operation, (one) => isAsked(one) && !isEarlier(operation, one));
  if (state === 'failed') return since({ state: 'stopped', isWhole: false }, asked?.startedAt);
  return since({ state: 'going-out', isWhole: false }, asked && moved);
}

function since(of: Omit<Departure, 'at'>, at: string | undefined): Departure | undefined {
  return at === undefined ? undefined : { ...of, at };
}

const isAsked = ({ startedAt }: Transfer) => startedAt !== undefined;

function lastRelease({ transfers }: Left, fits: (release: Transfer) => boolean): Transfer | undefined {
  return transfers.findLast((one) => one.step === 'export-release' && fits(one));
}
