import { pauseAfter } from '../base/time.ts';

/** What one listing of an upload shows. All ages are measured with `pageDate`, the storage service's own clock. */
export interface Arrival {
  /** Last change of anything there, the marker included; null when there is nothing. */
  readonly newestChange: Date | null;
  /** Committed files, the marker left out. */
  readonly count: number;
  readonly marker: boolean;
  /** Whether the upload counts as complete only with the marker, however long nothing has changed. */
  readonly requireMarker: boolean;
  /** Blobs of which only blocks have arrived. */
  readonly uncommitted: number;
  readonly pageDate: Date;
  readonly quietSeconds: number;
  readonly startedAt: Date;
  readonly giveUpHours: number;
}

/** Whether an upload has ended. After `seconds` the listing must be read again; `missing` is what a quiet upload lacks. */
export type ArrivalVerdict =
  | { readonly kind: 'complete' }
  | { readonly kind: 'wait'; readonly seconds: number; readonly why: string; readonly missing?: 'marker' }
  | { readonly kind: 'give-up'; readonly message: string }
  | { readonly kind: 'empty' };

export function judgeArrival(arrival: Arrival): ArrivalVerdict {
  const { newestChange, count, marker, requireMarker, uncommitted, pageDate, quietSeconds } = arrival;
  if (uncommitted > 0) {
    return waitOrGiveUp(arrival, quietSeconds, `${uncommitted} files are still being uploaded`);
  }
  if (count === 0 || newestChange === null) return { kind: 'empty' };
  if (marker) return { kind: 'complete' };
  if (requireMarker) return waitForMarker(arrival, newestChange);
  const age = (pageDate.getTime() - newestChange.getTime()) / 1000;
  if (age > quietSeconds) return { kind: 'complete' };
  // Storage tells times in whole seconds: one more makes sure that the quiet period has really passed.
  return waitOrGiveUp(arrival, quietSeconds - age + 1, `the last change is less than ${quietSeconds} seconds old`);
}

/** The marker wakes whoever waits for it. A look in between is for the one whose event was lost, and becomes rarer. */
function waitForMarker(arrival: Arrival, newestChange: Date): ArrivalVerdict {
  const { pageDate, quietSeconds, giveUpHours } = arrival;
  if (isOver(arrival)) {
    const message = `The marker _COMPLETE, which the project requires, did not come within ${giveUpHours} hours. Put it directly into the folder, then retry.`;
    return { kind: 'give-up', message };
  }
  const seconds = pauseAfter(newestChange.toISOString(), pageDate, { least: quietSeconds, most: 600 });
  return { kind: 'wait', seconds, why: 'the marker _COMPLETE is missing', missing: 'marker' };
}

function waitOrGiveUp(arrival: Arrival, seconds: number, why: string): ArrivalVerdict {
  if (isOver(arrival)) {
    return { kind: 'give-up', message: `The upload was still changing after ${arrival.giveUpHours} hours: ${why}` };
  }
  return { kind: 'wait', seconds, why };
}

function isOver({ pageDate, startedAt, giveUpHours }: Arrival): boolean {
  return pageDate.getTime() - startedAt.getTime() >= giveUpHours * 3_600_000;
}
