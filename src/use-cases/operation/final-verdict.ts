import type { ChainVerdict } from '../../domain/audit/audit-chain.ts';
import type { AuditLog } from '../../ports/audit.ts';
import { readableHead } from '../audit/readable-head.ts';

/** Lines behind the head are whole once the head counts them: an append that is under way is waited for. A known project has lines. */
export async function finalVerdict(
  { audit }: { readonly audit: Pick<AuditLog, 'head'> },
  chain: string,
  verdict: ChainVerdict,
): Promise<ChainVerdict> {
  if (verdict.ok) {
    const why = 'Line 1: the whole chain is missing, and other records know its project.';
    return verdict.count > 0 ? verdict : { ok: false, line: 1, why };
  }
  if (verdict.uncounted === undefined) return verdict;
  const { count, hash } = verdict.uncounted;
  const later = await readableHead(audit, chain, count);
  const counted = later !== undefined && (later.count > count || (later.count === count && later.hash === hash));
  return counted ? { ok: true, count, hash } : verdict;
}
