import { type DeskServices, showDesk } from '../../functions/desk/visit.ts';
import { queryOf } from '../../web/asked.ts';
import type { Handler } from '../../web/handler.ts';
import { deskSatreQuery } from './descriptions.ts';
import { reportSatre, type SatrePorts } from './report-satre.ts';
import { deskSatrePage } from './satre-page.ts';

/** GET ops/desk/satre: the report on SATRE as a page, whole or of one verdict. */
export function showDeskSatre(services: DeskServices & SatrePorts): Handler {
  return showDesk(services, async ({ request, visitor }) => {
    const { verdict } = queryOf(request, deskSatreQuery);
    return deskSatrePage(await reportSatre(services), verdict, visitor);
  });
}
