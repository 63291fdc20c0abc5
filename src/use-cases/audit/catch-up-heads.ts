import { inTurn, type TimeSlice } from '../../domain/base/time-slice.ts';
import type { AuditLog, ChainEnd } from '../../ports/audit.ts';
import type { Failures } from '../base/failures.ts';

/**
 * Lets the heads of the audit chains count what stands there, while the time slice lasts: a writer that was stopped between a line and its head
 * leaves one which only the next event would count, and in a quiet project none comes.
 */
export async function catchUpHeads(
  { audit }: { readonly audit: Pick<AuditLog, 'settle'> },
  ends: readonly ChainEnd[],
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  for (const end of inTurn(ends, share.turn)) {
    if (share.isOver()) return;
    await failures.keep(`the audit of ${end.chain}`, () => audit.settle(end));
  }
}
