import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import { received } from './descriptions.ts';
import type { ReceivedServices } from './received-routes.ts';

export const receivedWing: Wing<typeof received, ReceivedServices> = {
  handlers: (services) =>
    onceAsked(received, async () => {
      const { showReceived, showReceivedData } = await import('./received-routes.ts');
      return { received: showReceived(services), receivedData: showReceivedData(services) };
    }),
};
