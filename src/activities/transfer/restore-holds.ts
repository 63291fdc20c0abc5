import { type AuditEvent, parseChainLine } from '../../domain/audit/chain-line.ts';
import { chainOf, holdIn, missingHolds, type ToldHold, tellHold } from '../../domain/audit/told-hold.ts';
import { type Hold, withFinding } from '../../domain/operation/hold.ts';
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
    if (hold !== undefined) await putNew(holds, hold);
  }
  await holds.noteChecked(held, lines);
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

/** Somebody else may be bringing it back too. */
async function putNew(holds: Ports['holds'], hold: Hold): Promise<void> {
  try {
    await holds.put(hold, null);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
