import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type FolderProof, verifyFolder } from '../../scripts/audit/verify-folder.ts';
import { receiptKeys } from '../../src/activities/lifecycle/receipts.ts';
import type { BlobContainer } from '../../src/azure/base/blob-container.ts';
import { readText } from '../../src/azure/base/blob-text.ts';
import type { Ports } from '../../src/ports/ports.ts';

type Downloaded = Pick<BlobContainer, 'listBlobsFlat' | 'getBlobClient'>;

/** Downloads the containers `audit` and `manifests` with keys and heads, as the operators' guide says, and verifies the copy as `npm run audit:verify` does. */
export async function verifyDownloadedCopy(
  ports: Ports,
  containers: { readonly audit: Downloaded; readonly manifests: Downloaded },
): Promise<FolderProof> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-copy-'));
  try {
    await download(containers.audit, join(folder, 'audit'));
    await download(containers.manifests, join(folder, 'manifests'));
    await writeFile(join(folder, 'keys.json'), JSON.stringify({ keys: await receiptKeys(ports) }));
    const heads: Record<string, unknown> = {};
    for await (const chain of ports.audit.chains()) heads[chain] = await ports.audit.head(chain);
    await writeFile(join(folder, 'heads.json'), JSON.stringify(heads));
    return await verifyFolder(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(container: Downloaded, folder: string): Promise<void> {
  for await (const { name } of container.listBlobsFlat()) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, (await readText(container.getBlobClient(name)))?.text ?? '');
  }
}
