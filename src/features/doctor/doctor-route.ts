import type { Read } from '../../web/reading.ts';
import type { doctor } from './descriptions.ts';
import { type DoctorPorts, runDoctor } from './run-doctor.ts';

/** GET ops/doctor: each assumption of the deployment as ok, a problem or what cannot be told from here, with what was found and the repair. */
export const showDoctor = ((services, { workflows }) => runDoctor(services, workflows)) satisfies Read<
  DoctorPorts,
  typeof doctor.doctor
>;
