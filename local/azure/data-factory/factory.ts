import type { PipelineDefinition } from './definitions/schema.ts';
import type { Json } from './json.ts';
import { type RunEnvironment, RunStopped } from './runs/environment.ts';
import { bindParameters } from './runs/parameters.ts';
import { waitInQueue } from './runs/queue.ts';
import { isFinished, type PipelineRunRecord } from './runs/records.ts';
import { runPipeline } from './runs/run-pipeline.ts';

/** The runs of one factory: starts them, resumes those that the last process left, cancels them. */
export interface Factory {
  /** Queues a run and gives its id. Throws ParametersRefused. */
  start(pipeline: PipelineDefinition, given: Readonly<Record<string, Json>>): string;
  /** Asks a run to stop; nothing happens to one that has ended. */
  cancel(runId: string): void;
  /** Stops the work without ending the runs: the next process takes them up again. */
  close(): Promise<void>;
}

/** Opens a factory on its store and goes on with every run that has not ended. */
export function openFactory(environment: RunEnvironment): Factory {
  const { store, knobs, now, definitions } = environment;
  const inProgress = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>();

  const save = (run: PipelineRunRecord, change: Partial<PipelineRunRecord>): PipelineRunRecord => {
    const saved = { ...run, ...change, lastUpdated: now().toISOString() };
    store.saveRun(saved);
    return saved;
  };

  const work = async (run: PipelineRunRecord, signal: AbortSignal): Promise<void> => {
    const pipeline = definitions.pipelines.get(run.pipelineName);
    if (pipeline === undefined) throw new Error(`The pipeline '${run.pipelineName}' does not exist any more.`);
    await waitInQueue(Date.parse(run.runStart), knobs, environment, signal);
    const outcome = await runPipeline(environment, pipeline, save(run, { status: 'InProgress' }), signal);
    const runEnd = outcome.status === 'Cancelled' ? null : now().toISOString();
    save(run, { ...outcome, runEnd });
  };

  const drive = (run: PipelineRunRecord): void => {
    const stop = new AbortController();
    if (run.status === 'Canceling') stop.abort(new RunStopped('cancelled'));
    const done = work(run, stop.signal)
      .catch((error: unknown) => {
        const reason: unknown = stop.signal.reason;
        if (reason instanceof RunStopped && reason.why === 'closing') return;
        const cancelled = reason instanceof RunStopped;
        const message = error instanceof Error ? error.message : String(error);
        save(run, {
          status: cancelled ? 'Cancelled' : 'Failed',
          message,
          runEnd: cancelled ? null : now().toISOString(),
        });
      })
      .finally(() => inProgress.delete(run.runId));
    inProgress.set(run.runId, { stop, done });
  };

  for (const run of store.unfinishedRuns()) drive(run);

  return {
    start(pipeline, given) {
      const at = now().toISOString();
      const run: PipelineRunRecord = {
        runId: environment.newId(),
        pipelineName: pipeline.name,
        parameters: bindParameters(pipeline, given),
        status: 'Queued',
        runStart: at,
        runEnd: null,
        lastUpdated: at,
        message: '',
      };
      store.saveRun(run);
      drive(run);
      return run.runId;
    },
    cancel(runId) {
      const run = store.run(runId);
      if (run === undefined || isFinished(run)) return;
      save(run, { status: 'Canceling' });
      if (!knobs.values.ignoreCancel) inProgress.get(runId)?.stop.abort(new RunStopped('cancelled'));
    },
    async close() {
      const all = [...inProgress.values()];
      for (const { stop } of all) stop.abort(new RunStopped('closing'));
      await Promise.all(all.map(({ done }) => done));
      store.close();
    },
  };
}
