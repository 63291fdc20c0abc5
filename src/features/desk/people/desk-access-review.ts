import { people } from '../../../api/people.ts';
import { type DeskServices, showDesk } from '../../../functions/desk/visit.ts';
import type { Handler } from '../../../web/handler.ts';
import { accessReviewPage } from './access-review-page.ts';

/** GET ops/desk/access-review: who takes part in which project, differences first. */
export function showAccessOnDesk(services: DeskServices): Handler {
  return showDesk(services, async ({ request, visitor }) =>
    accessReviewPage(await services.desk.read(request, people.accessReview), visitor),
  );
}
