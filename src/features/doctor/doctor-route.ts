import { jsonAnswer } from '../../web/answers.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import type { Handler } from '../../web/handler.ts';
import { type DoctorPorts, runDoctor } from './run-doctor.ts';

export type DoctorServices = CallerCheck & DoctorPorts;

/** GET ops/doctor: each assumption of the deployment as ok, a problem or what cannot be told from here, with what was found and the mend. */
export function showDoctor(services: DoctorServices): Handler {
  return async (request, workflows) => {
    await requireRole(services, request, 'Ops.Reader');
    return jsonAnswer(200, await runDoctor(services, workflows));
  };
}
