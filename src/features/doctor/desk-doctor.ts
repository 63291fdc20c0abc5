import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import { type DeskServices, showDesk } from '../../functions/desk/visit.ts';
import { queryOf } from '../../web/asked.ts';
import type { Handler } from '../../web/handler.ts';
import { BegunLook } from './begun-look.ts';
import { deskDoctorQuery } from './descriptions.ts';
import { doctorPage } from './doctor-page.ts';
import type { DoctorPorts } from './run-doctor.ts';

const looksKept = 8;

/** GET ops/desk/doctor: what the deployment rests on, problems first. With `begun` that look goes on; another one begins without it, or where this process began none then. */
export function showDeskDoctor(services: DeskServices & DoctorPorts): Handler {
  const looks = new RecentCache<BegunLook>(looksKept);
  return showDesk(services, async ({ request, workflows, visitor }) => {
    const { begun = '' } = queryOf(request, deskDoctorQuery);
    const known = looks.known(begun) ?? new BegunLook(services, workflows);
    looks.keep(known.begun, known);
    return doctorPage(await known.shown(), visitor);
  });
}
