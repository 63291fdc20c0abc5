import { amendmentOf, latestRound } from '../../activities/review/amend-round.ts';
import { parseOperationId } from '../../domain/base/door.ts';
import { BrokenDefinition, IllegalMove } from '../../domain/base/errors.ts';
import { linkTokenHash } from '../../domain/base/link-token.ts';
import { projectIdPattern } from '../../domain/operation/blob-name.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Amendment } from '../../domain/review/amend-round.ts';
import type { Decision } from '../../domain/review/decision.ts';
import type { Invited } from '../../domain/review/invited.ts';
import { currentDecisions, type Round } from '../../domain/review/round.ts';
import type { Clock } from '../../ports/ports.ts';
import type { DecisionStore, LinkToken, ProjectStore, Register, Stored, StoredProject } from '../../ports/records.ts';

export interface FindReviewPorts {
  readonly decisions: Pick<DecisionStore, 'read' | 'getHandle'>;
  readonly register: Pick<Register, 'get'>;
  readonly projects: Pick<ProjectStore, 'get' | 'versionOnce' | 'versions'>;
  readonly clock: Clock;
}

/**
 * What a link leads to: the round it was sent for with the people of now, and everything decided in it by those who are asked. `amendment`
 * is what the definition in force makes of the round that is `stored`; nothing of it is written yet.
 */
export interface FoundReview {
  readonly handle: LinkToken;
  readonly operation: Operation;
  readonly project: Project;
  readonly round: Round;
  readonly stored: Stored<Round>;
  readonly amendment: Amendment;
  readonly decisions: readonly Decision[];
  /** Rounds about the package before this one. */
  readonly earlier: readonly Round[];
}

/** What leads to a review: the link token of a mail, or the package itself, for an approver (object id) who is signed in. */
export type ReviewLink = string | { readonly project: string; readonly exportId: string; readonly approver: string };

/** Undefined when there is no such link, or the package has no review in which the approver is asked. Changes nothing. */
export async function findReview(ports: FindReviewPorts, link: ReviewLink): Promise<FoundReview | undefined> {
  if (typeof link !== 'string') return await findForApprover(ports, link);
  const hash = linkTokenHash(link);
  const found = hash === undefined ? undefined : await ports.decisions.getHandle(hash);
  if (found === undefined) return undefined;
  const { operation, project, rows } = await readRows(ports, found);
  if (project === 'broken') throw standsStill();
  const stored = rows.rounds.find((candidate) => candidate.value.number === found.round);
  if (operation === undefined || project === undefined || stored === undefined) {
    throw new Error(`A link leads to round ${found.round} of ${found.exportId}, but its rows are not complete`);
  }
  return await foundIn(ports, found, { operation, project, stored, rows });
}

/** The newest round of a package, as if its approver had come by a link that was sent a moment ago. */
async function findForApprover(
  ports: FindReviewPorts,
  link: Exclude<ReviewLink, string>,
): Promise<FoundReview | undefined> {
  const isPlace = projectIdPattern.test(link.project) && parseOperationId(link.exportId)?.door === 'export';
  if (!isPlace) return undefined;
  const { operation, project, rows } = await readRows(ports, link);
  const stored = latestRound(rows.rounds);
  const isAsked = ({ oid }: Invited) => oid === link.approver;
  if (project === 'broken' && stored?.value.approvers.some(isAsked)) throw standsStill();
  if (project === 'broken' || operation === undefined || project === undefined || stored === undefined)
    return undefined;
  const { number: round, revision } = stored.value;
  const found = await foundIn(ports, { ...link, round, revision }, { operation, project, stored, rows });
  const asked = [...stored.value.approvers, ...found.round.approvers];
  return asked.some(isAsked) ? found : undefined;
}

async function readRows(
  ports: FindReviewPorts,
  { project: of, exportId: id }: Pick<LinkToken, 'project' | 'exportId'>,
) {
  const [operation, project, rows] = await Promise.all([
    ports.register.get({ project: of, id }),
    definitionOf(ports, of),
    ports.decisions.read(id),
  ]);
  return { operation, project, rows };
}

/** Whoever has a link learns no more of a definition that is broken than that nothing goes on. */
async function definitionOf(
  { projects }: Pick<FindReviewPorts, 'projects'>,
  id: string,
): Promise<StoredProject | 'broken' | undefined> {
  try {
    return await projects.get(id);
  } catch (error) {
    if (error instanceof BrokenDefinition) return 'broken';
    throw error;
  }
}

function standsStill(): IllegalMove {
  return new IllegalMove(
    'The definition of this project has to be mended first. Until then nothing is shown of its reviews, and nothing is decided. An operator knows more.',
  );
}

interface ReviewRows {
  readonly operation: Stored<Operation>;
  readonly project: StoredProject;
  readonly stored: Stored<Round>;
  readonly rows: Awaited<ReturnType<DecisionStore['read']>>;
}

async function foundIn(
  ports: FindReviewPorts,
  found: LinkToken,
  { operation, project, stored, rows }: ReviewRows,
): Promise<FoundReview> {
  const isRunning = operation.value.state === 'in-review' && latestRound(rows.rounds) === stored;
  const amendment = isRunning
    ? await amendmentOf(ports, project, stored.value, rows.decisions)
    : { kind: 'unchanged' as const, round: stored.value };
  const { round } = amendment;
  const decisions = currentDecisions(round, rows.decisions);
  const earlier = rows.rounds.map(({ value }) => value).filter(({ number }) => number < round.number);
  return {
    handle: found,
    operation: operation.value,
    project: project.value,
    round,
    stored,
    amendment,
    decisions,
    earlier,
  };
}

/** Whether links of the approver were sent anew since this one was. */
export function isReplaced({ round, handle }: Pick<FoundReview, 'round' | 'handle'>): boolean {
  const entry = round.approvers.find(({ oid }) => oid === handle.approver);
  return entry?.links !== undefined && handle.revision < entry.links.revision;
}

export const replacedLink = 'This link no longer works: a new one was sent to you. It stands in the newest mail.';
