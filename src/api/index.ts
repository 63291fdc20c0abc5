import { actRoutes } from './acts.ts';
import { audit } from './audit.ts';
import { compute } from './compute.ts';
import type { Description } from './description.ts';
import { desk } from './desk.ts';
import { holds } from './holds.ts';
import { mine } from './mine.ts';
import { operations } from './operations.ts';
import { people } from './people.ts';
import { projects } from './projects.ts';
import { review } from './review.ts';
import { session } from './session.ts';
import { system } from './system.ts';

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
} satisfies Readonly<Record<string, Description>>;

/** The name of a route. */
export type RouteName = keyof typeof api;
