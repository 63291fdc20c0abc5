import { receiptKeys } from '../activities/receipts.ts';
import type { Ports } from '../ports/ports.ts';
import { verifyProofs } from '../use-cases/verify-proofs.ts';
import { jsonAnswer } from '../web/answers.ts';
import { type CallerCheck, requireRole } from '../web/caller.ts';
import { type Handler, queryOf } from '../web/handler.ts';

/** What the proof routes need. */
export type AuditServices = CallerCheck & Pick<Ports, 'register' | 'manifests' | 'secrets' | 'audit'>;

/** GET ops/audit/verify: reads every chain and receipt, or those of `?project=`, and names the first bad line of each chain. */
export function verifyAudit(services: AuditServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    return jsonAnswer(200, await verifyProofs(services, queryOf(request).get('project') ?? undefined));
  };
}

/** GET receipts/keys: the public halves of the keys that sign receipts, old ones too, as a JWK set; for everyone. */
export function showReceiptKeys(services: Pick<AuditServices, 'secrets'>): Handler {
  return async () => {
    const keys = await receiptKeys(services);
    return jsonAnswer(200, { keys }, { 'cache-control': 'public, max-age=300' });
  };
}
