import { computeMails } from '../compute/sweep/sweep-parts.ts';
import type { Wing } from '../functions/base/wing.ts';
import type { MessageLink } from '../pages/base/layout.ts';
import type { AddedParts } from '../use-cases/overview/sweep-parts.ts';
import * as wings from './wing-handlers.ts';

const ofWings: readonly Pick<Wing<never, never>, 'places' | 'parts'>[] = Object.values(wings);

export const addedParts: AddedParts = { parts: ofWings.flatMap(({ parts = [] }) => parts), mails: computeMails };

/** Pages of the wings in the navigation of the desk. */
export const wingPlaces: readonly MessageLink[] = ofWings.flatMap(({ places = [] }) => places);
