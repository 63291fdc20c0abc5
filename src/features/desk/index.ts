import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import { desk } from './descriptions.ts';
import type { AllDeskServices } from './handlers.ts';

export const deskWing: Wing<typeof desk, AllDeskServices> = {
  handlers: (services) => onceAsked(desk, async () => (await import('./handlers.ts')).deskHandlers(services)),
};
