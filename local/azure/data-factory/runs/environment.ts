import type { OpenContainer } from '../activities/storage.ts';
import type { FactoryDefinitions, PipelineDefinition } from '../definitions/schema.ts';
import type { Json } from '../json.ts';
import type { FactoryKnobs } from '../knobs.ts';
import type { PipelineRunRecord } from './records.ts';
import type { RunTime } from './run-time.ts';
import type { RunStore } from './store.ts';

/** What all runs of a factory share. */
export interface RunEnvironment extends RunTime {
  readonly factoryName: string;
  readonly definitions: FactoryDefinitions;
  /** Service endpoint of each linked service, as the deployment sets it. */
  readonly endpoints: ReadonlyMap<string, string>;
  readonly openContainer: OpenContainer;
  readonly store: RunStore;
  readonly knobs: FactoryKnobs;
}

/** One run in progress. */
export interface RunContext {
  readonly environment: RunEnvironment;
  readonly run: PipelineRunRecord;
  readonly pipeline: PipelineDefinition;
  readonly variables: Map<string, Json>;
  readonly signal: AbortSignal;
}

/** Where an activity stands in a run: prefixes of the store's keys from the outermost container to its own, and the item of its loop. */
export interface ActivityPosition {
  readonly prefixes: readonly string[];
  readonly item?: Json;
}

/** Why work stopped before its end: somebody cancelled the run, or the process ends and the run goes on after a restart. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
  readonly why: 'cancelled' | 'closing';
  constructor(why: RunStopped['why']) {
    super(`The run was stopped: ${why}.`);
    this.why = why;
  }
}
