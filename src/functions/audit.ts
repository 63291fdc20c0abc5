import { z } from 'zod';
import { type ChainVerdict, verifyChain } from '../domain/audit-chain.ts';
import { NotFound } from '../domain/errors.ts';
import { publicKey } from '../domain/receipt.ts';
import type { AuditLog, Secrets } from '../ports.ts';
import { jsonAnswer } from './answers.ts';
import { type CallerCheck, requireRole } from './caller.ts';
import { type Handler, queryOf } from './web.ts';

/** What the proof routes need. */
export interface AuditServices extends CallerCheck {
  readonly audit: Pick<AuditLog, 'lines' | 'head' | 'chains'>;
  readonly secrets: Pick<Secrets, 'versions'>;
}

const jwkSchema = z.object({ kty: z.string(), crv: z.string(), x: z.string() });

/** GET ops/audit/verify: reads every chain, or that of `?project=`, from end to end and names the first bad line. */
export function verifyAudit(services: AuditServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const only = queryOf(request).get('project');
    const chains: ({ readonly chain: string } & ChainVerdict)[] = [];
    for await (const chain of services.audit.chains()) {
      if (only !== null && only !== chain) continue;
      chains.push({ chain, ...(await verifyOne(services.audit, chain)) });
    }
    if (only !== null && chains.length === 0) throw new NotFound(`There is no audit of ${only}.`);
    return jsonAnswer(200, { ok: chains.every((verdict) => verdict.ok), chains });
  };
}

/** An append between the two reads makes the head newer than the lines; then the second look decides. */
async function verifyOne(audit: AuditServices['audit'], chain: string): Promise<ChainVerdict> {
  const head = await audit.head(chain);
  const verdict = await verifyChain(audit.lines(chain), head);
  if (verdict.ok) return verdict;
  const headNow = await audit.head(chain);
  return headNow?.count === head?.count ? verdict : await verifyChain(audit.lines(chain), headNow);
}

/** GET receipts/keys: the public halves of the keys that sign receipts, old ones too, as a JWK set; for everyone. */
export function receiptKeys(services: Pick<AuditServices, 'secrets'>): Handler {
  return async () => {
    const keys = await Promise.all(
      (await services.secrets.versions('receipt-key')).map((jwk) => publicKey(jwkSchema.parse(JSON.parse(jwk)))),
    );
    return jsonAnswer(200, { keys }, { 'cache-control': 'public, max-age=300' });
  };
}
