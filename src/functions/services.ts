import type { OnceServices } from '../web/only-once.ts';
import type { SignInServices } from '../web/sign-in.ts';
import type { AbsenceServices } from './absences.ts';
import type { AuditServices } from './audit.ts';
import type { AuditQueryServices } from './audit-query.ts';
import type { ChangeServices } from './change-project.ts';
import type { CheckProjectServices } from './check-project.ts';
import type { CompareServices } from './compare-versions.ts';
import type { ComputeServices } from './compute.ts';
import type { DashboardServices } from './dashboard.ts';
import type { ChartPorts } from './desk/charts.ts';
import type { DoctorServices } from './doctor.ts';
import type { ExplainServices } from './explain.ts';
import type { HealthServices } from './health.ts';
import type { HoldServices } from './holds.ts';
import type { ListProjectServices } from './list-projects.ts';
import type { MineServices } from './mine.ts';
import type { PartServices } from './operation-parts.ts';
import type { ListServices, OperationServices } from './operations.ts';
import type { PeopleServices } from './people.ts';
import type { ProjectPeopleServices } from './project-people.ts';
import type { ProjectServices } from './projects.ts';
import type { RebuildServices } from './rebuild.ts';
import type { ReviewServices } from './review-answers.ts';
import type { SatreServices } from './satre.ts';
import type { ScanServices } from './scan-results.ts';
import type { SeeComputesServices } from './see-computes.ts';
import type { SteeringServices } from './steering.ts';
import type { SweepServices } from './sweep.ts';
import type { WeekServices } from './weeks.ts';

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
