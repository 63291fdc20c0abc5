import { type DeskServices, showDesk } from '../../functions/desk/visit.ts';
import type { Handler } from '../../web/handler.ts';
import { doctor } from './descriptions.ts';
import { doctorPage } from './doctor-page.ts';

/** GET ops/desk/doctor: what the deployment rests on, problems first. */
export function showDeskDoctor(services: DeskServices): Handler {
  return showDesk(services, async ({ request, workflows, visitor }) =>
    doctorPage(await services.desk.read(request, doctor.doctor, {}, workflows), visitor),
  );
}
