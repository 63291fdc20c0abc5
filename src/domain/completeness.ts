/** What one listing of an upload shows. All ages are measured with `pageDate`, the storage service's own clock. */
export interface Arrival {
  /** Last change of anything there, the marker included; null when there is nothing. */
  readonly newestChange: Date | null;
  /** Committed files, the marker left out. */
  readonly count: number;
  readonly marker: boolean;
  /** Blobs of which only blocks have arrived. */
  readonly uncommitted: number;
  readonly pageDate: Date;
  readonly quietSeconds: number;
  readonly startedAt: Date;
  readonly giveUpHours: number;
}

/** Whether an upload has ended. After `seconds` the listing must be read again. */
export type ArrivalVerdict =
  | { readonly kind: 'complete' }
  | { readonly kind: 'wait'; readonly seconds: number; readonly why: string }
  | { readonly kind: 'give-up'; readonly message: string }
  | { readonly kind: 'empty' };

/** Decides from one listing whether an upload is complete, still changing, given up, or has nothing in it. */
export function judgeArrival(arrival: Arrival): ArrivalVerdict {
  const { newestChange, count, marker, uncommitted, pageDate, quietSeconds } = arrival;
  if (uncommitted > 0) {
    return waitOrGiveUp(arrival, quietSeconds, `${uncommitted} files are still being uploaded`);
  }
  if (count === 0 || newestChange === null) return { kind: 'empty' };
  if (marker) return { kind: 'complete' };
  const age = (pageDate.getTime() - newestChange.getTime()) / 1000;
  if (age > quietSeconds) return { kind: 'complete' };
  // Storage tells times in whole seconds: one more makes sure that the quiet period has really passed.
  return waitOrGiveUp(arrival, quietSeconds - age + 1, `the last change is less than ${quietSeconds} seconds old`);
}

function waitOrGiveUp(arrival: Arrival, seconds: number, why: string): ArrivalVerdict {
  const { pageDate, startedAt, giveUpHours } = arrival;
  if (pageDate.getTime() - startedAt.getTime() >= giveUpHours * 3_600_000) {
    return { kind: 'give-up', message: `The upload was still changing after ${giveUpHours} hours: ${why}` };
  }
  return { kind: 'wait', seconds, why };
}
