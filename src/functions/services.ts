import type { OnceServices } from '../web/only-once.ts';
import type { SignInServices } from '../web/sign-in.ts';
import type { AbsenceServices } from './absences.ts';
import type { AuditServices } from './audit.ts';
import type { ChangeServices } from './change-project.ts';
import type { ComputeServices } from './compute.ts';
import type { DashboardServices } from './dashboard.ts';
import type { HealthServices } from './health.ts';
import type { HoldServices } from './holds.ts';
import type { MineServices } from './mine.ts';
import type { OperationServices } from './operations.ts';
import type { ProjectServices } from './projects.ts';
import type { RebuildServices } from './rebuild.ts';
import type { ReviewServices } from './review-answers.ts';
import type { ScanServices } from './scan-results.ts';
import type { SteeringServices } from './steering.ts';
import type { SweepServices } from './sweep.ts';
import type { WeekServices } from './weeks.ts';

/** What all handlers together need; `main` builds it. Each handler names its own part. */
export type Services = AbsenceServices &
  AuditServices &
  ChangeServices &
  ComputeServices &
  DashboardServices &
  HealthServices &
  HoldServices &
  MineServices &
  OnceServices &
  OperationServices &
  ProjectServices &
  RebuildServices &
  ReviewServices &
  ScanServices &
  SignInServices &
  SweepServices &
  SteeringServices &
  WeekServices;
