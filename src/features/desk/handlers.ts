import type { HandlersOf } from '../../functions/base/wing.ts';
import { type DeskServices, showDesk } from '../../functions/desk/visit.ts';
import { type ReviewAccessPorts, reviewAccess } from '../../use-cases/people/review-access.ts';
import { readZones } from '../../use-cases/project/project-zones.ts';
import type { Handler } from '../../web/handler.ts';
import { type DeskAuditServices, showDeskAudit } from './audit/desk-audit.ts';
import {
  applyOnDesk,
  type ComputeDeskServices,
  showComputeOnDesk,
  showComputesOnDesk,
  startOnDesk,
} from './compute/desk-compute.ts';
import { type DashboardServices, dashboardHandlers } from './dashboard/dashboard.ts';
import type { desk } from './descriptions.ts';
import { type LookServices, lookOnDesk } from './look-on-desk.ts';
import { type ManyDeskServices, manyHandlers } from './many/desk-many.ts';
import { actOnDeskOperation, showDeskOperation } from './operation/desk-operation.ts';
import type { DeskOperationServices } from './operation/operation-material.ts';
import { type SearchServices, searchDesk } from './operation/search-desk.ts';
import { accessReviewPage } from './people/access-review-page.ts';
import { type HoldsDeskServices, liftHoldOnDesk, setHoldOnDesk, showHoldsOnDesk } from './people/desk-holds.ts';
import { actOnPerson, type PeopleDeskServices, showPeopleOnDesk } from './people/desk-people.ts';
import { mostOfDefinition } from './project/definition-text.ts';
import { actOnDeskProject, type ProjectDeskServices, showDeskProject } from './project/desk-project.ts';
import { defineProject, type ProjectsDeskServices, showDeskProjects } from './project/desk-projects.ts';
import { showDeskVersion, type VersionDeskServices } from './project/desk-version.ts';

export type AllDeskServices = ComputeDeskServices &
  DashboardServices &
  DeskAuditServices &
  DeskOperationServices &
  HoldsDeskServices &
  LookServices &
  ManyDeskServices &
  PeopleDeskServices &
  ProjectDeskServices &
  ProjectsDeskServices &
  SearchServices &
  VersionDeskServices &
  ReviewAccessPorts;

export function deskHandlers(services: AllDeskServices): HandlersOf<typeof desk> {
  return {
    ...dashboardHandlers(services),
    ...manyHandlers(services),
    searchDesk: searchDesk(services),
    lookOnDesk: lookOnDesk(services, mostOfDefinition),
    deskDataset: showDeskOperation(services, 'ingress'),
    actOnDataset: actOnDeskOperation(services, 'ingress'),
    deskProjects: showDeskProjects(services),
    defineProject: defineProject(services),
    deskProject: showDeskProject(services),
    deskVersion: showDeskVersion(services),
    actOnProject: actOnDeskProject(services),
    deskExport: showDeskOperation(services, 'export'),
    actOnExport: actOnDeskOperation(services, 'export'),
    deskAudit: showDeskAudit(services),
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
  };
}

/** GET ops/desk/access-review: who takes part in which project, differences first. */
function showAccessOnDesk(services: DeskServices & ReviewAccessPorts): Handler {
  return showDesk(services, async ({ caller, visitor }) => {
    const [reviewed, zones] = await Promise.all([reviewAccess(services, caller), readZones(services.projects)]);
    return accessReviewPage({ ...reviewed, zones }, visitor);
  });
}
