import { note } from '../../domain/audit/audit-event.ts';
import { type AuditEvent, parseChainLine } from '../../domain/audit/chain-line.ts';
import {
  chainOf,
  holdIn,
  holdsWithoutEnd,
  missingHolds,
  type ToldHold,
  tellHold,
} from '../../domain/audit/told-hold.ts';
import { type Hold, rowsDigest, withFinding } from '../../domain/operation/hold.ts';
import type { Ports } from '../../ports/ports.ts';
import { ConflictError } from '../../ports/records.ts';

/**
 * Writes every hold of a project, or of all, again that its audit tells of and of which no row stands, and notes that its rows are those of
 * the audit. The rows are read first: what somebody sets or lifts meanwhile stays as they left it.
 */
export async function restoreHolds(
  { holds, audit, clock }: Pick<Ports, 'holds' | 'audit' | 'clock'>,
  held: string,
): Promise<void> {
  const lines = await audit.holdLines(chainOf(held));
  const rows = (await holds.at(held)).map(({ value }) => value);
  const set = new Map<string, Hold>();
  let told: readonly ToldHold[] = [];
  for await (const line of audit.lines(chainOf(held))) {
    const event = line.includes('"hold.') ? eventOf(line) : undefined;
    if (event === undefined) continue;
    told = tellHold(told, event);
    const hold = holdIn(held, event) ?? foundIn(set, event);
    if (hold !== undefined) set.set(hold.id, hold);
  }
  for (const { id } of missingHolds(told, rows, clock.now())) {
    const hold = set.get(id);
    if (hold === undefined) continue;
    await putNew(holds, hold);
    if (await audit.holds(chainOf(held), `hold.${id}.lifted`)) await removeLifted(holds, hold);
  }
  // Its row was lost, so nobody else tells that its time is over.
  for (const { id, until = '' } of holdsWithoutEnd(told, rows, clock.now()))
    await recordHold({ audit, clock }, { id, project: held }, 'ended', { data: { until } });
  const standing = (await holds.at(held)).map(({ value }) => value);
  await holds.noteChecked(held, { lines, rows: rowsDigest(standing) });
}

/** Writes one line about a hold. Its id is the same when the step is repeated. */
export async function recordHold(
  { audit, clock }: Pick<Ports, 'audit' | 'clock'>,
  { id, project }: Pick<Hold, 'id' | 'project'>,
  what: 'set' | 'found' | 'lift-asked' | 'lift-told' | 'lift-intended' | 'lifted' | 'ended',
  line: { readonly actor?: string; readonly data: Readonly<Record<string, string | number | boolean>> },
  which = '',
): Promise<void> {
  const chain = chainOf(project);
  const event = { id: `hold.${id}.${what}${which}`, at: clock.now(), kind: `hold.${what}`, ...line } as const;
  await audit.append(chain, [note(chain, event)]);
}

/** The hold for malware with what a line says was found while it was on. */
function foundIn(set: ReadonlyMap<string, Hold>, { kind, data }: AuditEvent): Hold | undefined {
  const hold = kind === 'hold.found' ? set.get(String(data['hold'])) : undefined;
  return hold && withFinding(hold, String(data['found']));
}

/** Undefined for a line that is no event; verification names it. */
function eventOf(line: string): AuditEvent | undefined {
  try {
    return parseChainLine(line).event;
  } catch {
    return undefined;
  }
}

/** Its lift ended while the lines were read. */
async function removeLifted(holds: Ports['holds'], { project, id }: Hold): Promise<void> {
  const stored = (await holds.at(project)).find(({ value }) => value.id === id);
  if (stored !== undefined) await holds.remove(stored);
}

/** Somebody else may be bringing it back too. */
async function putNew(holds: Ports['holds'], hold: Hold): Promise<void> {
  try {
    await holds.put(hold, null);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
