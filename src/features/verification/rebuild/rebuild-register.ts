import { note } from '../../../domain/audit/audit-event.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { Clock } from '../../../ports/ports.ts';
import { ConflictError } from '../../../ports/records.ts';
import type { RebuildPlan } from './plan-rebuild.ts';
import type { Repair } from './rebuild.ts';

export interface Rebuilding {
  readonly by: string;
  readonly reason: string;
}

/** `overtaken` is the key of the row that somebody else changed first. */
export interface RebuildOutcome {
  readonly written: number;
  readonly overtaken?: string;
}

export interface ApplyPorts {
  readonly audit: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
}

/**
 * Does a plan: the audit tells of the wish before and of the outcome after. The first row that somebody else changed meanwhile ends it,
 * since what follows may rest on it; whoever asks again gets the rest.
 */
export async function applyRebuild(
  { audit, clock }: ApplyPorts,
  { project, repairs, digest }: RebuildPlan,
  { by, reason }: Rebuilding,
): Promise<RebuildOutcome> {
  const asked = clock.now();
  const tell = (what: 'rebuild-asked' | 'rebuilt', data: Record<string, string | number>) =>
    audit.append(project, [
      note(project, {
        id: `register.${what}.${digest}.${asked.getTime()}`,
        at: clock.now(),
        kind: `register.${what}`,
        actor: by,
        data: { digest, reason, ...data },
      }),
    ]);
  await tell('rebuild-asked', countsOf(repairs));
  const rebuilt = await writeAll(repairs);
  await tell('rebuilt', { planned: repairs.length, written: rebuilt.written });
  return rebuilt;
}

async function writeAll(repairs: RebuildPlan['repairs']): Promise<RebuildOutcome> {
  let written = 0;
  for (const { key, write } of repairs) {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return { written, overtaken: key };
    }
    written += 1;
  }
  return { written };
}

function countsOf(repairs: readonly Repair[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { what } of repairs) counts[what] = (counts[what] ?? 0) + 1;
  return counts;
}
