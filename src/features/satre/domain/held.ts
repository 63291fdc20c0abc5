import type { Door } from '../../../domain/base/door.ts';
import type { Shown } from '../../../domain/overview/shown.ts';
import type { Week } from '../../../domain/overview/week.ts';

export interface HeldProjects {
  readonly defined: number;
  /** Of which the rules of today refuse the definition. */
  readonly refused: number;
  readonly active: number;
  readonly ended: number;
  /** Past a last day of their governance, though not of their own. */
  readonly lapsed: number;
  readonly notBegun: number;
  readonly closed: number;
  /** Those that name what they rest on, each with its last day. */
  readonly governed: number;
  /** Closed ones with the receipt of their closure, of the newest so many that were looked at. */
  readonly closures: Sampled;
  readonly byTier: Readonly<Record<string, number>>;
  readonly withoutApproval: number;
  readonly withIndependent: number;
  readonly withAuthContext: number;
  readonly withPurpose: number;
  readonly withSchedule: number;
  readonly scanned: number;
  readonly limitedExtensions: number;
  /** Projects whose groups the deployment knows: only these have access. */
  readonly withAccess: number;
  readonly computes: number;
}

export interface HeldPeople {
  readonly named: number;
  /** Addresses that stand with more than one object id: a mailbox that several people share, or one person with several ids. */
  readonly sharedAddresses: number;
  readonly approvers: number;
  /** Entries of data owners, researchers and approvers, and those of them that have a last day. */
  readonly parts: number;
  readonly withEligibility: number;
  readonly eligibilityOver: number;
  readonly suspended: number;
}

/** How many of those that were looked at show something; `of` is how many there were to look at. */
export interface Sampled {
  readonly show: number;
  readonly of: number;
}

/** What the newest ended operations show, of at most so many of each kind. */
export interface HeldSamples {
  readonly ended: number;
  readonly releases: number;
  /** Releases with a signed receipt. */
  readonly released: Sampled;
  /** Releases with a round that enough of its own approvers decided, by its own rules. */
  readonly decided: Sampled;
  /** Releases in which somebody independent decided, of those whose rules ask for it. */
  readonly independent: Sampled;
  /** Available datasets with a signed receipt about the deletion of the original. */
  readonly deletions: Sampled;
}

/** The newest lines of the chains that were written last, by what they tell. */
export interface HeldAudit {
  readonly chains: number;
  /** Of these so many were read, at most so many lines of each. */
  readonly chainsRead: number;
  readonly linesRead: number;
  readonly newest: string | undefined;
  readonly oldest: string | undefined;
  readonly kinds: Readonly<Record<string, { readonly count: number; readonly last: string }>>;
  /** Lines that are no audit events, which somebody edited. */
  readonly unreadable: number;
  /** Chains whose head counts at least one line, of those read. */
  readonly heads: Sampled;
}

export interface HeldSettings {
  readonly secondOperator: boolean;
  readonly groupsClaim: boolean;
  readonly scannedDoors: readonly Door[];
  readonly restorableDays: Readonly<Record<Door, number>>;
  readonly datasetDays: number;
  readonly images: number;
}

/** Everything that a deployment holds now about itself, gathered by a number of requests that does not grow with its years. */
export interface Held {
  readonly at: string;
  readonly projects: HeldProjects;
  readonly people: HeldPeople;
  readonly open: readonly Shown[];
  readonly waitingNames: number;
  readonly untold: number;
  /** When the sweep last saw everything; undefined before the first. */
  readonly seenAt: string | undefined;
  /** The weeks of the year that is behind us, of at most so many projects. */
  readonly weeks: { readonly projects: number; readonly of: number; readonly weeks: readonly Week[] };
  readonly samples: HeldSamples;
  readonly audit: HeldAudit;
  readonly pending: number;
  readonly holds: number;
  readonly receiptKeys: number;
  readonly settings: HeldSettings;
}
