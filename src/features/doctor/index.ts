import type { TokenCredential } from '@azure/identity';
import type { MachinePort, WorkspacePort } from '../../compute/ports/compute.ts';
import type { Deployment } from '../../domain/overview/deployment.ts';
import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import type { DeskServices } from '../../functions/desk/visit.ts';
import type { ClientAssertion } from '../../ports/sign-in.ts';
import { reading } from '../../web/reading.ts';
import type { ProbeSettings } from './azure-probes.ts';
import { doctor, doctorHref } from './descriptions.ts';
import type { DoctorPorts } from './run-doctor.ts';

interface Reach {
  readonly deployment: Deployment & ProbeSettings;
  readonly credential: TokenCredential;
  readonly assertion: ClientAssertion;
  readonly machines: MachinePort;
  readonly workspace: WorkspacePort;
}

export const doctorWing: Wing<typeof doctor, Omit<DoctorPorts, 'doctor'> & DeskServices & Reach> = {
  handlers: (given) =>
    onceAsked(doctor, async () => {
      const [{ azureProbes }, { showDoctor }, { showDeskDoctor }] = await Promise.all([
        import('./azure-probes.ts'),
        import('./doctor-route.ts'),
        import('./desk-doctor.ts'),
      ]);
      const { deployment, credential, assertion, machines, workspace, secrets } = given;
      const probes = azureProbes(deployment, credential, secrets);
      const services = { ...given, doctor: { probes, deployment, machines, workspace, assertion } };
      return { doctor: reading(services, doctor.doctor, showDoctor), deskDoctor: showDeskDoctor(services) };
    }),
  places: [{ label: 'Doctor', href: doctorHref }],
};
