import type { Cli, Deployed } from '../deploy/cli.ts';

/** The steps of `npm run verify:azure`, in the order in which they are taken. */
export const stepIds = [
  'deployment',
  'base-image',
  'quota',
  'code',
  'closed-doors',
  'path-condition',
  'condition-size',
  'storage-version',
  'remembered-limits',
  'create-run',
  'delete-under-policy',
  'first-event',
  'event-through-firewall',
  'dead-letter',
  'queries',
  'teardown',
] as const;
export type StepId = (typeof stepIds)[number];

/** What a look says of the lines that nobody had verified. */
export type Verdict = 'confirmed' | 'refuted' | 'unchecked';

export interface Outcome {
  readonly verdict: Verdict;
  /** What was seen, as a sentence. */
  readonly seen: string;
}

/** One request. On a subscription whoever is signed in makes it; on the laptop one of its people or the control plane. */
export interface Asked {
  readonly as: 'owner' | 'researcher' | 'control-plane';
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  /** What the service calls its refusal. */
  readonly code?: string | undefined;
  readonly text: string;
}

/** Where things are. Addresses end without a slash. */
export interface Places {
  readonly arm: string;
  readonly subscription: string;
  readonly region: string;
  /** The data factory, as a path of Resource Manager. */
  readonly factory: string;
  readonly publicBlobs: string;
  readonly tables: string;
  readonly storageVersion: string;
  readonly project: string;
  /** A project in which the caller has no right. */
  readonly otherProject: string;
  /** A container that keeps each version for a day, and the pipelines that copy into it and delete from it. */
  readonly kept: { readonly url: string; readonly copy: string; readonly remove: string };
}

/** An Azure that can be asked. */
export interface World {
  readonly places: Places;
  ask(asked: Asked): Promise<Answer>;
  /** The time between two looks at something that is on its way. */
  pause(): Promise<void>;
  now(): Date;
  /** What must stand in no report. */
  secrets(): readonly string[];
}

/** A trial on a subscription. */
export interface Subscription extends World {
  readonly cli: Cli;
  readonly deployed: Deployed;
  /** Object id of the person who is signed in. */
  readonly person: string;
}

interface Look {
  readonly id: StepId;
  /** What it asks, as the rest of a sentence that begins with "asks". */
  readonly asks: string;
  /** So long it may take at most. */
  readonly minutes: number;
}

/** A step that the laptop's stand-ins can answer too. */
export interface StepAnywhere extends Look {
  run(world: World): Promise<Outcome>;
}

/** A step that takes a subscription. */
export interface StepOnAzure extends Look {
  /** Why the stand-ins cannot answer it. */
  readonly notHere: string;
  run(world: Subscription): Promise<Outcome>;
}
