import type {
  AuditLog,
  Clock,
  DataFactory,
  DataListing,
  DecisionStore,
  FileLists,
  Mailer,
  ManifestStore,
  Outbox,
  ProjectStore,
  Random,
  Register,
  Secrets,
} from '../ports.ts';

/** Everything that activities reach outside; `main` builds it from the adapters. */
export interface Ports {
  readonly listing: DataListing;
  readonly manifests: ManifestStore;
  readonly fileLists: FileLists;
  readonly projects: ProjectStore;
  readonly register: Register;
  readonly decisions: DecisionStore;
  readonly audit: AuditLog;
  readonly dataFactory: DataFactory;
  readonly mailer: Mailer;
  readonly outbox: Outbox;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly random: Random;
}

/** The settings that activities need. */
export interface FlowSettings {
  /** Where people reach this app, without a slash at its end; links in mails begin with it. */
  readonly publicBaseUrl: string;
  /** How long a storage administrator could restore a deleted blob. */
  readonly softDeleteDays: number;
  /** Pause before the first look at a Data Factory run, in seconds; later pauses grow from it. */
  readonly transferPollSeconds: number;
}
