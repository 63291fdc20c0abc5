import type { ActivityRun } from '../domain/transfer/transfer.ts';

export interface PipelineRun {
  readonly runId: string;
  readonly pipeline: string;
  readonly status: 'Queued' | 'InProgress' | 'Succeeded' | 'Failed' | 'Canceling' | 'Cancelled';
  readonly parameters: Readonly<Record<string, string>>;
  readonly message: string;
  /** By Data Factory's clock; undefined until there is an end, and for a cancelled run perhaps longer. */
  readonly endedAt: Date | undefined;
}

/** Data Factory: the only mover of research data. */
export interface DataFactory {
  /** Asks for a run once, without any retry: after a lost answer the run may exist, so look with `find` before asking again. */
  start(pipeline: string, parameters: Readonly<Record<string, string>>): Promise<string>;
  find(pipeline: string, operationId: string, since: Date): Promise<readonly PipelineRun[]>;
  get(runId: string): Promise<PipelineRun>;
  activities(runId: string): Promise<readonly ActivityRun[]>;
  cancel(runId: string): Promise<void>;
  /** The names of the parameters of each pipeline that is deployed, by its name. */
  pipelines(): Promise<ReadonlyMap<string, readonly string[]>>;
}
