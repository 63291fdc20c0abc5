import { createHash } from 'node:crypto';
import { eventOf } from '../../activities/operation/record.ts';
import type { AuditKind } from '../../domain/audit/audit-kinds.ts';
import { type DutyLine, dutiesAfter } from '../../domain/lifecycle/recorded-duties.ts';
import { type Duties, keyOfDuties } from '../../domain/people/duties.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';

export interface DutyNote {
  readonly kind: Extract<AuditKind, `recipient.${string}`>;
  readonly actor?: string;
  readonly data: DutyLine;
}

/** Writes what was asked or said about one release: the lines first, so that the row comes back from them, whatever becomes of it. */
export async function noteDuties(
  { audit, duties: store, clock }: Pick<Ports, 'audit' | 'duties' | 'clock'>,
  { project, id }: { readonly project: string; readonly id: string },
  notes: readonly DutyNote[],
): Promise<Duties | undefined> {
  const at = clock.now().toISOString();
  const events = notes.map(({ data, ...note }) =>
    eventOf({ id, project }, { ...note, data, id: idOf(note, data) }, at),
  );
  await audit.append(project, events);
  return await onConflictAgain(async () => {
    const key = keyOfDuties({ exportId: id, releasedAt: notes[0]?.data.releasedAt ?? '' });
    const standing = (await store.of(project)).find((one) => one.key === key);
    const after = events.reduce<Duties | undefined>(dutiesAfter, standing?.value);
    if (after !== undefined) await store.put(project, after, standing?.etag ?? null);
    return after;
  });
}

/** A repeat has the same one, and who says something else says it in another line. */
function idOf({ kind }: Pick<DutyNote, 'kind'>, { what, who, releasedAt, days, text = '' }: DutyLine): string {
  const said = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${kind.replace('.', '-')}-${what}-${releasedAt.replace(/\D/g, '')}-${who}-${days ?? ''}${said}`;
}
