import { system } from '../../api/system.ts';
import { doctorPage } from '../../pages/desk/doctor-page.ts';
import type { Handler } from '../../web/handler.ts';
import { type DeskServices, showDesk } from './visit.ts';

/** GET ops/desk/doctor: what the deployment rests on, problems first. */
export function showDeskDoctor(services: DeskServices): Handler {
  return showDesk(services, async ({ request, workflows, visitor }) =>
    doctorPage(await services.desk.read(request, system.doctor, {}, workflows), visitor),
  );
}
