import { type ChainHead, WrongHead } from '../../domain/audit/chain-head.ts';
import type { AuditLog } from '../../ports/audit.ts';

/** The head of a chain as `AuditLog.head` gives it; undefined also for one that is none, which whoever verifies the chain names. */
export async function readableHead(
  audit: Pick<AuditLog, 'head'>,
  chain: string,
  atLeast?: number,
): Promise<ChainHead | undefined> {
  try {
    return await audit.head(chain, atLeast);
  } catch (error) {
    if (error instanceof WrongHead) return undefined;
    throw error;
  }
}
