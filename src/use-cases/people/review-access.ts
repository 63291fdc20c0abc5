import { type AccessEntry, accessIn, inReviewOrder } from '../../domain/overview/access-review.ts';
import type { GroupsClaim } from '../../domain/people/group-rule.ts';
import type { Somebody } from '../../domain/people/people.ts';
import type { Ports } from '../../ports/ports.ts';
import { isResearcherIn } from './readable-projects.ts';

export interface ReviewAccessPorts extends Pick<Ports, 'projects' | 'absences' | 'signIns' | 'unreadable' | 'clock'> {
  readonly groupsClaim: GroupsClaim;
}

export interface ReviewedAccess {
  readonly at: string;
  readonly groupsClaim: boolean;
  readonly items: readonly AccessEntry[];
  /** Projects whose definition the rules of today refuse. */
  readonly broken: readonly string[];
  /** Projects of which the caller is a researcher. */
  readonly leftOut: readonly string[];
}

/** Everybody in every project that the caller may read, held against the groups of their last sign-ins, differences first. */
export async function reviewAccess(ports: ReviewAccessPorts, caller: Somebody): Promise<ReviewedAccess> {
  const now = ports.clock.now();
  const [signIns, absences] = await Promise.all([ports.signIns.list(), ports.absences.list()]);
  const known = { claim: ports.groupsClaim, signIns, absences, unread: ports.unreadable.known() };
  const entries: AccessEntry[] = [];
  const broken: string[] = [];
  const leftOut: string[] = [];
  for await (const found of ports.projects.list()) {
    const id = 'problems' in found ? found.id : found.value.id;
    if (isResearcherIn(found, caller)) leftOut.push(id);
    else if ('problems' in found) broken.push(id);
    else entries.push(...accessIn(found.value, known, now));
  }
  return {
    at: now.toISOString(),
    groupsClaim: ports.groupsClaim.on,
    items: inReviewOrder(entries),
    broken: broken.toSorted(),
    leftOut: leftOut.toSorted(),
  };
}
