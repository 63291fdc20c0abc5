import { type ModelBindingData, ResourceFactoryResolver } from '@azure/functions-extensions-base';
import { z } from 'zod';

/** Where an arrived blob lies: the setting that names the account, the container and the blob's name. Never a client, never content. */
export interface BlobReference {
  readonly connection: string;
  readonly container: string;
  readonly name: string;
}

const bindingSchema = z
  .object({ Connection: z.string(), ContainerName: z.string().min(1), BlobName: z.string().min(1) })
  .transform((data) => ({ connection: data.Connection, container: data.ContainerName, name: data.BlobName }));

/** Reads the host's binding data (`source` AzureStorageBlobs, JSON content). Throws when it is anything else. */
export function parseBinding(data: ModelBindingData | ModelBindingData[]): BlobReference {
  if (Array.isArray(data)) throw new Error('a blob trigger delivers one blob, but the host sent a collection');
  return bindingSchema.parse(JSON.parse(data.content?.toString('utf8') ?? 'null'));
}

/** Makes `sdkBinding: true` give handlers a BlobReference. Call it once per process: the library refuses a second factory. */
export function registerBlobReferences(): void {
  ResourceFactoryResolver.getInstance().registerResourceFactory('AzureStorageBlobs', parseBinding);
}
