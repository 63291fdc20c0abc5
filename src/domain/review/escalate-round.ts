import type { Project } from '../project/project.ts';
import type { Decision } from './decision.ts';
import { mayBeInvited } from './invited.ts';
import { escalationOf } from './review-times.ts';
import { judgeRound, type Round } from './round.ts';

/**
 * The round as it escalates: reserve approvers are asked from then on, and people are told. Undefined before its time, for one that did, and
 * for one that is decided. It must have been held to the definition before, so that its researchers are known.
 */
export function escalatedRound(
  round: Round,
  decisions: readonly Decision[],
  project: Project,
  now: Date,
): Round | undefined {
  if (round.escalated !== undefined || judgeRound(round, decisions, now) !== 'open') return undefined;
  if (now < escalationOf(round, project)) return undefined;
  const asked = new Set(round.approvers.map(({ oid }) => oid));
  const able = mayBeInvited(project, round.researchers, now);
  const reserves = able.filter(({ oid, reserve }) => reserve === true && !asked.has(oid));
  const at = now.toISOString();
  const revision = round.revision + 1;
  const approvers = [...round.approvers, ...reserves.map((person) => ({ ...person, since: at }))];
  return { ...round, approvers, escalated: { at, came: reserves.map(({ oid }) => oid), revision }, revision };
}
