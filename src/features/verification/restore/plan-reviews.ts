import { eventIn } from '../../../domain/audit/chain-line.ts';
import { messageOf } from '../../../domain/base/errors.ts';
import { noReview, type ReviewInLines, reviewAfter } from '../../../domain/history/review-from-lines.ts';
import { carriedDiffers, isOfRound } from '../../../domain/history/round-agreement.ts';
import type { Decision } from '../../../domain/review/decision.ts';
import { decisionEvent } from '../../../domain/review/decision-event.ts';
import type { Round } from '../../../domain/review/round.ts';
import type { RoundInLine } from '../../../domain/review/round-in-line.ts';
import { inOrder } from '../../../use-cases/base/in-order.ts';
import { atOnceOfProofs } from '../proof-report.ts';
import { KnownPeople } from './known-people.ts';
import type { PlannedPart, PlannedRepair, RestorePorts } from './planned-repair.ts';

/**
 * Plans the rounds and decisions of a project of which no row stands, or an older one, from all lines of their packages together. Names and
 * addresses come from the definitions of the project.
 */
export async function planReviews(ports: RestorePorts, project: string): Promise<PlannedPart> {
  const told = await readReviews(ports, project);
  const people = new KnownPeople(ports.projects, project);
  const parts = await inOrder(atOnceOfProofs, [...told], async ([id, review]): Promise<PlannedPart> => {
    try {
      return await planReview(ports, people, id, review);
    } catch (error) {
      return { repairs: [], problems: [`${id}: ${messageOf(error)}`] };
    }
  });
  return { repairs: parts.flatMap(({ repairs }) => repairs), problems: parts.flatMap(({ problems }) => problems) };
}

async function readReviews({ audit }: RestorePorts, project: string): Promise<ReadonlyMap<string, ReviewInLines>> {
  const told = new Map<string, ReviewInLines>();
  for await (const { lines } of audit.blobs(project))
    for await (const line of lines) {
      const event = eventIn(line);
      const id = event?.operation ?? undefined;
      if (event === undefined || id === undefined) continue;
      const isTold = isOfRound(event) || event.kind === 'decision.recorded' || event.kind === 'export.submission';
      if (isTold) told.set(id, reviewAfter(told.get(id) ?? noReview, event));
    }
  return told;
}

async function planReview(
  { decisions: store }: RestorePorts,
  people: KnownPeople,
  id: string,
  { rounds, decisions }: ReviewInLines,
): Promise<PlannedPart> {
  const rows = await store.read(id);
  const repairs: PlannedRepair[] = [];
  for (const round of rounds) {
    const standing = rows.rounds.find(({ value }) => value.number === round.number);
    const why = whyWritten(standing?.value, round);
    if (why === undefined) continue;
    const value = await people.named(round);
    const write = async () => {
      if (standing === undefined) await store.openRound(value);
      else await store.updateRound({ value, etag: standing.etag });
    };
    repairs.push({ what: 'round', key: `${id} round ${round.number}`, why, write });
  }
  const known = new Set(rows.decisions.map((one) => decisionEvent(one).id));
  const missing = decisions.filter((one) => !known.has(decisionEvent(one).id));
  repairs.push(...missing.map((one) => decisionRepair(store, one)));
  // Lines of earlier versions carry no round.
  const roundless = [...new Set(missing.map(({ round }) => round))].filter(
    (number) => ![...rounds, ...rows.rounds.map(({ value }) => value)].some((one) => one.number === number),
  );
  return {
    repairs,
    problems: roundless.map((number) => `${id}: no line carries its round ${number}; have it dropped again`),
  };
}

/** What researchers say stands in the row before the line of it. */
function whyWritten(stands: Round | undefined, told: RoundInLine): string | undefined {
  if (stands === undefined) return `It is missing: the audit tells that it is ${told.status}`;
  if (stands.revision > told.revision) return undefined;
  if (stands.revision < told.revision)
    return `It is of the revision ${stands.revision}; the audit tells of the revision ${told.revision}`;
  const { saidAt = '' } = told;
  const isUnsaid = (stands.saidAt ?? '') < saidAt;
  return carriedDiffers(stands, told) ?? (isUnsaid ? `What researchers said at ${saidAt} is not in it` : undefined);
}

function decisionRepair(store: RestorePorts['decisions'], decision: Decision): PlannedRepair {
  const { exportId, round, approver } = decision;
  const key = `${exportId} round ${round} ${approver}`;
  return { what: 'decision', key, why: 'It is missing: the audit tells of it', write: () => store.restore(decision) };
}
