import { join } from 'node:path';
import type { RunningStorage } from '../storage/storage.ts';
import { deadLetterWriter } from './dead-letter.ts';
import { EventGrid } from './event-grid.ts';
import type { EventSubscription } from './event-state.ts';
import type { Lister } from './listing.ts';

export interface StorageEventOptions {
  readonly stateFolder: string;
  readonly storage: RunningStorage;
  readonly subscription: string;
  readonly list: Lister;
  readonly subscriptions?: readonly EventSubscription[];
  readonly eventPollMilliseconds?: number;
  readonly report: (message: string) => void;
}

const usualPoll = 300;

/** Starts Event Grid over the stack's storage accounts and makes the subscriptions given. */
export async function startStorageEvents(options: StorageEventOptions): Promise<EventGrid> {
  const { storage, subscription } = options;
  const eventGrid = new EventGrid({
    stateFile: join(options.stateFolder, 'events.json'),
    pollMilliseconds: options.eventPollMilliseconds ?? usualPoll,
    list: options.list,
    place: ({ account, container }) => ({
      topic: `/subscriptions/${subscription}/resourceGroups/sallyport/providers/Microsoft.Storage/storageAccounts/${account}`,
      container,
      accountUrl: storage.url('blob', account),
    }),
    bury: deadLetterWriter(`${storage.azurite.blob}/host`, storage.credential),
    report: options.report,
  });
  for (const wanted of options.subscriptions ?? []) await eventGrid.subscribe(wanted);
  eventGrid.start();
  return eventGrid;
}
