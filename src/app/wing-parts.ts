import type { Wing } from '../functions/base/wing.ts';
import type { MessageLink } from '../pages/base/layout.ts';
import type { SweepPart } from '../use-cases/overview/sweep-parts.ts';
import * as wings from './wing-handlers.ts';

/** What wings add beside routes. */
type Added = Pick<Wing<never, never>, 'places' | 'parts'>;
const added: readonly Added[] = Object.values(wings);

/** What the wings add to the sweep. */
export const wingParts: readonly SweepPart[] = added.flatMap(({ parts = [] }) => parts);

/** Pages of the wings in the navigation of the desk. */
export const wingPlaces: readonly MessageLink[] = added.flatMap(({ places = [] }) => places);
