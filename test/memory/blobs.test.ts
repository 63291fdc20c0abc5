import { expect, test } from 'vitest';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { auditContract } from '../contract/audit-contract.ts';
import { containerContract } from '../contract/container-contract.ts';
import { manifestsContract } from '../contract/manifests-contract.ts';
import { noticesContract } from '../contract/notices-contract.ts';
import { projectsContract } from '../contract/projects-contract.ts';
import { fresh } from '../contract/samples.ts';
import { noHook } from './hook.ts';
import { MemoryStorage } from './storage.ts';

const clock = { now: () => new Date('2026-11-24T10:00:00.500Z') };
const storage = new MemoryStorage({ clock, hook: noHook, auditWait: async () => undefined });
const ports = storagePorts(storage.ofApp);

containerContract(() => storage.container('secure', 'exports'));
manifestsContract(() => ports.manifests);
projectsContract(
  () => ports.projects,
  (id, text) => storage.container('control', 'projects').getBlobClient(`${id}.json`).upload(text, text.length),
);
noticesContract(
  () => ports.notices,
  async (path) => (await storage.container('secure', 'notices').getBlobClient(path).downloadToBuffer()).toString(),
);
auditContract(() => ports.audit);

test('what stands in the audit can be appended to, and neither changed nor deleted', async () => {
  const blob = storage.container('control', 'audit').getBlobClient(fresh('chain'));
  await blob.createIfNotExists();
  await blob.appendBlock('x', 1);
  const immutable = { statusCode: 409, code: 'BlobImmutableDueToPolicy' };
  await expect(blob.upload('y', 1)).rejects.toMatchObject(immutable);
  await expect(blob.delete()).rejects.toMatchObject(immutable);
});
