import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import type { AnswerServices } from './answer-on-received.ts';
import { received } from './descriptions.ts';

export const receivedWing: Wing<typeof received, AnswerServices> = {
  handlers: (services) =>
    onceAsked(received, async () => {
      const { showReceived, showReceivedData } = await import('./received-routes.ts');
      const { answerOnReceived } = await import('./answer-on-received.ts');
      return {
        received: showReceived(services),
        receivedData: showReceivedData(services),
        answerOnReceived: answerOnReceived(services),
      };
    }),
};
