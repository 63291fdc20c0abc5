import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { OpenContainer } from '../../local/azure/data-factory/activities/storage.ts';
import { loadDefinitions } from '../../local/azure/data-factory/definitions/load.ts';
import { type FactoryDefinitions, pipelineSchema } from '../../local/azure/data-factory/definitions/schema.ts';
import { type Factory, openFactory } from '../../local/azure/data-factory/factory.ts';
import { FactoryKnobs } from '../../local/azure/data-factory/knobs.ts';
import { findPipeline, findRun, isForgotten } from '../../local/azure/data-factory/routes.ts';
import type { RunEnvironment } from '../../local/azure/data-factory/runs/environment.ts';
import type { ActivityRunRecord, PipelineRunRecord } from '../../local/azure/data-factory/runs/records.ts';
import { asOf, showPipelineRun } from '../../local/azure/data-factory/views.ts';
import { DAY } from '../../src/domain/base/time.ts';
import type { ActivityRun } from '../../src/domain/transfer/transfer.ts';
import type { DataFactory, PipelineRun } from '../../src/ports/data-factory.ts';
import { asked } from './resource-manager.ts';
import { memoryRunStore } from './run-store.ts';
import type { Account, MemoryStorage } from './storage.ts';
import { runTime, type VirtualTime } from './time.ts';

let definitions: FactoryDefinitions | undefined;

/** The pipelines that the deployment has, read once. */
function deployedDefinitions(): FactoryDefinitions {
  const folder = fileURLToPath(new URL('../../infra/data-factory', import.meta.url));
  definitions ??= loadDefinitions(folder, ['managed-network']);
  return definitions;
}

function definitionsOf({ pipelines: change }: FactoryWorld): FactoryDefinitions {
  const deployed = deployedDefinitions();
  if (change === undefined) return deployed;
  const changed = [...deployed.pipelines].map(([name, pipeline]): [string, typeof pipeline] => {
    return [name, pipelineSchema.parse(JSON.parse(change(JSON.stringify(pipeline))))];
  });
  return { ...deployed, pipelines: new Map(changed) };
}

/** What a data factory in memory stands on. */
export interface FactoryWorld {
  readonly time: VirtualTime;
  readonly storage: MemoryStorage;
  readonly releaseAccount: 'public' | 'release';
  /** Pipelines that differ from the deployed ones, as a fault in them. */
  readonly pipelines?: ((json: string) => string) | undefined;
}

/** The port, the knobs that make the factory late or wrong, and every run that there ever was. */
export interface MemoryFactory {
  readonly port: DataFactory;
  readonly knobs: FactoryKnobs;
  /** Also those that Data Factory has forgotten. */
  runs(): readonly PipelineRunRecord[];
}

/** The deployed pipelines, run by the laptop's own interpreter over storage in memory: each run takes effect at instants of the world's time. */
export function memoryDataFactory(world: FactoryWorld): MemoryFactory {
  const environment: RunEnvironment = {
    factoryName: 'memory',
    definitions: definitionsOf(world),
    endpoints: new Map([
      ['public_storage', 'public'],
      ['secure_storage', 'secure'],
      ['release_storage', world.releaseAccount],
    ]),
    openContainer: containersOf(world.storage),
    store: memoryRunStore(),
    knobs: new FactoryKnobs(),
    ...runTime(world.time),
  };
  const { store, knobs, now } = environment;
  return {
    port: portOf(environment, openFactory(environment)),
    knobs,
    runs: () => store.runsUpdated(new Date(0), new Date(now().getTime() + DAY)),
  };
}

function containersOf(storage: MemoryStorage): OpenContainer {
  const accounts: readonly Account[] = ['public', 'secure', 'release'];
  return (endpoint, container) => {
    const account = accounts.find((one) => one === endpoint);
    if (account === undefined) throw new Error(`no account ${endpoint}`);
    return storage.openAs('data-factory', account, container);
  };
}

/** Answers as the stand-in's API and Azure's SDK do together. */
function portOf(environment: RunEnvironment, factory: Factory): DataFactory {
  const { store, knobs, now } = environment;
  return {
    start: (pipeline, parameters) =>
      asked(`start a run of ${pipeline}`, () => {
        const definition = findPipeline(environment, pipeline);
        const started = Array.from({ length: knobs.takeRuns() }, () => factory.start(definition, parameters));
        return started[0] ?? '';
      }),
    async find(pipeline, operationId, since) {
      const known = now().getTime() - knobs.values.queryLagMilliseconds;
      return store
        .runsUpdated(since, new Date(now().getTime() + DAY))
        .filter((run) => run.pipelineName === pipeline && run.parameters['operationId'] === operationId)
        .filter((run) => Date.parse(run.runStart) <= known && !isForgotten(run, now()))
        .map((run) => shownRun(run, knobs));
    },
    get: (runId) =>
      asked(`read the run ${runId}`, () => {
        const run = findRun(environment, runId);
        // As behind the stand-in's API: a cancelled run has no end before somebody has looked at it once.
        if (run.status === 'Cancelled' && run.runEnd === null) store.saveRun({ ...run, runEnd: now().toISOString() });
        return shownRun(run, knobs);
      }),
    activities: (runId) =>
      asked(`read the activities of the run ${runId}`, () => {
        const shownOf = now().getTime() - knobs.values.activityLagMilliseconds;
        return store.activities(findRun(environment, runId).runId).flatMap((run) => shownActivity(asOf(run, shownOf)));
      }),
    cancel: (runId) => asked(`cancel the run ${runId}`, () => factory.cancel(findRun(environment, runId).runId)),
    pipelines: async () =>
      new Map(
        [...environment.definitions.pipelines].map(([name, { properties }]) => [
          name,
          Object.keys(properties.parameters),
        ]),
      ),
  };
}

const texts = z.record(z.string(), z.string());

function shownRun(run: PipelineRunRecord, { values }: FactoryKnobs): PipelineRun {
  const { runId, pipelineName: pipeline, status, message, runEnd } = run;
  const parameters = texts.parse(showPipelineRun(run, values.spellTimes)['parameters']);
  return { runId, pipeline, status, parameters, message, endedAt: runEnd === null ? undefined : new Date(runEnd) };
}

const output = z.record(z.string(), z.unknown());

function shownActivity(run: ActivityRunRecord | undefined): ActivityRun[] {
  if (run === undefined) return [];
  const { activityName: name, activityType: type, status, error } = run;
  return [{ name, type, status, output: output.parse(run.output), error: error.message }];
}
