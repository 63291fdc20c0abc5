import type { z } from 'zod';
import type { Frozen } from '../../../domain/base/frozen.ts';
import type { explanation } from './explanation-schema.ts';

/** Times are ISO 8601 in UTC. */
export type Explanation = Frozen<z.infer<typeof explanation>>;

export type NextActor = NonNullable<Explanation['owner']>;

export type NextStep = Explanation['next'][number];

/** Who may take a step: in which part, the people of whom that is known, and why some cannot. */
export type Assignee = NextStep['who'];

export type Part = Assignee['part'];

export type KnownPerson = Assignee['people'][number];

/** A request that does the same as the command of a step; the path begins with /api. */
export type StepRequest = NonNullable<NextStep['request']>;

export type Tried = Explanation['tried'][number];

export type LastError = NonNullable<Explanation['lastError']>;

export type ExplainedRun = Explanation['runs'][number];

export type ExplainedThing = Explanation['about'];
