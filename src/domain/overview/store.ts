/** What is put back, and in this order: each rests on those before it. What is not named here comes back by itself or by people. */
export const restoreSteps = ['heads', 'holds', 'register', 'decisions', 'absences', 'changes'] as const;
export type RestoreStep = (typeof restoreSteps)[number];

/**
 * From what a store comes back: the lines of the audit; a listing of what lies in storage; the second copy;
 * the control plane itself, unasked; people; nothing.
 */
export const storeSources = ['lines', 'copy', 'listing', 'itself', 'people', 'nothing'] as const;

/** What it means that something stored is lost, and how it comes back. */
export interface Store {
  readonly from: (typeof storeSources)[number];
  readonly step?: RestoreStep;
  /** How it comes back, or what it costs that it does not. */
  readonly back: string;
  /** What is lost for good, where it comes back. */
  readonly lost: string;
  /** What stands still until then; never less safe than with it. */
  readonly meanwhile: string;
  /** What counts when a part of it cannot be read. */
  readonly unreadable: string;
  /** Who tells that it is lost. Of a row the sweep does, where its table is; `people` miss it themselves. */
  readonly toldBy: 'sweep' | 'verification' | 'doctor' | 'people' | 'nobody';
  /** Who tells that one row is lost, of a kind that comes back from lines: a test loses one of each. */
  readonly missed?: Missed;
}

/**
 * The next sweep; the same while its operation is open, and the verification of the day afterwards; that alone; whoever needs it, who refuses;
 * nobody, since it is written again unasked.
 */
export type Missed = 'sweep' | 'open' | 'day' | 'use' | 'itself';

/** A store by where it stands: `row:register op`, `container:control/audit`, `secret:row-key`, `hub`. */
export interface PlacedStore extends Store {
  readonly place: string;
}

/** A kind of row, by the keys that its rows have; rows of another partition are of another kind. */
export interface RowStore extends Omit<Store, 'unreadable' | 'toldBy'> {
  readonly key: RegExp;
  readonly partition?: RegExp;
}

/** What the control plane writes anew, unasked, and nothing waits for. */
export function bySweep(back: string, lost = 'nothing'): Omit<RowStore, 'key'> {
  return { from: 'itself', back, lost, meanwhile: 'nothing' };
}

/** What comes back from lines with that step, and who misses one row of it. */
export function ofLines(step: RestoreStep, missed: Missed) {
  return { from: 'lines', step, missed } as const;
}
