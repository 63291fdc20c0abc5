import { actRoutes } from './acts.ts';
import { audit } from './audit.ts';
import type { Description } from './description.ts';
import { holds } from './holds.ts';
import { operations } from './operations.ts';
import { people } from './people.ts';
import { projects } from './projects.ts';
import { refused } from './refused.ts';
import { review } from './review.ts';
import { session } from './session.ts';
import { system } from './system.ts';

/** Every route that no wing describes, by its name. */
export const trunk = {
  ...projects,
  ...people,
  ...operations,
  ...actRoutes,
  ...refused,
  ...holds,
  ...audit,
  ...system,
  ...review,
  ...session,
} satisfies Readonly<Record<string, Description>>;
