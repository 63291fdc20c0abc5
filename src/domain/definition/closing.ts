import { z } from 'zod';
import { jsonOf } from '../base/reading/json-of.ts';
import { actOf, whyNotNow } from '../lifecycle/acts.ts';
import { factsOf } from '../lifecycle/advance.ts';
import { dueToClear, retentionOf } from '../lifecycle/retention.ts';
import { closingLine, copiesFollowUp } from '../lifecycle/retraction.ts';
import { isToBeClosed } from '../lifecycle/unpublished.ts';
import type { Operation } from '../operation/operation.ts';
import { stateText } from '../operation/state-text.ts';
import { namedComputes } from '../project/compute-definition.ts';
import { type Closed, closedSchema, type Project } from '../project/project.ts';
import { undeletable } from '../transfer/transfer.ts';

/** What the closing of a project does to its operations by itself; people can ask for each of it too. */
export type ClosingAct = 'retract' | 'revoke' | 'discard' | 'withdraw' | 'giveBack' | 'takeBack';

/** `moving`: it goes on by itself; `clearing`: what was kept of it is being cleared; `operator`: nothing but a person leads it on. */
export type ClosingStep =
  | { readonly kind: 'act'; readonly act: ClosingAct }
  | { readonly kind: 'moving' | 'clearing' | 'ended' }
  | { readonly kind: 'operator'; readonly why: string };

/** What takes back an operation that has not ended, the surest first. What is safe in which state, the acts themselves say. */
const waysBack = ['discard', 'withdraw', 'giveBack', 'takeBack'] as const;

export function nextOfClosing(
  operation: Operation,
  project: Pick<Project, 'egress'> & { readonly closed: Closed },
  now: Date,
): ClosingStep {
  const { state } = operation;
  const { releases } = project.closed;
  if (state === 'available') return { kind: 'act', act: 'retract' };
  if (state === 'released' && releases === 'revoke') return { kind: 'act', act: 'revoke' };
  if (!factsOf(operation).open)
    return { kind: dueToClear(operation, retentionOf(project, operation), now).length > 0 ? 'clearing' : 'ended' };
  const act = waysBack.find((way) => whyNotNow(actOf(way), operation) === undefined && isWanted(way, state, releases));
  if (act === 'discard' && undeletable(operation) !== undefined)
    return { kind: 'operator', why: 'Its name can be deleted by hand only: delete its files' };
  if (act !== undefined) return { kind: 'act', act };
  if (factsOf(operation).runs) return { kind: 'moving' };
  const { failure } = operation;
  return {
    kind: 'operator',
    why: `It failed while it was ${stateText(failure?.state ?? '')}: mend the cause and retry it`,
  };
}

/** A release that is under way comes to its end, unless none is to stay outside; one that failed half-way is never left there. */
function isWanted(way: (typeof waysBack)[number], state: string, releases: Closed['releases']): boolean {
  return way !== 'takeBack' || state === 'failed' || releases === 'revoke';
}

export interface ClosingCount {
  moving: number;
  clearing: number;
  ended: number;
  readonly operator: { readonly id: string; readonly why: string }[];
  readonly todo: string[];
}

export function emptyClosingCount(): ClosingCount {
  return { moving: 0, clearing: 0, ended: 0, operator: [], todo: [] };
}

export function countClosing(count: ClosingCount, operation: Operation, step: ClosingStep): void {
  if (step.kind === 'operator') count.operator.push({ id: operation.id, why: step.why });
  else count[step.kind === 'act' ? 'moving' : step.kind] += 1;
  if (operation.state === 'available' || isToBeClosed(operation)) count.todo.push(closingLine(operation));
}

/** What no closing can do and people must, also once it has come to its end. */
export function followUpOfClosing({
  id,
  compute,
  hibernated,
}: Pick<Project, 'id' | 'compute' | 'hibernated'>): string[] {
  const { prune, keepComputeDays } = compute;
  const hasComputes = namedComputes(compute).length > 0;
  const isDeleted = prune || keepComputeDays !== undefined;
  const why = isDeleted ? 'since it is hibernated' : 'since its definition neither prunes nor says keepComputeDays';
  const computes = `The computes of ${id} are switched off and kept, ${why}: delete them with their disks, which cost and may hold copies.`;
  return [copiesFollowUp({ project: id }), ...(hasComputes && (hibernated || !isDeleted) ? [computes] : [])];
}

const closedPart = z.looseObject({ closed: closedSchema.optional() });

/** What a stored definition says of being closed, whatever the rules of today say of the rest; undefined when it is not closed. */
export function closedIn(text: string): Closed | undefined {
  return closedPart.safeParse(jsonOf(text)).data?.closed;
}

/** Why a definition may not follow one that is closed, for people; undefined when it may. */
export function whyNotReopened(before: Closed | undefined, after: Closed | undefined): string | undefined {
  if (before === undefined) return undefined;
  if (after === undefined) return 'must stay: a project that was closed stays closed. Begin another project';
  return before.releases === 'revoke' && after.releases === 'keep'
    ? 'must stay revoke: what was released is being revoked, or was already'
    : undefined;
}
