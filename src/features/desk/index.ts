import type { Deployment } from '../../domain/overview/deployment.ts';
import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import { explainSettings } from '../explain/domain/project-status.ts';
import { desk } from './descriptions.ts';
import type { AllDeskServices } from './handlers.ts';

export const deskWing: Wing<typeof desk, Omit<AllDeskServices, 'explaining'> & { readonly deployment: Deployment }> = {
  handlers: (given) =>
    onceAsked(desk, async () => {
      const services = { ...given, explaining: explainSettings(given.deployment) };
      return (await import('./handlers.ts')).deskHandlers(services);
    }),
};
