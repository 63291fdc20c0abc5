import { type UsedBy, unused } from '../../../domain/lifecycle/used-by.ts';
import type { PendingNotification } from '../../../domain/notification/pending-work.ts';
import type { RetractedVersion } from '../../../domain/operation/made-from.ts';

/** A file of the source manifest that no longer lies at the door; `isRestorable`: it was deleted, and can be restored. */
export interface GoneFile {
  readonly path: string;
  readonly isRestorable: boolean;
}

/** An approver whom the newest mail about a round did not reach. */
export interface Unreached {
  readonly oid: string;
  readonly at: string;
  readonly reason: string;
}

/**
 * What was looked up now because the newest error of an operation asks for it, so that nobody is told to repair what is repaired. Paths are
 * those of blobs in the container of the door.
 */
export interface Findings {
  readonly leased: readonly string[];
  readonly gone: readonly GoneFile[];
  /** Secrets that cannot be read now, and why. */
  readonly secrets: readonly { readonly name: string; readonly isOff: boolean }[];
  /** Whether files still lie at the door under a name that no run can delete. */
  readonly isLeftToHands: boolean;
  /** Moves of which somebody is still to be told, or never was. */
  readonly untold: readonly PendingNotification[];
  readonly unreached: readonly Unreached[];
  readonly usedBy: UsedBy;
  /** Of the versions that a package was made from, those that were retracted. */
  readonly retracted: readonly RetractedVersion[];
  /** How far its recipients have answered, in a sentence; missing where none was asked. */
  readonly recipients?: string;
  /** The version of the app that began its orchestration, where that is newer than this one. */
  readonly newerVersion?: string;
}

export const nothingFound: Findings = {
  leased: [],
  gone: [],
  secrets: [],
  isLeftToHands: false,
  untold: [],
  unreached: [],
  usedBy: unused,
  retracted: [],
};
