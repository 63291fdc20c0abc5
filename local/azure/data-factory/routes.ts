import { z } from 'zod';
import { ArmError } from '../arm/arm-error.ts';
import type { ArmRequest } from '../arm/resource-manager.ts';
import type { LocalReply } from '../server.ts';
import type { PipelineDefinition } from './definitions/schema.ts';
import type { Factory } from './factory.ts';
import {
  acceptQuery,
  activityQuerySchema,
  filterActivityRuns,
  filterPipelineRuns,
  page,
  pipelineQuerySchema,
} from './query.ts';
import type { RunEnvironment } from './runs/environment.ts';
import { ParametersRefused } from './runs/parameters.ts';
import { isFinished, type PipelineRunRecord } from './runs/records.ts';
import { asOf, showActivityRun, showPipeline, showPipelineRun } from './views.ts';

/** One operation of the API, and the action that its caller needs a role for. */
export interface Route {
  readonly method: string;
  /** Segments after the factory's name; `*` takes a name. */
  readonly path: readonly string[];
  readonly action: string;
  answer(request: ArmRequest, ...names: string[]): Promise<LocalReply>;
}

/** The operations on pipelines and runs of one factory, in the order in which they are tried. */
export function runRoutes(environment: RunEnvironment, factory: Factory, pageSize: number): readonly Route[] {
  const { store, now, knobs } = environment;
  const show = (run: PipelineRunRecord) => showPipelineRun(run, knobs.values.spellTimes);
  return [
    {
      method: 'GET',
      path: ['pipelines'],
      action: 'pipelines/read',
      answer: async () => ({
        status: 200,
        body: { value: [...environment.definitions.pipelines.values()].map(showPipeline) },
      }),
    },
    {
      method: 'POST',
      path: ['pipelines', '*', 'createRun'],
      action: 'pipelines/createrun/action',
      answer: async (request, name = '') => {
        const pipeline = findPipeline(environment, name);
        const given = await runParameters(request);
        const started = () => refuseParameters(() => factory.start(pipeline, given));
        const runIds = Array.from({ length: knobs.takeRuns() }, started);
        return { status: 200, body: { runId: runIds[0] } };
      },
    },
    {
      method: 'GET',
      path: ['pipelineruns', '*'],
      action: 'pipelineruns/read',
      answer: async (_request, runId = '') => {
        const run = findRun(environment, runId);
        if (run.status === 'Cancelled' && run.runEnd === null) store.saveRun({ ...run, runEnd: now().toISOString() });
        return { status: 200, body: show(run) };
      },
    },
    {
      method: 'POST',
      path: ['queryPipelineRuns'],
      action: 'querypipelineruns/action',
      answer: async (request) => {
        const query = acceptQuery(pipelineQuerySchema, await request.json());
        const known = now().getTime() - knobs.values.queryLagMilliseconds;
        const runs = store
          .runsUpdated(query.lastUpdatedAfter, query.lastUpdatedBefore)
          .filter((run) => Date.parse(run.runStart) <= known && !isForgotten(run, now()));
        return { status: 200, body: page(filterPipelineRuns(runs, query), query, pageSize, show) };
      },
    },
    {
      method: 'POST',
      path: ['pipelineruns', '*', 'queryActivityruns'],
      action: 'pipelineruns/queryactivityruns/action',
      answer: async (request, runId = '') => {
        const { runId: known } = findRun(environment, runId);
        const query = acceptQuery(activityQuerySchema, await request.json());
        const shownOf = now().getTime() - knobs.values.activityLagMilliseconds;
        const shown = store.activities(known).flatMap((run) => asOf(run, shownOf) ?? []);
        const runs = filterActivityRuns(shown, query);
        return { status: 200, body: page(runs, query, pageSize, showActivityRun) };
      },
    },
    {
      method: 'POST',
      path: ['pipelineruns', '*', 'cancel'],
      action: 'pipelineruns/cancel/action',
      answer: async (_request, runId = '') => {
        factory.cancel(findRun(environment, runId).runId);
        return { status: 200 };
      },
    },
  ];
}

/** The pipeline of that name in any case. Throws ArmError 404. */
export function findPipeline(environment: RunEnvironment, name: string): PipelineDefinition {
  for (const [known, pipeline] of environment.definitions.pipelines) {
    if (known.toLowerCase() === name.toLowerCase()) return pipeline;
  }
  throw new ArmError(404, 'PipelineNotFound', `The pipeline '${name}' was not found.`);
}

const keptMilliseconds = 45 * 24 * 60 * 60_000;

/** Data Factory keeps what it knows of a run for 45 days. Source: Microsoft's "Programmatically monitor an Azure data factory". */
export function isForgotten(run: PipelineRunRecord, now: Date): boolean {
  return isFinished(run) && now.getTime() - Date.parse(run.lastUpdated) > keptMilliseconds;
}

/** Throws ArmError 404 for a run that never was or is forgotten. */
export function findRun(environment: RunEnvironment, runId: string): PipelineRunRecord {
  const run = environment.store.run(runId.toLowerCase());
  if (run !== undefined && !isForgotten(run, environment.now())) return run;
  throw new ArmError(404, 'PipelineRunNotFound', `The pipeline run '${runId}' was not found.`);
}

async function runParameters(request: ArmRequest) {
  for (const name of ['referencePipelineRunId', 'isRecovery', 'startActivityName', 'startFromFailure']) {
    if (request.query.has(name)) throw new ArmError(400, 'BadRequest', `Reruns are not run here: '${name}' was given.`);
  }
  const parsed = z.record(z.string(), z.json()).safeParse((await request.json()) ?? {});
  if (parsed.success) return parsed.data;
  throw new ArmError(400, 'BadRequest', 'The request body must be an object of parameter values.');
}

function refuseParameters<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof ParametersRefused) throw new ArmError(400, 'BadRequest', error.message);
    throw error;
  }
}
