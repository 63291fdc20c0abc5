import { expect, test } from 'vitest';
import { readText } from '../../src/azure/base/blob-text.ts';
import { blobInspections } from '../../src/azure/review/inspections.ts';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { blobListing } from '../../src/azure/transfer/data-listing.ts';
import { blobFrozenFiles } from '../../src/azure/transfer/frozen-files.ts';
import { auditContract } from '../contract/audit-contract.ts';
import { containerContract } from '../contract/container-contract.ts';
import { fileListsContract } from '../contract/file-lists-contract.ts';
import { inspectionsContract } from '../contract/inspections-contract.ts';
import { listingContract } from '../contract/listing-contract.ts';
import { manifestsContract } from '../contract/manifests-contract.ts';
import { marksContract } from '../contract/marks-contract.ts';
import { noticesContract } from '../contract/notices-contract.ts';
import { projectsContract } from '../contract/projects-contract.ts';
import { fresh } from '../contract/samples.ts';
import { secondCopyContract } from '../contract/second-copy-contract.ts';
import { signedLogContract } from '../contract/signed-log-contract.ts';
import { versionsContract } from '../contract/versions-contract.ts';
import { noHook } from './hook.ts';
import { MemoryStorage } from './storage.ts';

let now = Date.parse('2026-11-24T10:00:00.500Z');
const clock = { now: () => new Date(now) };
const storage = new MemoryStorage({ clock, hook: noHook, auditWait: async () => undefined, hasSecondCopy: true });
const ports = storagePorts(storage.ofApp());
const datasets = storage.container('secure', 'datasets');

containerContract(() => storage.container('secure', 'exports'));
manifestsContract(() => ports.manifests);
marksContract(() => ports.marks);
signedLogContract(() => ports.signedLog);
secondCopyContract(
  () => ({ copy: ports.secondCopy, originals: ports.originals }),
  (name, text) => storage.container('control', 'projects').getBlobClient(name).upload(text, text.length),
);
projectsContract(
  () => ports.projects,
  (id, text) => storage.container('control', 'projects').getBlobClient(`${id}.json`).upload(text, text.length),
);
noticesContract(
  () => ports.notices,
  async (path) => (await storage.container('secure', 'notices').getBlobClient(path).downloadToBuffer()).toString(),
);
inspectionsContract(
  () => ({
    inspections: blobInspections(storage.ofApp().secure),
    frozen: blobFrozenFiles(storage.ofApp().secure),
    results: ports.inspectionResults,
  }),
  {
    put: async (container, path, text) =>
      (await storage.container('secure', container).getBlobClient(path).upload(text, text.length)).etag.replaceAll(
        '"',
        '',
      ),
    read: async (container, path) =>
      (await storage.container('secure', container).getBlobClient(path).downloadToBuffer()).toString(),
  },
);
auditContract(() => ports.audit);
listingContract(() => ({
  listing: (pageSize) => blobListing(storage.ofApp(), pageSize),
  container: (place) => storage.container(place === 'ingress' || place === 'released' ? 'public' : 'secure', place),
}));
fileListsContract(
  () => ports.fileLists,
  async (account, path) => (await readText(storage.container(account, 'transfers').getBlobClient(path)))?.text,
);
storage.versions.knobs = { ...storage.versions.knobs, retentionDays: 7, softDeleteDays: 7 };
versionsContract(() => ({
  versions: ports.versions,
  put: async (path, text) => void (await datasets.getBlobClient(path).upload(text, text.length)),
  remove: (path) => datasets.getBlobClient(path).delete(),
  deleteOfRetained: (is) => {
    storage.versions.knobs = { ...storage.versions.knobs, deleteOfRetained: is };
  },
  letPass: (days) => {
    now += days * 86_400_000;
  },
}));

test('what stands in the audit can be appended to, and neither changed nor deleted', async () => {
  const blob = storage.container('control', 'audit').getBlobClient(fresh('chain'));
  await blob.createIfNotExists();
  await blob.appendBlock('x', 1);
  const immutable = { statusCode: 409, code: 'BlobImmutableDueToPolicy' };
  await expect(blob.upload('y', 1)).rejects.toMatchObject(immutable);
  await expect(blob.delete()).rejects.toMatchObject(immutable);
});
