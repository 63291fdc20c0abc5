import { join } from 'node:path';
import { RestError } from '@azure/storage-queue';
import { type Directory, findIdentity } from '../directory.ts';
import { identityToken } from '../managed-identity.ts';
import { storageAudience } from '../storage/authenticate.ts';
import type { RunningStorage } from '../storage/storage.ts';
import type { TokenIssuer } from '../tokens.ts';
import { deadLetterWriter } from './dead-letter.ts';
import { EventGrid } from './event-grid.ts';
import type { EventSubscription } from './event-state.ts';
import type { Lister } from './listing.ts';
import { putAsTopic } from './topic-queue.ts';

export interface StorageEventOptions {
  readonly stateFolder: string;
  readonly storage: RunningStorage;
  readonly subscription: string;
  readonly tokens: TokenIssuer;
  readonly directory: Directory;
  readonly list: Lister;
  readonly subscriptions?: readonly EventSubscription[];
  readonly eventPollMilliseconds?: number;
  readonly report: (message: string) => void;
}

const usualPoll = 300;

/** Starts Event Grid over the stack's storage accounts and makes the subscriptions given. */
export async function startStorageEvents(options: StorageEventOptions): Promise<EventGrid> {
  const { storage, subscription, tokens, directory } = options;
  const token = () => identityToken(tokens, findIdentity(directory, 'events-secure'), storageAudience);
  const eventGrid = new EventGrid({
    stateFile: join(options.stateFolder, 'events.json'),
    pollMilliseconds: options.eventPollMilliseconds ?? usualPoll,
    list: options.list,
    place: ({ account, container }) => ({
      topic: `/subscriptions/${subscription}/resourceGroups/sallyport/providers/Microsoft.Storage/storageAccounts/${account}`,
      container,
      accountUrl: storage.url('blob', account),
    }),
    put: ({ account, name }, text) =>
      putAsTopic(`${storage.url('queue', account)}/${name}`, token, text).catch(statusOfRefusal),
    bury: deadLetterWriter(`${storage.azurite.blob}/host`, storage.credential),
    report: options.report,
  });
  for (const wanted of options.subscriptions ?? []) await eventGrid.subscribe(wanted);
  eventGrid.start();
  return eventGrid;
}

/** 0 where nobody answered. */
function statusOfRefusal(error: unknown): number {
  if (error instanceof RestError) return error.statusCode ?? 0;
  throw error;
}
