import { storedLines } from '../../../activities/operation/pending-lines.ts';
import { messageOf } from '../../../domain/base/errors.ts';
import type { PendingLine } from '../../../domain/notification/pending-work.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { inOrder } from '../../../use-cases/base/in-order.ts';
import { atOnceOfProofs } from '../proof-report.ts';
import { planFollowing } from './plan-following.ts';
import { planOneRow } from './plan-one-row.ts';
import { planPendingLines } from './plan-pending-lines.ts';
import { planReviews } from './plan-reviews.ts';
import { planStores } from './plan-stores.ts';
import type { PlannedRepair, RestorePorts } from './planned-repair.ts';
import { type MovesRead, movesStart, readMoves, rowsByNow, rowsOfMoves } from './read-moves.ts';
import { repairsDigest, storeOf, whyWritten } from './repair.ts';

/**
 * What a restore writes of a project, in this order, and what it leaves to people. `more`: so many operations are wrong that this is the
 * first part; names, versions, notifications and what rests on the register come with the last.
 */
export interface RestorePlan {
  readonly project: string;
  readonly repairs: readonly PlannedRepair[];
  readonly problems: readonly string[];
  readonly more: boolean;
  readonly digest: string;
}

/**
 * Reads the chain of a project and plans how its part of the register comes to agree with it. Stops when the time is over, and says how
 * far it read; a broken chain plans nothing. With an operation only its row is planned, and what follows from it. It writes nothing.
 */
export async function planRestore(
  ports: RestorePorts,
  project: string,
  from: MovesRead | undefined,
  isOver: () => boolean,
  operation?: string,
): Promise<{ readonly plan: RestorePlan } | { readonly part: MovesRead }> {
  if (operation !== undefined) {
    const { repairs, problems } = await planOneRow(ports, { project, id: operation });
    return { plan: { project, repairs, problems, more: false, digest: repairsDigest(project, repairs) } };
  }
  const first = await readMoves(ports, project, from ?? (await movesStart(ports, project)), isOver);
  if (first.kind === 'part') return { part: first.read };
  if (first.kind === 'broken') return { plan: stopped(project, first.why) };
  const pending = await owedLines(ports, project);
  // A line that was owed a moment ago stands in the chain by now: it leaves the register only afterwards.
  const last = await readMoves(ports, project, first.read, never);
  if (last.kind === 'broken') return { plan: stopped(project, last.why) };
  return { plan: await planRows(ports, project, last.read, pending) };
}

/** The part of a plan that puts these stores back; without any all of it. */
export function onlyOf(plan: RestorePlan, stores: readonly string[] | undefined): RestorePlan {
  if (stores === undefined) return plan;
  const repairs = plan.repairs.filter((repair) => stores.includes(storeOf(repair)));
  return { ...plan, repairs, digest: repairsDigest(plan.project, repairs) };
}

const never = () => false;

function stopped(project: string, why: string): RestorePlan {
  const problems = [`The audit of ${project} proves nothing, so nothing is written from it. ${why}`];
  return { project, repairs: [], problems, more: false, digest: repairsDigest(project, []) };
}

interface OwedLines {
  readonly lines: readonly PendingLine[];
  readonly problems: readonly string[];
}

async function owedLines(ports: RestorePorts, project: string): Promise<OwedLines> {
  try {
    return { lines: await storedLines(ports, project), problems: [] };
  } catch (error) {
    return { lines: [], problems: [messageOf(error)] };
  }
}

async function planRows(
  ports: RestorePorts,
  project: string,
  { suspects, untold, more, problems: unread }: MovesRead,
  pending: OwedLines,
): Promise<RestorePlan> {
  const early = await tooEarly(ports, project, suspects, pending.lines);
  const problems = [...unread, ...pending.problems, ...[...early].map(waiting)];
  const repairs = await planPendingLines(ports, pending.lines);
  const restored = new Map<string, Operation>();
  const wrong = [...(await rowsByNow(ports, project, suspects))].filter(({ id }) => !early.has(id));
  const standing = await inOrder(atOnceOfProofs, wrong, (line) => ports.register.standing(line));
  for (const [at, line] of wrong.entries()) {
    const why = whyWritten(standing[at], line);
    if (why === undefined) continue;
    restored.set(line.id, line);
    const write = () => ports.register.restore(line, standing[at]?.etag ?? null);
    repairs.push({ what: 'operation', key: line.id, why, write });
  }
  if (!more) {
    const following = await planFollowing(ports, project, {
      restored,
      early,
      untold: rowsOfMoves(ports, project, untold),
      reasons: new Set(repairs.map(({ why }) => why)),
    });
    const reviews = await planReviews(ports, project);
    const stores = await planStores(ports, project);
    repairs.push(...following.repairs, ...reviews.repairs, ...stores.repairs);
    problems.push(...following.problems, ...reviews.problems, ...stores.problems);
  }
  return { project, repairs, problems, more, digest: repairsDigest(project, repairs) };
}

/** Operations whose newest move is still owed to the chain, and whose row is not that move's: the sweep brings the line first. */
async function tooEarly(
  { register }: RestorePorts,
  project: string,
  flagged: MovesRead['suspects'],
  pending: readonly PendingLine[],
): Promise<ReadonlySet<string>> {
  const early = new Set<string>();
  for (const { operation: id, revision } of pending) {
    const suspect = flagged[id];
    if (suspect !== undefined && suspect.revision >= revision) continue;
    const standing = await register.standing({ project, id });
    const stands = standing !== undefined && 'operation' in standing && standing.operation.revision >= revision;
    if (!stands) early.add(id);
  }
  return early;
}

function waiting(id: string): string {
  return `${id} still owes the audit the line of its newest move: the next sweep brings it there, then ask again`;
}
