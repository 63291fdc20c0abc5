import { tableComputeMemory } from '../compute/azure/compute-memory.ts';
import { tableHours } from '../compute/azure/hours-rows.ts';
import { tableSnapshots } from '../compute/azure/snapshot-rows.ts';
import type { TableName } from '../domain/base/stored-tables.ts';
import type { Clock, Ports } from '../ports/ports.ts';
import { linesOfChain, type SecondCopy } from '../ports/second-copy.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { type AuditPlace, blobAuditLog } from './audit/audit-log.ts';
import { blobSignedLog } from './audit/signed-log.ts';
import type { BlobAccount, BlobContainer } from './base/blob-container.ts';
import { ListedMarks } from './base/listed-marks.ts';
import { storedOriginals } from './base/originals.ts';
import { rowSeals } from './base/seals/row-seals.ts';
import type { SealKeys } from './base/seals/seal-keys.ts';
import { type Sealing, sealedTable } from './base/seals/sealed-table.ts';
import { UnsealedRows } from './base/seals/unsealed-rows.ts';
import { blobSecondCopy } from './base/second-copy.ts';
import { storeMarks } from './base/store-marks.ts';
import type { Table } from './base/table.ts';
import { unreadableRows } from './base/unreadable-rows.ts';
import { columnsDisagree } from './columns-disagree.ts';
import { tableKeptMails } from './notification/kept-mail-rows.ts';
import { tableMailBudgets } from './notification/mail-budget-rows.ts';
import { tableMailPace } from './notification/mail-pace-row.ts';
import { blobNotices } from './notification/notices.ts';
import { tableOutbox } from './notification/outbox.ts';
import { tableDuties } from './operation/duty-rows.ts';
import { tableHolds } from './operation/hold-store.ts';
import { tableOverview } from './operation/overview-rows.ts';
import { tableRefused } from './operation/refused-store.ts';
import { tableRegister } from './operation/register.ts';
import { tableRequests } from './operation/request-store.ts';
import { showingDecisions, showingRegister } from './operation/showing.ts';
import { tableSweepPlaces } from './operation/sweep-places.ts';
import { tableTakes } from './operation/take-rows.ts';
import { tableWeeks } from './operation/week-rows.ts';
import { tableAbsences } from './people/absence-store.ts';
import { tablePeople } from './people/people-store.ts';
import { tableSignInStore } from './people/sign-in-store.ts';
import { tableChanges } from './project/change-store.ts';
import { blobProjects } from './project/project-store.ts';
import { recordingProjects } from './project/recording-projects.ts';
import { tableDecisions } from './review/decision-store.ts';
import { blobInspectionRequests, blobInspectionResults } from './review/inspections.ts';
import { tableRemarks } from './review/remark-store.ts';
import { countingDecisions, countingRegister } from './telemetry/counting.ts';
import { tracingDecisions, tracingRegister } from './telemetry/tracing.ts';
import { blobListing } from './transfer/data-listing.ts';
import { blobVersions } from './transfer/dataset-versions.ts';
import { blobDoorFiles } from './transfer/door-files.ts';
import { blobFileLists } from './transfer/file-lists.ts';
import { blobManifests } from './transfer/manifest-store.ts';
import { tableScanVerdicts } from './transfer/scan-verdicts.ts';

export interface Storage {
  readonly public: BlobAccount;
  readonly secure: BlobAccount;
  /** Where released results go; often the public account itself. */
  readonly release: BlobAccount;
  readonly control: BlobAccount;
  /** The second copy; missing in a deployment without one. */
  readonly safe?: BlobAccount;
  /** The table past its seals. */
  table(name: string): Table;
  readonly rowKeys: SealKeys;
  /** How rows are believed that have no good seal, and what is waited for before the first request. */
  readonly seals?: Pick<Sealing, 'believes' | 'first'>;
  readonly clock: Clock;
  /** Hears what comes to an end by what is written. */
  readonly telemetry: Telemetry;
  readonly auditWait?: AuditPlace['wait'];
}

export function storagePorts(
  storage: Storage,
): Omit<Ports, 'dataFactory' | 'mailer' | 'messenger' | 'secrets' | 'clock' | 'code' | 'random'> {
  const { secure, control, clock, telemetry } = storage;
  const container = (name: string) => control.getContainerClient(name);
  const unsealed = new UnsealedRows();
  const sealing = { ...storage.seals, keys: storage.rowKeys, found: unsealed.found.bind(unsealed) };
  // Every table of every store comes from here, so that no row is written without a seal, and none is believed.
  const listed = new ListedMarks(clock);
  const table = (name: TableName) => listed.of(name, sealedTable(storage.table(name), name, sealing));
  const unreadable = unreadableRows();
  const overview = tableOverview(table('register'));
  const people = tablePeople(table('people'), unreadable);
  const weeks = tableWeeks(table('register'));
  const secondCopy = storage.safe && blobSecondCopy(storage.safe.getContainerClient('copy'));
  return {
    listing: blobListing(storage),
    versions: blobVersions(secure.getContainerClient('datasets')),
    doorFiles: blobDoorFiles({ ingress: storage.public, exports: secure }),
    manifests: blobManifests(container('manifests')),
    fileLists: blobFileLists({ public: listsIn(storage.public), secure: listsIn(secure) }),
    notices: blobNotices(secure.getContainerClient('notices')),
    inspectionRequests: blobInspectionRequests(secure.getContainerClient('inspections')),
    inspectionResults: blobInspectionResults(secure),
    projects: recordingProjects(definitionsIn(container('projects'), listed), people, clock),
    changes: tableChanges(table('changes'), unreadable),
    holds: tableHolds(table('holds'), unreadable),
    refused: tableRefused(table('refused'), unreadable),
    register: tracingRegister(
      countingRegister(showingRegister(tableRegister(table('register')), overview), weeks),
      telemetry,
    ),
    takes: tableTakes(table('register')),
    duties: tableDuties(table('register')),
    overview,
    weeks,
    hours: tableHours(table('register')),
    looks: tableSnapshots(table('register')),
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
    seals: rowSeals((name) => storage.table(name), storage.rowKeys, unsealed, columnsDisagree),
    marks: storeMarks(table, container, listed),
    remarks: tableRemarks(table('decisions')),
    requests: tableRequests(table('requests')),
    scanVerdicts: tableScanVerdicts(table('verdicts')),
    audit: auditLog(storage, table('heads'), secondCopy),
    signedLog: blobSignedLog(container('tree')),
    originals: storedOriginals(storage),
    secondCopy,
    outbox: tableOutbox(table('outbox')),
    mailBudgets: tableMailBudgets(table('outbox')),
    mailPace: tableMailPace(table('outbox')),
    keptMails: tableKeptMails(table('outbox'), (isMarked) => listed.note('table:outbox', isMarked)),
    telemetry,
  };
}

function definitionsIn(container: BlobContainer, listed: ListedMarks) {
  return blobProjects(container, (isMarked) => listed.note('container:control/projects', isMarked));
}

function listsIn(account: BlobAccount) {
  return account.getContainerClient('transfers');
}

function auditLog(
  { control, clock, auditWait }: Storage,
  heads: Table,
  secondCopy: SecondCopy | undefined,
): Ports['audit'] {
  return blobAuditLog({
    container: control.getContainerClient('audit'),
    heads,
    clock,
    ...(auditWait === undefined ? {} : { wait: auditWait }),
    ...(secondCopy === undefined ? {} : { isCopied: (chain: string) => secondCopy.has(linesOfChain(chain)) }),
  });
}
