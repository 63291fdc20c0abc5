import { isDeepStrictEqual } from 'node:util';
import { isOfHour } from '../../domain/base/time.ts';
import { inTurn, type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { shownOf, shownRound } from '../../domain/overview/shown.ts';
import { decisionLine } from '../../domain/review/decision-event.ts';
import type { OverviewStore, ShownRow, StoredShown } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenRow } from '../../ports/records.ts';
import { atOnce } from '../base/at-once.ts';
import type { Ensured } from '../operation/ensure-running.ts';
import { lostRow } from './find-lost.ts';
import { lastEnded } from './see-everything.ts';

type MendPorts = Pick<Ports, 'register' | 'overview' | 'audit'> & {
  readonly decisions: Pick<Ports['decisions'], 'read'>;
};
type RepairPorts = MendPorts & Pick<Ports, 'clock'>;

const mostAtOnce = 8;

/** Undefined where the time slice was over before all of it was read. It must be read before the operations: then whatever changes since is noticed. */
export async function readStored(
  { open }: Pick<OverviewStore, 'open'>,
  slice: TimeSlice,
): Promise<ReadonlyMap<string, StoredShown> | undefined> {
  const standing = new Map<string, StoredShown>();
  for await (const row of within(slice, open())) standing.set(row.id, row);
  return slice.isOver() ? undefined : standing;
}

export async function toBeShown(
  { decisions }: { readonly decisions: Pick<Ports['decisions'], 'read'> },
  operation: Operation,
): Promise<ShownRow> {
  const shown = shownOf(operation);
  if (shown.round === undefined) return { shown };
  const rows = await decisions.read(operation.id);
  const round = rows.rounds.find(({ value }) => value.number === shown.round)?.value;
  return { shown, ...(round === undefined ? {} : { round: shownRound(round, rows.decisions) }) };
}

const mostEnded = 50;

/**
 * Repairs what is shown of open operations, while the time slice lasts; the first time also what ended lately, which later moves write. Gives
 * what is shown as open and of which the register has lost a row.
 */
export async function repairOverview(
  ports: RepairPorts,
  standing: ReadonlyMap<string, StoredShown> | undefined,
  unfinished: Pick<Ensured, 'open' | 'isWhole'> | undefined,
  slice: TimeSlice,
): Promise<readonly BrokenRow[]> {
  if (standing === undefined || !unfinished?.isWhole) return [];
  const { open } = unfinished;
  const { lost } = await repairShown(ports, standing, open, slice);
  const seen = await ports.overview.seen();
  if (seen === undefined)
    for (const operation of await lastEnded(ports.register, mostEnded, slice.isOver))
      if (!slice.isOver()) await ports.overview.end(shownOf(operation));
  // The dashboard shows no more of them than it shows.
  if (!isOfHour(seen?.at, ports.clock.now())) await ports.overview.keepEnded(mostEnded, slice.isOver);
  return lost;
}

/** Brings what is shown into agreement with the open operations: rows that are missing or stale are written, others removed. What is shown as open and is lost stays. */
export async function repairShown(
  ports: MendPorts,
  standing: ReadonlyMap<string, StoredShown>,
  open: readonly Operation[],
  { turn, isOver }: Pick<TimeSlice, 'turn' | 'isOver'>,
): Promise<{ readonly mended: number; readonly lost: readonly BrokenRow[] }> {
  let mended = 0;
  const lost: BrokenRow[] = [];
  const mend = async (operation: Operation) => {
    const stands = standing.get(operation.id);
    const row = await toBeShown(ports, operation);
    if (stands?.row && isSame(stands.row, row)) return;
    const why = stands?.row && (await lostDecision(ports, stands.row, row));
    if (why !== undefined) {
      lost.push(lostRow(operation.project, 'row:decisions decision', why, `${operation.id} decisions`));
      return;
    }
    if (!(await ports.overview.mend(row, stands?.etag ?? null))) return;
    mended += 1;
    // It may have ended between the two: then nobody removes what was missing before.
    if (stands === undefined && (await whyKept(ports, row)) === undefined) await hide(ports, operation.id);
  };
  await atOnce(mostAtOnce, inTurn(open, turn), mend, isOver);
  const ids = new Set(open.map(({ id }) => id));
  const others = [...standing.values()].filter(({ id }) => !ids.has(id));
  const remove = async ({ id, etag, row }: StoredShown) => {
    const why = row && (await whyKept(ports, row));
    if (row !== undefined && why !== undefined) {
      const { project } = row.shown;
      if (why !== 'open') lost.push(lostRow(project, why, `${id} is shown as open`, id));
      return;
    }
    await ports.overview.remove(id, etag);
    mended += 1;
  };
  await atOnce(mostAtOnce, inTurn(others, turn), remove, isOver);
  return { mended, lost };
}

/** Who is shown to have decided in the round and has no decision, though the audit tells of one: as half a sentence. */
async function lostDecision(
  { decisions, audit }: MendPorts,
  { round: before }: ShownRow,
  { shown: { id: exportId, project }, round }: ShownRow,
): Promise<string | undefined> {
  if (before === undefined || before.number !== round?.number) return undefined;
  const without = new Set(round.people.flatMap(({ oid, hasDecided }) => (hasDecided ? [] : [oid])));
  const gone = before.people.filter(({ oid, hasDecided }) => hasDecided && without.has(oid));
  if (gone.length === 0) return undefined;
  const { rounds } = await decisions.read(exportId);
  const asked = rounds.find(({ value }) => value.number === round.number)?.value.approvers ?? [];
  for (const { oid: approver } of gone) {
    const since = asked.find(({ oid }) => oid === approver)?.since ?? '';
    const line = decisionLine({ exportId, round: round.number, approver, askedSince: since });
    if (await audit.holds(project, line)) return `the audit tells that ${approver} decided about ${exportId}`;
  }
  return undefined;
}

/** The round of an operation that is no longer in review says nothing any more. */
function isSame(stands: ShownRow, row: ShownRow): boolean {
  if (!isDeepStrictEqual(stands.shown, row.shown)) return false;
  return row.round === undefined || isDeepStrictEqual(stands.round, row.round);
}

/** Why what was not among the open operations stays shown: it was read too early, or a row of it is lost. Undefined where it ended. */
async function whyKept({ register }: MendPorts, { shown: { project, id } }: ShownRow) {
  // A row that cannot be read is shown as it was.
  const found = await register.get({ project, id }).catch(() => 'unreadable' as const);
  if (found === undefined) return 'row:register op';
  if (found === 'unreadable') return 'open';
  if (!factsOf(found.value).open) return undefined;
  return (await register.isUnfinished(found.value)) ? 'open' : 'row:register open';
}

async function hide({ overview }: MendPorts, id: string): Promise<void> {
  for await (const row of overview.open()) if (row.id === id) await overview.remove(id, row.etag);
}
