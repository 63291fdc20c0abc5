import type { Wing } from '../../functions/base/wing.ts';
import { type CheckProjectServices, checkProject } from './check-route.ts';
import type { impact } from './descriptions.ts';

export const impactWing: Wing<typeof impact, CheckProjectServices> = {
  handlers: (services) => ({ checkProject: checkProject(services) }),
};
