// The package's ES module has a default export only, against its types.
import base, { type ModelBindingData } from '@azure/functions-extensions-base';
import { z } from 'zod';

const reference = z.object({ connection: z.string(), container: z.string().min(1), name: z.string().min(1) });

/** Where an arrived blob lies: the setting that names the account, the container and the blob's name. Never a client, never content. */
export type BlobReference = z.infer<typeof reference>;

const bindingSchema = z
  .object({ Connection: z.string(), ContainerName: z.string().min(1), BlobName: z.string().min(1) })
  .transform((data) => ({ connection: data.Connection, container: data.ContainerName, name: data.BlobName }));

/** Reads the host's binding data (`source` AzureStorageBlobs, JSON content). Throws when it is anything else. */
function parseBinding(data: ModelBindingData | ModelBindingData[]): BlobReference {
  if (Array.isArray(data)) throw new Error('A blob trigger delivers one blob, but the host sent a collection');
  return bindingSchema.parse(JSON.parse(data.content?.toString('utf8') ?? 'null'));
}

/** What a handler is given when the factory below made it. Throws for content, which must never arrive here. */
export function parseReference(given: unknown): BlobReference {
  const parsed = reference.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error('The host handed over something else than a reference to a blob; sdkBinding must be on');
}

/** Makes `sdkBinding: true` give handlers a BlobReference. Call it once per process: the library refuses a second factory. */
export function useBlobReferences(): void {
  base.ResourceFactoryResolver.getInstance().registerResourceFactory('AzureStorageBlobs', parseBinding);
}
