import { type DeskServices, showDesk } from '../../functions/desk/visit.ts';
import type { Handler } from '../../web/handler.ts';
import { doctorPage } from './doctor-page.ts';
import { showDoctor } from './doctor-route.ts';
import type { DoctorPorts } from './run-doctor.ts';

/** GET ops/desk/doctor: what the deployment rests on, problems first. */
export function showDeskDoctor(services: DeskServices & DoctorPorts): Handler {
  return showDesk(services, async (visit) => doctorPage(await showDoctor(services, visit), visit.visitor));
}
