import { actRoutes } from '../api/acts.ts';
import { audit } from '../api/audit.ts';
import { compute } from '../api/compute.ts';
import type { Description } from '../api/description.ts';
import { holds } from '../api/holds.ts';
import { operations } from '../api/operations.ts';
import { people } from '../api/people.ts';
import { projects } from '../api/projects.ts';
import { review } from '../api/review.ts';
import { session } from '../api/session.ts';
import { system } from '../api/system.ts';
import { desk } from '../features/desk/descriptions.ts';
import { mine } from '../features/mine/descriptions.ts';
import { wings } from './wings.ts';

/** Every route of the control plane, by its name. */
export const api = {
  ...projects,
  ...people,
  ...operations,
  ...actRoutes,
  ...holds,
  ...compute,
  ...audit,
  ...system,
  ...desk,
  ...mine,
  ...review,
  ...session,
  ...wings,
} satisfies Readonly<Record<string, Description>>;

/** The name of a route. */
export type RouteName = keyof typeof api;
