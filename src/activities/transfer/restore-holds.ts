import { note } from '../../domain/audit/audit-event.ts';
import { type AuditEvent, eventIn } from '../../domain/audit/chain-line.ts';
import {
  applyHoldLine,
  chainOf,
  heldOf,
  holdIn,
  holdLineOf,
  holdsWithoutEnd,
  missingHolds,
  type OfHold,
  type RecordedHold,
  recordedHoldsOf,
} from '../../domain/audit/recorded-hold.ts';
import { type Hold, rowsDigest, withFinding } from '../../domain/operation/hold.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import { ConflictError } from '../../ports/records.ts';

type RestorePorts = Pick<Ports, 'holds' | 'audit' | 'clock'>;

/**
 * Writes every hold of a project and of its people, or of all projects, again that the audit tells of and of which no row stands, and notes that
 * the rows are those of the audit. They are read first: what somebody sets or lifts meanwhile stays as they left it.
 */
export async function restoreHolds(ports: RestorePorts, project: string): Promise<void> {
  const { holds, audit } = ports;
  const lines = await audit.holdLines(chainOf(project));
  const kinds = heldOf(project);
  const rows = new Map<string, readonly Hold[]>();
  for (const held of kinds) rows.set(held, await rowsOf(holds, held));
  const set = new Map<string, Hold>();
  let told: readonly RecordedHold[] = [];
  for await (const line of audit.lines(chainOf(project))) {
    const event = line.includes('"hold.') ? eventIn(line) : undefined;
    if (event === undefined) continue;
    told = applyHoldLine(told, event);
    const hold = kinds.flatMap((held) => holdIn(held, event) ?? [])[0] ?? foundIn(set, event);
    if (hold !== undefined) set.set(hold.id, hold);
  }
  for (const held of kinds) {
    await restoreMissing(ports, held, { told: recordedHoldsOf(told, held), rows: rows.get(held) ?? [], set });
    await holds.noteChecked(held, { lines, rows: rowsDigest(await rowsOf(holds, held)) });
  }
}

async function rowsOf(holds: Ports['holds'], held: string): Promise<readonly Hold[]> {
  return (await holds.at(held)).map(({ value }) => value);
}

async function restoreMissing(
  { holds, audit, clock }: RestorePorts,
  held: string,
  known: {
    readonly told: readonly RecordedHold[];
    readonly rows: readonly Hold[];
    readonly set: ReadonlyMap<string, Hold>;
  },
): Promise<void> {
  const { told, rows, set } = known;
  for (const { id } of missingHolds(told, rows, clock.now())) {
    const hold = set.get(id);
    if (hold === undefined) continue;
    await putNew(holds, hold);
    // Its lift may have ended while the lines were read.
    await removeLifted({ holds, audit }, hold);
  }
  // Its row was lost, so nobody else tells that its time is over.
  for (const { id, until = '' } of holdsWithoutEnd(told, rows, clock.now()))
    await recordHold({ audit, clock }, { id, project: held }, 'ended', { data: { until } });
}

/** Removes the row of a hold that is over, if it stands: somebody else may do so too, or bring it back while no line tells of the end. */
export async function removeHold(
  { holds }: Pick<Ports, 'holds'>,
  { id, project }: Pick<Hold, 'id' | 'project'>,
): Promise<void> {
  await onConflictAgain(async () => {
    const standing = (await holds.at(project)).find(({ value }) => value.id === id);
    if (standing !== undefined) await holds.remove(standing);
  });
}

/**
 * Removes the row of a hold of which the audit tells that it was lifted: a request that came late wrote it once more. Gives whether it was one.
 * What cannot be read stays on until somebody lifts it.
 */
export async function removeLifted({ holds, audit }: Pick<Ports, 'holds' | 'audit'>, hold: Hold): Promise<boolean> {
  if (hold.unreadable || !(await audit.holds(chainOf(hold.project), holdLineOf(hold, 'lifted').id))) return false;
  await removeHold({ holds }, hold);
  return true;
}

/** Its id is the same when the step is repeated. */
export async function recordHold(
  { audit, clock }: Pick<Ports, 'audit' | 'clock'>,
  hold: Pick<Hold, 'id' | 'project'>,
  what: OfHold,
  line: { readonly actor?: string; readonly data: Readonly<Record<string, string | number | boolean>> },
  which = '',
): Promise<void> {
  const chain = chainOf(hold.project);
  const event = { ...holdLineOf(hold, what, which), at: clock.now(), ...line };
  await audit.append(chain, [note(chain, event)]);
}

/** The hold for malware with what a line says was found while it was on. */
function foundIn(set: ReadonlyMap<string, Hold>, { kind, data }: AuditEvent): Hold | undefined {
  const hold = kind === 'hold.found' ? set.get(String(data['hold'])) : undefined;
  return hold && withFinding(hold, String(data['found']));
}

/** Somebody else may be bringing it back too. */
async function putNew(holds: Ports['holds'], hold: Hold): Promise<void> {
  try {
    await holds.put(hold, null);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
