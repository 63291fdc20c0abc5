import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import type { CheckProjectServices } from './check-route.ts';
import { impact } from './descriptions.ts';

export const impactWing: Wing<typeof impact, CheckProjectServices> = {
  handlers: (services) =>
    onceAsked(impact, async () => ({ checkProject: (await import('./check-route.ts')).checkProject(services) })),
};
