import type { MachineToStart } from '../../compute/domain/start-by-hand.ts';
import type { PublicState } from '../../domain/lifecycle/public-state.ts';
import type { RejectionWord } from '../../domain/notification/rejection-word.ts';
import type { MyRefused } from './refused-cards.ts';

/** A review in which somebody is asked and has not decided. */
export interface MyReview {
  readonly project: string;
  readonly title: string;
  readonly id: string;
  /** Only roughly, as in the mail. */
  readonly size: string;
  readonly deadline: string;
  /** The page of the reading room about it, where there is one. */
  readonly room?: string;
}

interface MyOperation extends PublicState {
  readonly project: string;
  readonly title: string;
  readonly id: string;
  readonly state: string;
  readonly receivedAt: string;
  readonly since: string;
}

/** A dataset of an owner, who chose its names outside. */
export interface MyDataset extends MyOperation {
  readonly name: string;
  readonly version?: number;
  readonly files?: number;
  readonly bytes?: number;
  /** What it breaks, file by file; the first of many. */
  readonly problems: readonly string[];
}

/** A package of a researcher's project. Nothing that was chosen inside stands here: the page is read outside. */
export interface MyPackage extends MyOperation {
  readonly label?: string;
  /** Roughly until it is released, exactly after that. */
  readonly size?: string;
  /** What the rules are about that it breaks, where its project lets that be told. */
  readonly rule?: RejectionWord;
  /** In which file inside it stands by name what it breaks, or why it stopped. */
  readonly notice?: string;
  /** Why it came back, and what its approvers wrote. */
  readonly because?: string;
  readonly reasons: readonly string[];
}

export interface OlderLink {
  readonly project: string;
  readonly what: 'datasets' | 'packages';
  readonly continuation: string;
}

/**
 * A project in which somebody takes part. `computesDeletedFrom`: when its computes are deleted, once it has ended. `shut`: why it takes nothing in,
 * while it does not run, and `waiting`: how many datasets wait at its door.
 */
export interface MyProject {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly string[];
  readonly computesDeletedFrom?: string;
  readonly shut?: string;
  readonly waiting?: number;
  /** Packages of it are on their way to their freeze; how many is not told. */
  readonly arriving?: true;
  /** More packages ended before their freeze than are told one by one. */
  readonly more?: true;
  /** For its data owners: what of theirs is refused, since a listing shows that it breaks a rule. */
  readonly refused?: MyRefused;
  readonly machines: readonly MachineToStart[];
}

export interface Mine {
  readonly at: string;
  readonly projects: readonly MyProject[];
  readonly reviews: readonly MyReview[];
  readonly datasets: readonly MyDataset[];
  readonly packages: readonly MyPackage[];
  /** Days on which an approver is or will be away, both included. */
  readonly absences: readonly { readonly from: string; readonly to: string }[];
  /** Absences of theirs that cannot be read: in them they count as there. */
  readonly unreadableAbsences: number;
  readonly older: readonly OlderLink[];
}
