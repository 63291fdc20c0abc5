import type { ChartPorts } from '../features/charts/desk-charts.ts';
import type { WeekServices } from '../features/charts/weeks-route.ts';
import type { DashboardServices } from '../features/desk/dashboard/dashboard.ts';
import type { DoctorServices } from '../features/doctor/doctor-route.ts';
import type { ExplainServices } from '../features/explain/explain-routes.ts';
import type { SeeComputesServices } from '../features/explain/see-computes.ts';
import type { CheckProjectServices } from '../features/impact/check-route.ts';
import type { MineServices } from '../features/mine/mine-routes.ts';
import type { SatreServices } from '../features/satre/satre-route.ts';
import type { RebuildServices } from '../features/verification/rebuild-route.ts';
import type { AuditServices } from '../features/verification/verify-route.ts';
import type { ComputeServices } from '../functions/compute/compute.ts';
import type { HoldServices } from '../functions/operation/holds.ts';
import type { PartServices } from '../functions/operation/operation-parts.ts';
import type { ListServices, OperationServices } from '../functions/operation/operations.ts';
import type { ScanServices } from '../functions/operation/scan-results.ts';
import type { SteeringServices } from '../functions/operation/steering.ts';
import type { AbsenceServices } from '../functions/people/absences.ts';
import type { PeopleServices } from '../functions/people/people.ts';
import type { ProjectPeopleServices } from '../functions/people/project-people.ts';
import type { ChangeServices } from '../functions/project/change-project.ts';
import type { CompareServices } from '../functions/project/compare-versions.ts';
import type { ListProjectServices } from '../functions/project/list-projects.ts';
import type { ProjectServices } from '../functions/project/projects.ts';
import type { ReviewServices } from '../functions/review/review-answers.ts';
import type { AuditQueryServices } from '../functions/system/audit-query.ts';
import type { HealthServices } from '../functions/system/health.ts';
import type { SweepServices } from '../functions/system/sweep.ts';
import type { OnceServices } from '../web/only-once.ts';
import type { SignInServices } from '../web/sign-in.ts';

/** What all handlers together need; `main` builds it. Each handler names its own part. */
export type Services = AbsenceServices &
  AuditQueryServices &
  AuditServices &
  ChangeServices &
  CheckProjectServices &
  ChartPorts &
  CompareServices &
  ComputeServices &
  DashboardServices &
  ExplainServices &
  DoctorServices &
  HealthServices &
  HoldServices &
  ListProjectServices &
  ListServices &
  MineServices &
  OnceServices &
  OperationServices &
  PartServices &
  PeopleServices &
  ProjectPeopleServices &
  ProjectServices &
  RebuildServices &
  ReviewServices &
  SatreServices &
  ScanServices &
  SeeComputesServices &
  SignInServices &
  SweepServices &
  SteeringServices &
  WeekServices;
