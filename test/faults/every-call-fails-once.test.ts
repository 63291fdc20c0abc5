import { TableClient } from '@azure/data-tables';
import { BlobServiceClient, ContainerClient } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { findIdentity } from '../../local/azure/directory.ts';
import { identityToken } from '../../local/azure/managed-identity.ts';
import { storageAudience } from '../../local/azure/storage/authenticate.ts';
import type { StorageAccount } from '../../local/azure/storage/azurite.ts';
import { blobAuditLog } from '../../src/azure/audit/audit-log.ts';
import { readText } from '../../src/azure/base/blob-text.ts';
import { vaultSealKeys } from '../../src/azure/base/seals/seal-keys.ts';
import { sealedTable } from '../../src/azure/base/seals/sealed-table.ts';
import { firstArrowVersion } from '../../src/azure/base/storage-version.ts';
import { tableMailPace } from '../../src/azure/notification/mail-pace-row.ts';
import { operationRowKey } from '../../src/azure/operation/operation-row.ts';
import { blobInspections } from '../../src/azure/review/inspections.ts';
import { blobLookRight } from '../../src/azure/review/look-right.ts';
import { listedAccount } from '../../src/azure/transfer/arrow-answers.ts';
import { blobListing } from '../../src/azure/transfer/data-listing.ts';
import { blobFrozenFiles } from '../../src/azure/transfer/frozen-files.ts';
import { azureMachines } from '../../src/compute/azure/compute.ts';
import { tableComputeMemory } from '../../src/compute/azure/compute-memory.ts';
import { azureWorkspace } from '../../src/compute/azure/machine-learning.ts';
import { azureProbes } from '../../src/features/doctor/azure-probes.ts';
import type { DataPlace } from '../../src/ports/storage.ts';
import { adapterSettings } from '../azure/build-ports.ts';
import { auditPlace } from '../azure/chain-samples.ts';
import { type RunningPorts, startPorts } from '../azure/running-ports.ts';
import { absencesContract } from '../contract/absences-contract.ts';
import { auditContract, verdict } from '../contract/audit-contract.ts';
import { changesContract } from '../contract/changes-contract.ts';
import { computeContract } from '../contract/compute-contract.ts';
import { computeMemoryContract } from '../contract/compute-memory-contract.ts';
import { dataFactoryContract } from '../contract/data-factory-contract.ts';
import { decisionsContract } from '../contract/decisions-contract.ts';
import { dutiesContract } from '../contract/duties-contract.ts';
import { fileListsContract } from '../contract/file-lists-contract.ts';
import { holdsContract } from '../contract/holds-contract.ts';
import { hoursContract } from '../contract/hours-contract.ts';
import { inspectionsContract } from '../contract/inspections-contract.ts';
import { keptMailsContract } from '../contract/kept-mails-contract.ts';
import { signInsContract } from '../contract/last-sign-in-contract.ts';
import { listingContract } from '../contract/listing-contract.ts';
import { lookRightContract } from '../contract/look-right-contract.ts';
import { looksContract } from '../contract/looks-contract.ts';
import { mailBudgetsContract } from '../contract/mail-budgets-contract.ts';
import { mailPaceContract } from '../contract/mail-pace-contract.ts';
import { manifestsContract } from '../contract/manifests-contract.ts';
import { marksContract } from '../contract/marks-contract.ts';
import { noticesContract } from '../contract/notices-contract.ts';
import { outboxContract } from '../contract/outbox-contract.ts';
import { overviewContract } from '../contract/overview-contract.ts';
import { peopleContract } from '../contract/people-contract.ts';
import { projectsContract } from '../contract/projects-contract.ts';
import { refusedContract } from '../contract/refused-contract.ts';
import { registerContract } from '../contract/register-contract.ts';
import { remarksContract } from '../contract/remarks-contract.ts';
import { repairContract } from '../contract/repair-contract.ts';
import { requestsContract } from '../contract/requests-contract.ts';
import { anEvent, anOperation, collect, fresh } from '../contract/samples.ts';
import { scanVerdictsContract } from '../contract/scan-verdicts-contract.ts';
import { secondCopyContract } from '../contract/second-copy-contract.ts';
import { signedLogContract } from '../contract/signed-log-contract.ts';
import { takesContract } from '../contract/takes-contract.ts';
import { weekContract } from '../contract/week-contract.ts';
import { type RunningCompute, startCompute } from '../local/azure/compute/running-compute.ts';
import { eventually, fixedCredential, identityCredential } from '../local/azure/running-azure.ts';
import { callSites } from './call-sites.ts';
import { FaultOnce, faultyComputes, faultyStack } from './fault-once.ts';
import { retryingPort } from './retrying.ts';
import { isPassing } from './sdk-calls.ts';

vi.mock('@azure/storage-blob', async (original) => (await import('./sdk-calls.ts')).watched(await original()));
vi.mock('@azure/data-tables', async (original) => (await import('./sdk-calls.ts')).watched(await original()));
vi.mock('../../src/azure/base/seals/sealed-table.ts', async (original) =>
  (await import('./sdk-calls.ts')).watchedSeals(await original()),
);
vi.mock('../../src/azure/base/listed-marks.ts', async (original) =>
  (await import('./sdk-calls.ts')).watchedMarks(await original()),
);
vi.mock('@azure/keyvault-secrets', async (original) => (await import('./sdk-calls.ts')).watched(await original()));
vi.mock('@azure/arm-datafactory', async (original) => (await import('./sdk-calls.ts')).watched(await original()));
vi.mock('@azure/arm-compute', async (original) => (await import('./sdk-calls.ts')).watched(await original()));
vi.mock('@azure/core-client', async (original) => (await import('./sdk-calls.ts')).watched(await original()));
vi.mock('@azure/arm-machinelearning', async (original) => (await import('./sdk-calls.ts')).watched(await original()));

let running: RunningPorts;
let faults: FaultOnce;
const met = new Set<string>();

beforeAll(async () => {
  running = await startPorts();
  faults = new FaultOnce(faultyStack(running.azure), 'throttle', met);
});
afterAll(async () => {
  faults.stop();
  await running.stop();
});

describe('when the first request of every call is told to come later', () => {
  auditContract(() => running.ports.audit);
  registerContract(() => running.ports.register);
  repairContract(() => running.ports.register);
  decisionsContract(() => running.ports.decisions);
  remarksContract(() => running.ports.remarks);
  overviewContract(() => running.ports.overview);
  weekContract(() => running.ports.weeks);
  hoursContract(() => running.ports.hours);
  looksContract(() => running.ports.looks);
  signInsContract(() => running.ports.signIns);
  peopleContract(() => running.ports.people);
  changesContract(() => running.ports.changes);
  refusedContract(() => running.ports.refused);
  holdsContract(() => running.ports.holds);
  outboxContract(() => running.ports.outbox);
  mailBudgetsContract(() => running.ports.mailBudgets);
  keptMailsContract(() => running.ports.keptMails);
  mailPaceContract(() => tableMailPace(table('outbox')));
  requestsContract(() => running.ports.requests);
  absencesContract(() => running.ports.absences);
  dutiesContract(() => running.ports.duties);
  takesContract(() => running.ports.takes);
  scanVerdictsContract(() => running.ports.scanVerdicts);
  manifestsContract(() => running.ports.manifests);
  marksContract(() => running.ports.marks);
  signedLogContract(() => running.ports.signedLog);
  secondCopyContract(
    () => ({ copy: running.ports.secondCopy, originals: running.ports.originals }),
    (name, text) => container('control', 'projects').getBlockBlobClient(name).upload(text, Buffer.byteLength(text)),
  );
  computeMemoryContract(() => tableComputeMemory(table('register')));
  projectsContract(
    () => running.ports.projects,
    async (id, text) => {
      const client = container('control', 'projects').getBlockBlobClient(`${id}.json`);
      return (await client.upload(text, Buffer.byteLength(text))).etag ?? '';
    },
  );
  noticesContract(
    () => running.ports.notices,
    async (path) => (await container('secure', 'notices').getBlobClient(path).downloadToBuffer()).toString('utf8'),
  );
  lookRightContract(() => {
    const { azure } = running;
    const room = findIdentity(azure.directory, 'id-inspect');
    const credential = fixedCredential(() => identityToken(azure.tokens, room, storageAudience));
    // Its calls are watched where it is made, and not where somebody gives it.
    const locks = new ContainerClient(`${azure.blobUrl('inspector-host')}/locks`, credential);
    return [blobLookRight(locks), blobLookRight(locks)];
  });
  inspectionsContract(
    () => {
      const { azure } = running;
      const room = findIdentity(azure.directory, 'id-inspect');
      const credential = fixedCredential(() => identityToken(azure.tokens, room, storageAudience));
      const secure = new BlobServiceClient(azure.blobUrl('secure'), credential);
      return {
        inspections: blobInspections(secure),
        frozen: blobFrozenFiles(secure),
        results: running.ports.inspectionResults,
      };
    },
    {
      put: async (name, path, text) => {
        const client = container('secure', name).getBlockBlobClient(path);
        return ((await client.upload(text, Buffer.byteLength(text))).etag ?? '').replaceAll('"', '');
      },
      read: async (name, path) => (await container('secure', name).getBlobClient(path).downloadToBuffer()).toString(),
    },
  );
  listingContract(() => ({
    listing: (pageSize) =>
      blobListing({ public: account('public'), secure: account('secure'), release: account('public') }, pageSize),
    container: data,
  }));
  fileListsContract(
    () => running.ports.fileLists,
    async (account, path) => (await readText(container(account, 'transfers').getBlobClient(path)))?.text,
  );
  dataFactoryContract(() => ({
    // Asking for a run is not repeated by the SDK; the activity that asks is, and looks for the run first.
    factory: retryingPort(running.ports.dataFactory),
    fileLists: running.ports.fileLists,
    knobs: running.resources.factoryKnobs,
    container: data,
    async lease(place, path) {
      const lease = data(place).getBlobClient(path).getBlobLeaseClient();
      await lease.acquireLease(-1);
      return { break: () => lease.releaseLease() };
    },
    now: () => new Date(),
    until: eventually,
  }));

  test('writers of one chain who overtake each other read on', async () => {
    const place = auditPlace(running.azure, { now: () => new Date() });
    const chain = fresh('overtaken');
    const logs = Array.from({ length: 4 }, () => blobAuditLog(place));
    const ids = Array.from({ length: 24 }, (_, index) => `event ${index}`);
    await Promise.all(ids.map((id, index) => logs[index % 4]?.append(chain, [anEvent(id)])));
    expect(await verdict(running.ports.audit, chain)).toMatchObject({ ok: true });
    const { blob = '' } = (await running.ports.audit.head(chain)) ?? {};
    await container('control', 'audit').getAppendBlobClient(blob).create();
    await expect(running.ports.audit.append(chain, [anEvent('late')])).rejects.toThrow('it was cut');
  });

  test('versions, places of the sweep and secrets are read', async () => {
    const { versions, sweepPlaces, secrets, manifests } = running.ports;
    expect(await collect(versions.all(`${fresh('none')}/`))).toEqual([]);
    await sweepPlaces.keep('owed', 'here');
    expect((await sweepPlaces.read()).get('owed')).toBe('here');
    expect(await secrets.versions('session-key')).toEqual([await secrets.get('session-key')]);
    expect(await manifests.receiptNames(fresh('none'))).toEqual([]);
  });

  test('a row that has no seal is found and sealed', async () => {
    const raw = table('people');
    await raw.createEntity({ partitionKey: fresh('bare'), rowKey: 'person', data: '{}' });
    expect(await running.ports.seals.page('people', () => true)).toMatchObject({ sealed: 1, left: [] });
    expect(await running.ports.seals.page('people', () => true)).toMatchObject({ sealed: 0, left: [] });
  });

  test('the row of a name that says wrongly whether its operation rests is mended', async () => {
    const { ports } = running;
    const resting = anOperation({ project: fresh('project'), door: 'export', state: 'rejected' });
    await ports.register.open(resting, []);
    const sealing = { keys: vaultSealKeys(ports.secrets), found: () => undefined };
    const rows = sealedTable(table('register'), 'register', sealing);
    for (const row of await collect(
      rows.listEntities({ queryOptions: { filter: `PartitionKey eq '${resting.project}'` } }),
    )) {
      const { partitionKey = '', rowKey = '', id, name } = row;
      if (rowKey.startsWith('open:'))
        await rows.updateEntity({ partitionKey, rowKey, id, name, rests: false }, 'Replace', { etag: '*' });
    }
    await collect(ports.register.unfinished([resting.project]));
    expect(await ports.register.heldNames('export', resting.project)).toMatchObject([{ rests: true }]);
  });

  test('the row of a name leaves open whether an operation rests whose row was forged', async () => {
    const { ports } = running;
    const forged = anOperation({ project: fresh('project'), door: 'export' });
    await ports.register.open(forged, []);
    const place = { partitionKey: forged.project, rowKey: operationRowKey(forged.id) ?? '' };
    await table('register').updateEntity({ ...place, seal: 'AAAA' }, 'Merge', { etag: '*' });
    await collect(ports.register.unfinished([forged.project]));
    expect(await ports.register.heldNames('export', forged.project)).toEqual([{ id: forged.id, name: forged.name }]);
  });

  test('a mail that only a forged row calls sent goes again', async () => {
    const messageId = `<${fresh('mail')}@example.org>`.slice(1);
    const about = { operation: 'ing_1', step: 'told', to: 'ada@example.org' };
    await running.ports.outbox.intend(messageId, about);
    const raw = table('outbox');
    const [partitionKey = ''] = /^[A-Za-z0-9_-]+/.exec(messageId) ?? [];
    for (const { rowKey = '' } of await collect(
      raw.listEntities({ queryOptions: { filter: `PartitionKey eq '${partitionKey}'` } }),
    ))
      await raw.updateEntity({ partitionKey, rowKey, sent: true }, 'Merge', { etag: '*' });
    expect(await running.ports.outbox.intend(messageId, about)).toMatchObject({ sent: false });
  });

  test('what the doctor asks is asked once more', async () => {
    const { azure, ports } = running;
    const settings = { ...adapterSettings(azure), signIn: { issuer: azure.entraIssuer } };
    const probes = azureProbes(settings, identityCredential(azure, 'id-control'), ports.secrets);
    expect(await probes.list('review')).toBeInstanceOf(Date);
    expect(await probes.mayRead('review')).toBe('refused');
    await probes.readTable('holds');
  });
});

describe('computes, when the first request of every call is told to come later', () => {
  let azure: RunningCompute;
  let computeFaults: FaultOnce;
  beforeEach(async () => {
    azure = await startCompute();
    computeFaults = new FaultOnce(faultyComputes(azure), 'throttle', met);
  });
  afterEach(async () => {
    computeFaults.stop();
    await azure.close();
  });

  computeContract(() => ({
    machines: azureMachines(azure.connection),
    // Making a compute is not repeated by the SDK, which would overwrite one; the next run of the reconciler looks first.
    workspace: retryingPort(azureWorkspace(azure.connection)),
    knobs: azure.knobs,
    advance: (milliseconds) => azure.advance(milliseconds),
    now: () => azure.now(),
  }));
});

test('no call of an SDK was left out', () => {
  expect(callSites().filter((site) => !met.has(site) && !isPassing(site))).toEqual([]);
});

/** An account as the control plane reaches it. */
function account(name: StorageAccount): BlobServiceClient {
  return listedAccount(running.azure.blobUrl(name), identityCredential(running.azure, 'id-control'), firstArrowVersion);
}

/** A container with every right, to put things there that the control plane may only list. */
function container(account: StorageAccount, name: string): ContainerClient {
  const { azurite, credential } = running.azure.storage;
  return new BlobServiceClient(`${azurite.blob}/${account}`, credential).getContainerClient(name);
}

function data(place: DataPlace): ContainerClient {
  return container(place === 'ingress' || place === 'released' ? 'public' : 'secure', place);
}

function table(name: string): TableClient {
  const { azure } = running;
  return new TableClient(azure.tableUrl('control'), name, identityCredential(azure, 'id-control'));
}
