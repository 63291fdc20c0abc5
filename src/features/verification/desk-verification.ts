import { type DeskServices, showDesk } from '../../functions/desk/visit.ts';
import { typedIn, typedQuery } from '../../web/asked.ts';
import type { Handler } from '../../web/handler.ts';
import { verifyQuery } from './descriptions.ts';
import { verificationPage } from './verification-page.ts';
import { type VerificationServices, verifyAudit } from './verify-route.ts';

/** GET ops/desk/audit/verify: holds the records of a project, or all of them, against each other and says what came of it. */
export function showDeskVerification(services: DeskServices & VerificationServices): Handler {
  return showDesk(
    services,
    async (visit) => {
      const { request, visitor, sent } = visit;
      const query = typedIn(request);
      const about = { at: services.clock.now(), project: query['project'] ?? '' };
      if (sent?.refusal !== undefined) return verificationPage({ ...about, refusal: sent.refusal }, visitor, sent);
      const proofs = await verifyAudit(services, { ...visit, query: typedQuery(query, verifyQuery) });
      return verificationPage({ ...about, proofs }, visitor, sent);
    },
    { isAsked: true },
  );
}
