import { createHash } from 'node:crypto';
import { eventOf } from '../../activities/operation/record.ts';
import type { AuditKind } from '../../domain/audit/audit-kinds.ts';
import { type AuditEvent, eventIn } from '../../domain/audit/chain-line.ts';
import { applyDutyLine, type DutyLine, dutiesAfter, type ToldDuties } from '../../domain/lifecycle/recorded-duties.ts';
import { type Duties, keyOfDuties } from '../../domain/people/duties.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';

export interface DutyNote {
  /** The release that it is about. */
  readonly id: string;
  readonly kind: Extract<AuditKind, `recipient.${string}`>;
  readonly actor?: string;
  readonly data: DutyLine;
}

/**
 * Writes what was asked or said about releases of a project: the lines first, so that the rows come back from them, whatever becomes of them. Gives each row
 * that there is then, by its key. However many are told of at once, lines are appended and rows are read once.
 */
export async function noteDuties(
  { audit, duties: store, clock }: Pick<Ports, 'audit' | 'duties' | 'clock'>,
  project: string,
  notes: readonly DutyNote[],
): Promise<ReadonlyMap<string, Duties>> {
  const written = new Map<string, Duties>();
  if (notes.length === 0) return written;
  const at = clock.now().toISOString();
  const told = notes.map(({ id, data, ...note }) => ({
    key: keyOfDuties({ exportId: id, releasedAt: data.releasedAt }),
    event: eventOf({ id, project }, { ...note, data, id: idOf(note, data) }, at),
  }));
  const stood = await toldBefore(audit, project, told);
  await audit.append(
    project,
    told.map(({ event }) => event),
  );
  const open = Map.groupBy(told, ({ key }) => key);
  await onConflictAgain(async () => {
    const standing = new Map((await store.of(project)).map((one) => [one.key, one]));
    for (const [key, lines] of [...open]) {
      const before = standing.get(key);
      const events = lines.map(({ event }) => event);
      const known = before?.value ?? stood.get(key);
      const after = events.reduce<Duties | undefined>(dutiesAfter, known);
      if (after !== undefined) await store.put(project, after, before?.etag ?? null);
      if (after !== undefined) written.set(key, after);
      open.delete(key);
    }
  });
  return written;
}

/** What all lines tell of duties that are to begin and had begun before: their row is lost, and with it what recipients said. */
async function toldBefore(
  audit: Pick<Ports['audit'], 'holds' | 'lines'>,
  project: string,
  lines: readonly { readonly event: AuditEvent }[],
): Promise<ToldDuties> {
  let told: ToldDuties = new Map();
  const begun = lines.filter(({ event: { kind } }) => kind === 'recipient.asked');
  if (!(await isAnyHeld(audit, project, begun))) return told;
  for await (const text of audit.lines(project)) {
    const event = eventIn(text);
    if (event !== undefined) told = applyDutyLine(told, event);
  }
  return told;
}

async function isAnyHeld(
  { holds }: Pick<Ports['audit'], 'holds'>,
  project: string,
  lines: readonly { readonly event: AuditEvent }[],
): Promise<boolean> {
  for (const { event } of lines) if (await holds(project, event.id)) return true;
  return false;
}

/** A repeat has the same one, and who says something else says it in another line. */
function idOf({ kind }: Pick<DutyNote, 'kind'>, { what, who, releasedAt, days, text = '' }: DutyLine): string {
  const said = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${kind.replace('.', '-')}-${what}-${releasedAt.replace(/\D/g, '')}-${who}-${days ?? ''}${said}`;
}
