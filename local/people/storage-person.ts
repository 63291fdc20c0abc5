import type { ContainerClient } from '@azure/storage-blob';
import { listedAccount } from '../../src/azure/transfer/arrow-answers.ts';
import type { AzureEndpoints } from '../azure/endpoints.ts';
import { askedVersion } from '../azure/storage/asked-version.ts';
import { personToken } from './tokens.ts';

/** A file that a person uploads: path within the dataset or package, and bytes. */
export interface UploadFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** A test person at the storage accounts, through the gateway, with the rights of the person's groups and no others. */
export class StoragePerson {
  readonly #azure: AzureEndpoints;
  readonly #person: string;

  constructor(azure: AzureEndpoints, person: string) {
    this.#azure = azure;
    this.#person = person;
  }

  container(account: 'public' | 'secure' | 'release', name: string): ContainerClient {
    const credential = {
      getToken: async () => ({
        token: await personToken(this.#azure, this.#person, 'storage'),
        expiresOnTimestamp: Date.now() + 3_000_000,
      }),
    };
    return listedAccount(this.#azure.blobUrls[account], credential, askedVersion, retries).getContainerClient(name);
  }

  /** Uploads a dataset as its owner: files in a folder. */
  async uploadDataset(project: string, dataset: string, files: readonly UploadFile[]): Promise<void> {
    const ingress = this.container('public', 'ingress');
    for (const file of files) await put(ingress, `${project}/${dataset}/${file.path}`, file.bytes);
  }

  /** Uploads a dataset of one file, directly under the project. */
  async uploadSingle(project: string, file: UploadFile): Promise<void> {
    await put(this.container('public', 'ingress'), `${project}/${file.path}`, file.bytes);
  }

  /** Drops a package on the export path as a researcher, and marks it complete with the reason. */
  async dropPackage(project: string, name: string, files: readonly UploadFile[], purpose: string): Promise<void> {
    const exports = this.container('secure', 'exports');
    for (const file of files) await put(exports, `${project}/${name}/${file.path}`, file.bytes);
    await this.complete(exports, `${project}/${name}`, { purpose });
  }

  /** Puts the marker into a folder, which says that nothing more is coming, and in its metadata what is said of a package. */
  async complete(container: ContainerClient, folder: string, metadata: Record<string, string> = {}): Promise<void> {
    await container.getBlockBlobClient(`${folder}/_COMPLETE`).upload('', 0, { metadata });
  }

  /** Every blob under the prefix that is wanted, with its content. */
  async read(
    account: 'public' | 'secure' | 'release',
    name: string,
    prefix: string,
    isWanted: (path: string) => boolean = () => true,
  ): Promise<UploadFile[]> {
    const container = this.container(account, name);
    const found: UploadFile[] = [];
    for await (const blob of container.listBlobsFlat({ prefix })) {
      if (!isWanted(blob.name)) continue;
      found.push({ path: blob.name, bytes: await container.getBlobClient(blob.name).downloadToBuffer() });
    }
    return found;
  }
}

/** People at a terminal do not wait half a minute for a service that is away. */
const retries = { retryOptions: { maxTries: 4, retryDelayInMs: 250, maxRetryDelayInMs: 2000 } };

/** Small blocks, so that a file of a few megabytes travels as blocks and is committed at the end, like a large one. */
async function put(container: ContainerClient, path: string, bytes: Buffer): Promise<void> {
  await container
    .getBlockBlobClient(path)
    .uploadData(bytes, { blockSize: 1024 * 1024, maxSingleShotSize: 1024 * 1024 });
}
