import { type DeskServices, showDesk } from '../../functions/desk/visit.ts';
import { queryOf } from '../../web/asked.ts';
import type { Handler } from '../../web/handler.ts';
import { deskSatreQuery, satre } from './descriptions.ts';
import { deskSatrePage } from './satre-page.ts';

/** GET ops/desk/satre: the report on SATRE as a page, whole or of one verdict. */
export function showDeskSatre(services: DeskServices): Handler {
  return showDesk(services, async ({ request, visitor }) => {
    const { verdict } = queryOf(request, deskSatreQuery);
    return deskSatrePage(await services.desk.read(request, satre.showSatre), verdict, visitor);
  });
}
