import { ContainerClient } from '@azure/storage-blob';

/** Opens a container of a linked service with the factory's identity. */
export type OpenContainer = (serviceEndpoint: string, container: string) => ContainerClient;

const tokenSeconds = 60;

/** Opens containers with bearer tokens of the factory's managed identity, as the managed virtual network's runtime does. */
export function openWithToken(token: () => Promise<string>): OpenContainer {
  const credential = {
    getToken: async () => ({ token: await token(), expiresOnTimestamp: Date.now() + tokenSeconds * 1000 }),
  };
  return (serviceEndpoint, container) =>
    new ContainerClient(`${serviceEndpoint.replace(/\/$/, '')}/${container}`, credential, {
      retryOptions: { maxTries: 4, retryDelayInMs: 200, maxRetryDelayInMs: 2000 },
    });
}

/** A folder of a container that an activity reads from or writes to. */
export interface Place {
  readonly dataset: string;
  readonly linkedService: string;
  readonly container: string;
  /** Without slash at either end; empty for the whole container. */
  readonly folder: string;
  readonly client: ContainerClient;
}

/** The blob name of a path relative to a place. */
export function blobName(place: Place, relative: string): string {
  return place.folder === '' ? relative : `${place.folder}/${relative}`;
}
