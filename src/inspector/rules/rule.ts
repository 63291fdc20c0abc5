import type { Severity } from '../../domain/inspection/evidence.ts';

/** A rule of the reading room, as evidence names it and people read it. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** A few words, as the head of a line. */
  readonly title: string;
  /** What it tells a person who decides, in a sentence or two. */
  readonly says: string;
  readonly source: string;
  /** What it cannot see. */
  readonly unseen: string;
}
