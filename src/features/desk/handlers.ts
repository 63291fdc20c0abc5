import type { Services } from '../../app/services.ts';
import type { Handler } from '../../web/handler.ts';
import { showCharts } from '../charts/desk-charts.ts';
import { showDeskAudit, showDeskVerification } from './audit/desk-audit.ts';
import { applyOnDesk, showComputeOnDesk, showComputesOnDesk, startOnDesk } from './compute/desk-compute.ts';
import { dashboardHandlers } from './dashboard/dashboard.ts';
import { actOnDeskOperation, showDeskOperation } from './operation/desk-operation.ts';
import { showAccessOnDesk } from './people/desk-access-review.ts';
import { liftHoldOnDesk, setHoldOnDesk, showHoldsOnDesk } from './people/desk-holds.ts';
import { actOnPerson, showPeopleOnDesk } from './people/desk-people.ts';
import { actOnDeskProject, type ProjectDeskServices, showDeskProject } from './project/desk-project.ts';
import { defineProject, showDeskProjects } from './project/desk-projects.ts';

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
    deskComputes: showComputesOnDesk(services),
    deskCompute: showComputeOnDesk(services),
    applyOnDesk: applyOnDesk(services),
    startOnDesk: startOnDesk(services),
    deskHolds: showHoldsOnDesk(services),
    setHoldOnDesk: setHoldOnDesk(services),
    liftHoldOnDesk: liftHoldOnDesk(services),
  } satisfies Readonly<Record<string, Handler>>;
}
