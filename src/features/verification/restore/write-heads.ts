import { note } from '../../../domain/audit/audit-event.ts';
import { Refused } from '../../../domain/base/errors.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import { ConflictError } from '../../../ports/records.ts';
import type { Identity } from '../../../ports/sign-in.ts';
import type { Restoring } from './apply-restore.ts';
import { type HeadPorts, type HeadsPlan, planHeads } from './plan-heads.ts';
import { judgeRestore, type TwoServices, type TwoVerdict } from './two-operators.ts';

export type WriteHeadsPorts = TwoServices & HeadPorts & { readonly audit: Pick<AuditLog, 'restoreHead' | 'append'> };

export interface WantedHeads {
  readonly caller: Pick<Identity, 'oid' | 'name' | 'emails'>;
  readonly reason: string;
  readonly digest: string | undefined;
  /** What the first operator was given. */
  readonly first?: string | undefined;
  readonly anchors?: readonly string[] | undefined;
}

/** Writes the heads of a plan once two operators want it. Throws Refused where something contradicts the lines, and ConflictError for another plan. */
export async function writeHeads(
  ports: WriteHeadsPorts,
  { caller, reason, digest, first, anchors }: WantedHeads,
): Promise<TwoVerdict & { readonly plan: HeadsPlan }> {
  const plan = await planHeads(ports, ports, anchors);
  if (plan.problems.length > 0) throw new Refused(`${plan.problems.join('. ')}. Nothing was written.`);
  if (plan.digest !== digest)
    throw new ConflictError('The heads to write are no longer those of that digest; nothing was written. Look again.');
  const verdict = await judgeRestore(ports, { what: 'heads', caller, reason, stands: plan.digest, first });
  if (verdict.kind === 'agreed') await writeAll(ports, plan, { by: caller.oid, reason, marks: verdict.marks });
  return { ...verdict, plan };
}

/** The lines of all chains say who wanted it, and by what. */
async function writeAll(
  { audit, clock }: Pick<WriteHeadsPorts, 'audit' | 'clock'>,
  { chains, doubts, digest }: HeadsPlan,
  { by, reason, marks = {} }: Restoring,
): Promise<void> {
  for (const { chain } of chains) await audit.restoreHead(chain);
  const at = clock.now();
  for (const { chain, count, largest } of chains) {
    const data = { digest, reason, ...marks, lines: count, anchor: largest, doubts: doubts.length };
    const id = `restore.done.${digest}.${at.getTime()}`;
    await audit.append(chain, [
      note(chain, { id, at, kind: 'restore.done', actor: by, data: { ...data, planned: 1, written: 1 } }),
    ]);
  }
}
