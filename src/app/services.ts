import type { TokenCredential } from '@azure/identity';
import type { MailServer } from '../azure/notification/mailer.ts';
import type { ComputeServices } from '../compute/functions/compute.ts';
import type { ComputePorts } from '../compute/ports/compute.ts';
import type { Deployment } from '../domain/overview/deployment.ts';
import type { DeskServices } from '../functions/desk/visit.ts';
import type { HoldServices } from '../functions/operation/holds.ts';
import type { PartServices } from '../functions/operation/operation-parts.ts';
import type { ListServices, OperationServices } from '../functions/operation/operations.ts';
import type { ActServices } from '../functions/operation/operator-acts.ts';
import type { RefusedServices } from '../functions/operation/refused.ts';
import type { ScanServices } from '../functions/operation/scan-results.ts';
import type { AbsenceServices } from '../functions/people/absences.ts';
import type { PeopleServices } from '../functions/people/people.ts';
import type { ProjectPeopleServices } from '../functions/people/project-people.ts';
import type { ChangeServices } from '../functions/project/change-project.ts';
import type { ListProjectServices } from '../functions/project/list-projects.ts';
import type { ProjectServices } from '../functions/project/projects.ts';
import type { ReviewServices } from '../functions/review/review-answers.ts';
import type { AuditQueryServices } from '../functions/system/audit-query.ts';
import type { HealthServices } from '../functions/system/health.ts';
import type { SweepServices } from '../functions/system/sweep.ts';
import type { ClientAssertion } from '../ports/sign-in.ts';
import type { OnceServices } from '../web/only-once.ts';
import type { SignInServices } from '../web/sign-in.ts';
import type { Intersection } from './merged.ts';
import type * as wings from './wing-handlers.ts';

/** What the app runs on, for wings that ask after it themselves. */
interface Running extends ComputePorts {
  readonly deployment: Deployment & { readonly mail: MailServer };
  readonly credential: TokenCredential;
  readonly assertion: ClientAssertion;
}

type Given<OfWing> = OfWing extends { readonly handlers: (services: infer Services) => unknown } ? Services : never;

export type WingServices = Intersection<Given<(typeof wings)[keyof typeof wings]>>;

/** What all handlers together need; `main` builds it. Each handler names its own part. */
export type Services = Omit<WingServices, Exclude<keyof DeskServices, keyof SignInServices>> &
  Running &
  AbsenceServices &
  AuditQueryServices &
  ChangeServices &
  ComputeServices &
  HealthServices &
  HoldServices &
  ListProjectServices &
  ListServices &
  OnceServices &
  OperationServices &
  PartServices &
  PeopleServices &
  ProjectPeopleServices &
  ProjectServices &
  RefusedServices &
  ReviewServices &
  ScanServices &
  SignInServices &
  SweepServices &
  ActServices;
