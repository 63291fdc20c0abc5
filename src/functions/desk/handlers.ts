import type { Handler } from '../../web/handler.ts';
import { dashboardHandlers } from '../dashboard.ts';
import type { Services } from '../services.ts';
import { showAccessOnDesk } from './access-review.ts';
import { showDeskAudit, showDeskVerification } from './audit.ts';
import { showCharts } from './charts.ts';
import { applyOnDesk, showComputeOnDesk, showComputesOnDesk, startOnDesk } from './compute.ts';
import { showDeskDoctor } from './doctor.ts';
import { liftHoldOnDesk, setHoldOnDesk, showHoldsOnDesk } from './holds.ts';
import { actOnDeskOperation, showDeskOperation } from './operation.ts';
import { actOnPerson, showPeopleOnDesk } from './people.ts';
import { actOnDeskProject, type ProjectDeskServices, showDeskProject } from './project.ts';
import { defineProject, showDeskProjects } from './projects.ts';
import { showDeskSatre } from './satre.ts';

/** What answers the pages of the desk and their forms, by the names of their routes. */
export function deskHandlers(services: Services & ProjectDeskServices) {
  return {
    ...dashboardHandlers(services),
    charts: showCharts(services),
    deskDataset: showDeskOperation(services, 'ingress'),
    actOnDataset: actOnDeskOperation(services, 'ingress'),
    deskProjects: showDeskProjects(services),
    defineProject: defineProject(services),
    deskProject: showDeskProject(services),
    actOnProject: actOnDeskProject(services),
    deskExport: showDeskOperation(services, 'export'),
    actOnExport: actOnDeskOperation(services, 'export'),
    deskAudit: showDeskAudit(services),
    deskVerification: showDeskVerification(services),
    deskAccess: showAccessOnDesk(services),
    deskPeople: showPeopleOnDesk(services),
    actOnPerson: actOnPerson(services),
    deskDoctor: showDeskDoctor(services),
    deskSatre: showDeskSatre(services),
    deskComputes: showComputesOnDesk(services),
    deskCompute: showComputeOnDesk(services),
    applyOnDesk: applyOnDesk(services),
    startOnDesk: startOnDesk(services),
    deskHolds: showHoldsOnDesk(services),
    setHoldOnDesk: setHoldOnDesk(services),
    liftHoldOnDesk: liftHoldOnDesk(services),
  } satisfies Readonly<Record<string, Handler>>;
}
