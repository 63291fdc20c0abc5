import type { Clock, Ports } from '../ports/ports.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { tableAbsences } from './absence-store.ts';
import { type AuditPlace, blobAuditLog } from './audit-log.ts';
import type { BlobAccount } from './blob-container.ts';
import { tableChanges } from './change-store.ts';
import { tableComputeMemory } from './compute-memory.ts';
import { countingDecisions, countingRegister } from './counting.ts';
import { blobListing } from './data-listing.ts';
import { blobVersions } from './dataset-versions.ts';
import { tableDecisions } from './decision-store.ts';
import { blobDoorFiles } from './door-files.ts';
import { blobFileLists } from './file-lists.ts';
import { tableHolds } from './hold-store.ts';
import { tableHours } from './hours-rows.ts';
import { blobInspectionRequests, blobInspectionResults } from './inspections.ts';
import { tableLooks } from './look-rows.ts';
import { blobManifests } from './manifest-store.ts';
import { blobNotices } from './notices.ts';
import { tableOutbox } from './outbox.ts';
import { tableOverview } from './overview-rows.ts';
import { tablePeople } from './people-store.ts';
import { blobProjects } from './project-store.ts';
import { tableRegister } from './register.ts';
import { tableRemarks } from './remark-store.ts';
import { tableRequests } from './request-store.ts';
import { tableScanVerdicts } from './scan-verdicts.ts';
import { seeingProjects } from './seeing.ts';
import { showingDecisions, showingRegister } from './showing.ts';
import { tableSignInStore } from './sign-in-store.ts';
import { tableSweepPlaces } from './sweep-places.ts';
import type { Table } from './table.ts';
import { tracingDecisions, tracingRegister } from './tracing.ts';
import { unreadableRows } from './unreadable-rows.ts';
import { tableWeeks } from './week-rows.ts';

/** The storage accounts of a deployment, and the tables of the control account. */
export interface Storage {
  readonly public: BlobAccount;
  readonly secure: BlobAccount;
  /** Where released results go; often the public account itself. */
  readonly release: BlobAccount;
  readonly control: BlobAccount;
  table(name: string): Table;
  readonly clock: Clock;
  /** Hears what comes to an end by what is written. */
  readonly telemetry: Telemetry;
  readonly auditWait?: AuditPlace['wait'];
}

/** Every port that is kept in storage, and the one that hears of their writes. */
export function storagePorts(
  storage: Storage,
): Omit<Ports, 'dataFactory' | 'mailer' | 'messenger' | 'secrets' | 'clock' | 'random'> {
  const { secure, control, clock, telemetry, auditWait } = storage;
  const container = (name: string) => control.getContainerClient(name);
  const table = (name: string) => storage.table(name);
  const unreadable = unreadableRows();
  const overview = tableOverview(table('register'));
  const people = tablePeople(table('people'), unreadable);
  const weeks = tableWeeks(table('register'));
  return {
    listing: blobListing(storage),
    versions: blobVersions(secure.getContainerClient('datasets')),
    doorFiles: blobDoorFiles({ ingress: storage.public, exports: secure }),
    manifests: blobManifests(container('manifests')),
    fileLists: blobFileLists({
      public: storage.public.getContainerClient('transfers'),
      secure: secure.getContainerClient('transfers'),
    }),
    notices: blobNotices(secure.getContainerClient('notices')),
    inspectionRequests: blobInspectionRequests(secure.getContainerClient('inspections')),
    inspectionResults: blobInspectionResults(secure),
    projects: seeingProjects(blobProjects(container('projects')), people, clock),
    changes: tableChanges(table('changes'), unreadable),
    holds: tableHolds(table('holds'), unreadable),
    register: tracingRegister(
      countingRegister(showingRegister(tableRegister(table('register')), overview), weeks),
      telemetry,
    ),
    overview,
    weeks,
    hours: tableHours(table('register')),
    looks: tableLooks(table('register')),
    computeMemory: tableComputeMemory(table('register')),
    sweepPlaces: tableSweepPlaces(table('register')),
    decisions: tracingDecisions(
      countingDecisions(showingDecisions(tableDecisions(table('decisions'), table('handles')), overview), weeks),
      telemetry,
    ),
    absences: tableAbsences(table('absences'), unreadable),
    signIns: tableSignInStore(table('signins'), unreadable),
    people,
    unreadable,
    remarks: tableRemarks(table('decisions')),
    requests: tableRequests(table('requests')),
    scanVerdicts: tableScanVerdicts(table('verdicts')),
    audit: blobAuditLog({
      container: container('audit'),
      heads: table('heads'),
      clock,
      ...(auditWait === undefined ? {} : { wait: auditWait }),
    }),
    outbox: tableOutbox(table('outbox')),
    telemetry,
  };
}
