import { type DeskServices, showDesk } from '../../functions/desk/visit.ts';
import type { Ports } from '../../ports/ports.ts';
import { typedIn } from '../../web/asked.ts';
import type { Handler } from '../../web/handler.ts';
import { verification } from './descriptions.ts';
import { verificationPage } from './verification-page.ts';

/** GET ops/desk/audit/verify: holds the records of a project, or all of them, against each other and says what came of it. */
export function showDeskVerification(services: DeskServices & Pick<Ports, 'clock'>): Handler {
  return showDesk(
    services,
    async (visit) => {
      const { request, visitor, refused } = visit;
      const query = typedIn(request);
      const about = { at: services.clock.now(), project: query['project'] ?? '' };
      if (refused !== undefined) return verificationPage({ ...about, refusal: refused.refusal }, visitor);
      const proofs = await services.desk.read(request, verification.verifyAudit, { query });
      return verificationPage({ ...about, proofs }, visitor);
    },
    'verify',
  );
}
