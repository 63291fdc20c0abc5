import type { Clock, Ports } from '../ports/ports.ts';
import { tableAbsences } from './absence-store.ts';
import { type AuditPlace, blobAuditLog } from './audit-log.ts';
import type { BlobAccount } from './blob-container.ts';
import { tableChanges } from './change-store.ts';
import { countingDecisions, countingRegister } from './counting.ts';
import { blobListing } from './data-listing.ts';
import { blobVersions } from './dataset-versions.ts';
import { tableDecisions } from './decision-store.ts';
import { blobFileLists } from './file-lists.ts';
import { tableHolds } from './hold-store.ts';
import { blobManifests } from './manifest-store.ts';
import { blobNotices } from './notices.ts';
import { tableOutbox } from './outbox.ts';
import { tableOverview } from './overview-rows.ts';
import { blobProjects } from './project-store.ts';
import { tableRegister } from './register.ts';
import { tableRemarks } from './remark-store.ts';
import { tableRequests } from './request-store.ts';
import { tableScanVerdicts } from './scan-verdicts.ts';
import { showingDecisions, showingRegister } from './showing.ts';
import { tableSweepPlaces } from './sweep-places.ts';
import type { Table } from './table.ts';
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
  readonly auditWait?: AuditPlace['wait'];
}

/** Every port that is kept in storage. */
export function storagePorts(
  storage: Storage,
): Omit<Ports, 'dataFactory' | 'mailer' | 'messenger' | 'secrets' | 'clock' | 'random'> {
  const { secure, control, clock, auditWait } = storage;
  const container = (name: string) => control.getContainerClient(name);
  const table = (name: string) => storage.table(name);
  const overview = tableOverview(table('register'));
  const weeks = tableWeeks(table('register'));
  return {
    listing: blobListing(storage),
    versions: blobVersions(secure.getContainerClient('datasets')),
    manifests: blobManifests(container('manifests')),
    fileLists: blobFileLists({
      public: storage.public.getContainerClient('transfers'),
      secure: secure.getContainerClient('transfers'),
    }),
    notices: blobNotices(secure.getContainerClient('notices')),
    projects: blobProjects(container('projects')),
    changes: tableChanges(table('changes')),
    holds: tableHolds(table('holds')),
    register: countingRegister(showingRegister(tableRegister(table('register')), overview), weeks),
    overview,
    weeks,
    sweepPlaces: tableSweepPlaces(table('register')),
    decisions: countingDecisions(
      showingDecisions(tableDecisions(table('decisions'), table('handles')), overview),
      weeks,
    ),
    absences: tableAbsences(table('absences')),
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
  };
}
