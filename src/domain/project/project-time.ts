import { daysLater } from '../base/time.ts';
import type { Governance } from './governance.ts';
import { isUpTo, type Project } from './project.ts';

export type Dated = Pick<Project, 'starts' | 'ends' | 'closed' | 'governance'>;

/** Why a project does not run: it has not begun, it is closed, its last day is over, or that of something that it rests on (`lapsed`). */
export const whysNotRunning = ['not-begun', 'ended', 'lapsed', 'closed'] as const;
export type WhyNotRunning = (typeof whysNotRunning)[number];

/**
 * Why the project does not run at that time; undefined while it does. Everything that follows the days of a project asks this one rule: past
 * any date of its governance both doors are closed and its computes are off, as past its end, until a later date stands there.
 */
export function whyNotRunning(project: Dated, now: Date): WhyNotRunning | undefined {
  if (project.closed !== undefined) return 'closed';
  if (now.toISOString().slice(0, 10) < project.starts) return 'not-begun';
  if (!isUpTo(project.ends, now)) return 'ended';
  return expiredPartOf(project, now).length > 0 ? 'lapsed' : undefined;
}

/** Whether the project runs; otherwise nothing is released and no compute runs. */
export function isActive(project: Dated, now: Date): boolean {
  return whyNotRunning(project, now) === undefined;
}

export function mayCompute(project: Dated & Pick<Project, 'hibernated'>, now: Date): boolean {
  return isActive(project, now) && !project.hibernated;
}

/** The entries of the project's governance whose last day is over, that of the earliest day first. */
export function expiredPartOf({ governance = [] }: Pick<Project, 'governance'>, now: Date): Governance[] {
  return governance
    .filter(({ until }) => !isUpTo(until, now))
    .toSorted((one, other) => one.until.localeCompare(other.until));
}

/**
 * When a project ended for its computes: after its last day, or when it was closed before that, which is counted from the definition in
 * force. Undefined while it has not ended, also when something that it rests on is over, and while it is hibernated: then nothing is deleted.
 */
export function computeEndOf(
  project: Project,
  { hash, since }: { readonly hash: string; readonly since: string },
  now: Date,
): ProjectEnd | undefined {
  const why = whyNotRunning(project, now);
  if (project.hibernated || (why !== 'ended' && why !== 'closed')) return undefined;
  const over = daysLater(new Date(`${project.ends}T00:00:00.000Z`), 1).toISOString();
  const isClosedBefore = why === 'closed' && Date.parse(since) < Date.parse(over);
  return { at: isClosedBefore ? new Date(since).toISOString() : over, definition: hash, since };
}

/** When a project ended, and the definition that says so: its hash, and since when it is in force. */
export interface ProjectEnd {
  readonly at: string;
  readonly definition: string;
  readonly since: string;
}
