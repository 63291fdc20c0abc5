import { note } from '../../../domain/audit/audit-event.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { Clock } from '../../../ports/ports.ts';
import { ConflictError } from '../../../ports/records.ts';
import { atOnce } from '../../../use-cases/base/at-once.ts';
import type { RestorePlan } from './plan-restore.ts';
import type { Repair, RepairKind } from './repair.ts';

export interface Restoring {
  readonly by: string;
  readonly reason: string;
  /** What belongs into its lines besides, such as who asked for it first. */
  readonly marks?: Readonly<Record<string, string | number>>;
}

/** `overtaken` is the key of the row that somebody else changed first. */
export interface RestoreOutcome {
  readonly written: number;
  readonly overtaken?: string;
}

const rowsAtOnce = 8;
/** These may change one row, or follow one another. */
const inOneRow: readonly RepairKind[] = ['take', 'mark'];

export interface ApplyPorts {
  readonly audit: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
}

/**
 * Does a plan: the audit tells of the wish before and of the outcome after. The first row that somebody else changed meanwhile ends it,
 * since what follows may rest on it; whoever asks again gets the rest.
 */
export async function applyRestore(
  { audit, clock }: ApplyPorts,
  { project, repairs, digest }: RestorePlan,
  { by, reason, marks = {} }: Restoring,
): Promise<RestoreOutcome> {
  const asked = clock.now();
  const tell = (what: 'asked' | 'done', data: Record<string, string | number>) =>
    audit.append(project, [
      note(project, {
        id: `restore.${what}.${digest}.${asked.getTime()}`,
        at: clock.now(),
        kind: `restore.${what}`,
        actor: by,
        data: { digest, reason, ...marks, ...data },
      }),
    ]);
  await tell('asked', countsOf(repairs));
  const outcome = await writeAll(repairs);
  await tell('done', { planned: repairs.length, written: outcome.written });
  return outcome;
}

/** Many are written at once, kind after kind: the rest may rest on those before. */
async function writeAll(repairs: RestorePlan['repairs']): Promise<RestoreOutcome> {
  let written = 0;
  let overtaken: string | undefined;
  const put = async ({ key, write }: RestorePlan['repairs'][number]) => {
    try {
      await write();
      written += 1;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      overtaken ??= key;
    }
  };
  for (const [what, alike] of Map.groupBy(repairs, (repair) => repair.what)) {
    await atOnce(inOneRow.includes(what) ? 1 : rowsAtOnce, alike, put, () => overtaken !== undefined);
    if (overtaken !== undefined) return { written, overtaken };
  }
  return { written };
}

function countsOf(repairs: readonly Repair[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { what } of repairs) counts[what] = (counts[what] ?? 0) + 1;
  return counts;
}
