import { amendmentOf, latestRound } from '../activities/amend-round.ts';
import type { Amendment } from '../domain/amend-round.ts';
import { handleHash } from '../domain/handle.ts';
import type { Operation } from '../domain/operation.ts';
import type { Project } from '../domain/project.ts';
import { type Decision, type Round, standingDecisions } from '../domain/round.ts';
import type { Clock } from '../ports/ports.ts';
import type { DecisionStore, Handle, ProjectStore, Register, Stored } from '../ports/records.ts';

/** What finding a review needs. */
export interface FindReviewPorts {
  readonly decisions: Pick<DecisionStore, 'read' | 'getHandle'>;
  readonly register: Pick<Register, 'get'>;
  readonly projects: Pick<ProjectStore, 'get' | 'version' | 'versions'>;
  readonly clock: Clock;
}

/**
 * What a link leads to: the round it was sent for with the people of now, and everything decided in it by those who are asked. `amendment`
 * is what the definition in force makes of the round that is `stored`; nothing of it is written yet.
 */
export interface FoundReview {
  readonly handle: Handle;
  readonly operation: Operation;
  readonly project: Project;
  readonly round: Round;
  readonly stored: Stored<Round>;
  readonly amendment: Amendment;
  readonly decisions: readonly Decision[];
}

/** Finds what a link leads to; undefined when there is no such link. Changes nothing. */
export async function findReview(ports: FindReviewPorts, handle: string): Promise<FoundReview | undefined> {
  const hash = handleHash(handle);
  const found = hash === undefined ? undefined : await ports.decisions.getHandle(hash);
  if (found === undefined) return undefined;
  const [operation, project, rows] = await Promise.all([
    ports.register.get({ project: found.project, id: found.exportId }),
    ports.projects.get(found.project),
    ports.decisions.read(found.exportId),
  ]);
  const stored = rows.rounds.find((candidate) => candidate.value.number === found.round);
  if (operation === undefined || project === undefined || stored === undefined) {
    throw new Error(`A link leads to round ${found.round} of ${found.exportId}, but its rows are not complete`);
  }
  const isRunning = operation.value.state === 'in-review' && latestRound(rows.rounds) === stored;
  const amendment = isRunning
    ? await amendmentOf(ports, project, stored.value, rows.decisions)
    : { kind: 'unchanged' as const, round: stored.value };
  const { round } = amendment;
  const decisions = standingDecisions(round, rows.decisions);
  return { handle: found, operation: operation.value, project: project.value, round, stored, amendment, decisions };
}

/** Whether links of the approver were sent anew since this one was. */
export function isReplaced({ round, handle }: Pick<FoundReview, 'round' | 'handle'>): boolean {
  const entry = round.approvers.find(({ oid }) => oid === handle.approver);
  return entry?.links !== undefined && handle.revision < entry.links.revision;
}

/** Said of a link in whose place another was sent. */
export const replacedLink = 'This link no longer works: a new one was sent to you. It stands in the newest mail.';
