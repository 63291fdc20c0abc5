import type { DeskServices } from '../../functions/desk/visit.ts';
import { type HandlersOf, onceAsked } from '../../web/wing.ts';
import type { doctor } from './descriptions.ts';
import { type DoctorServices, showDoctor } from './doctor-route.ts';

/** What the doctor adds to the app. */
export function doctorHandlers(services: DoctorServices & DeskServices): HandlersOf<typeof doctor> {
  return {
    doctor: showDoctor(services),
    deskDoctor: onceAsked(async () => (await import('./desk-doctor.ts')).showDeskDoctor(services)),
  };
}
