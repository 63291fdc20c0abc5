import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import { mine } from './descriptions.ts';
import type { AllMineServices } from './handlers.ts';

export const mineWing: Wing<typeof mine, AllMineServices> = {
  handlers: (services) => onceAsked(mine, async () => (await import('./handlers.ts')).mineHandlers(services)),
};
