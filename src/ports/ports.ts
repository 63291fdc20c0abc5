import type { ComputeMemoryStore } from '../compute/ports/compute.ts';
import type { HoursStore } from '../compute/ports/hours.ts';
import type { SnapshotStore } from '../compute/ports/snapshots.ts';
import type { Door } from '../domain/base/door.ts';
import type { AuditLog } from './audit.ts';
import type { DataFactory } from './data-factory.ts';
import type { HoldStore } from './holds.ts';
import type { InspectionRequests, InspectionResults } from './inspections.ts';
import type { KeptMails, MailBudgets, Mailer, MailPaceStore, Messenger, Outbox } from './mail.ts';
import type { OverviewStore } from './overview.ts';
import type { DecisionStore, ProjectStore, Register, SweepPlaces } from './records.ts';
import type { RemarkStore } from './remarks.ts';
import type { RowSeals } from './row-seals.ts';
import type { Originals, SecondCopy } from './second-copy.ts';
import type { SignedLog } from './signed-log.ts';
import type { DataListing, DatasetVersions, DoorFiles, FileLists, ManifestStore, Notices } from './storage.ts';
import type {
  AbsenceStore,
  ChangeStore,
  DutyStore,
  PeopleStore,
  RefusedStore,
  RequestStore,
  ScanVerdicts,
  SignInStore,
  StoreMarks,
  TakeStore,
  UnreadableRows,
  WeekStore,
} from './stores.ts';
import type { Telemetry } from './telemetry.ts';

/** Secrets of the key vault. `versions` gives enabled versions, newest first. */
export interface Secrets {
  get(name: string): Promise<string>;
  versions(name: string): Promise<readonly string[]>;
}

/** Time and chance from outside, so that rules and tests can hold them. */
export interface Clock {
  now(): Date;
}

export interface Random {
  /** A ULID with the prefix: `ing_` or `exp_`. */
  operationId(door: Door): string;
  /** 32 random bytes in base64url. */
  handle(): string;
  uuid(): string;
}

/** The code that runs. */
export interface Code {
  /** SHA-256 (hex) of its bundle; undefined where it runs from its sources. */
  bundle(): Promise<string | undefined>;
}

/** Every port by the name under which activities and functions receive it. */
export interface Ports {
  readonly listing: DataListing;
  readonly versions: DatasetVersions;
  readonly doorFiles: DoorFiles;
  readonly manifests: ManifestStore;
  readonly fileLists: FileLists;
  readonly notices: Notices;
  readonly inspectionRequests: InspectionRequests;
  readonly inspectionResults: InspectionResults;
  readonly projects: ProjectStore;
  readonly changes: ChangeStore;
  readonly holds: HoldStore;
  readonly refused: RefusedStore;
  readonly register: Register;
  readonly takes: TakeStore;
  readonly duties: DutyStore;
  readonly overview: OverviewStore;
  readonly weeks: WeekStore;
  readonly hours: HoursStore;
  readonly looks: SnapshotStore;
  readonly computeMemory: ComputeMemoryStore;
  readonly sweepPlaces: SweepPlaces;
  readonly decisions: DecisionStore;
  readonly absences: AbsenceStore;
  readonly signIns: SignInStore;
  readonly people: PeopleStore;
  readonly unreadable: UnreadableRows;
  readonly seals: RowSeals;
  readonly marks: StoreMarks;
  readonly remarks: RemarkStore;
  readonly requests: RequestStore;
  readonly scanVerdicts: ScanVerdicts;
  readonly audit: AuditLog;
  readonly signedLog: SignedLog;
  readonly originals: Originals;
  /** Undefined in a deployment without one. */
  readonly secondCopy: SecondCopy | undefined;
  readonly dataFactory: DataFactory;
  readonly mailer: Mailer;
  readonly messenger: Messenger;
  readonly outbox: Outbox;
  readonly mailBudgets: MailBudgets;
  readonly mailPace: MailPaceStore;
  readonly keptMails: KeptMails;
  readonly telemetry: Telemetry;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly code: Code;
  readonly random: Random;
}
