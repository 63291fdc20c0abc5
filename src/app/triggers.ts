import { app, type HttpRequest, type InvocationContext } from '@azure/functions';
import type { ActivityHandler, OrchestrationHandler } from 'durable-functions';
import * as df from 'durable-functions';
import hostJson from '../../host.json' with { type: 'json' };
import triggers from '../../infra/triggers.json' with { type: 'json' };
import type { Activities } from '../activities/index.ts';
import { activityNames } from '../activities/names.ts';
import { type Door, doors, type Flow } from '../domain/base/door.ts';
import { lazily } from '../domain/base/reading/lazily.ts';
import { parseReference, useBlobReferences } from '../functions/base/deferred-blob.ts';
import { durableWorkflows } from '../functions/base/durable-workflows.ts';
import { flushing, timing } from '../functions/base/measuring.ts';
import type { Ports } from '../ports/ports.ts';
import { definedRecently, type IsDefined, isDefinedIn } from '../use-cases/operation/defined-recently.ts';
import type { AnswerHttp } from './answer-http.ts';
import { type HttpRoute, httpRoutes } from './http-routes.ts';
import type { Services } from './services.ts';

/** What triggers call. What is not needed to name them is loaded once one of its kind is called. */
export interface AppParts {
  readonly ports: Ports;
  readonly services: () => Promise<Services>;
  readonly activities: () => Promise<Activities>;
  readonly orchestrators: Readonly<Record<Flow, OrchestrationHandler>>;
}

/** Blob triggers are deferred: the host hands over a name, never content. */
export function addTriggers({ ports, services, activities, orchestrators }: AppParts): void {
  useBlobReferences();
  const isDefined = definedRecently(isDefinedIn(ports.projects), ports.clock);
  for (const door of doors) addUploads(door, { ...ports, isDefined });
  addScans(ports, services);
  addTimers(ports, services);
  for (const [name, handler] of Object.entries(orchestrators)) df.app.orchestration(name, handler);
  for (const name of activityNames) addActivity(name, ports, activities);
  const answerHttp = lazily(async () => (await import('./answer-http.ts')).answerHttp(await services()));
  for (const route of httpRoutes) addRoute(route, ports, answerHttp);
}

function addUploads(door: Door, ports: Ports & { readonly isDefined: IsDefined }): void {
  const { function: name, connection, container } = triggers.uploads[door];
  app.storageBlob(name, {
    path: `${container}/{name}`,
    connection,
    source: 'EventGrid',
    sdkBinding: true,
    extraInputs: [durableClient],
    handler: flushing(ports.telemetry, async (blob, context) => {
      const { announceUpload } = await import('../use-cases/operation/announce-upload.ts');
      const { name: path } = parseReference(blob);
      const found = await announceUpload(ports, workflowsOf(context), { door, path });
      if (found.kind === 'stray') context.warn(`left alone: ${JSON.stringify(path)}. ${found.reason}`);
      if (found.kind === 'waits' || found.kind === 'waits-for-room')
        context.info(`not taken yet: ${JSON.stringify(path)}. ${found.reason}`);
    }),
  });
}

function addScans({ telemetry }: Ports, services: AppParts['services']): void {
  const { function: name, connection, queue: queueName } = triggers.scans;
  app.storageQueue(name, {
    queueName,
    connection,
    extraInputs: [durableClient],
    handler: flushing(telemetry, async (message, context) => {
      const { takeScanResult } = await import('../functions/operation/scan-results.ts');
      await takeScanResult(await services(), workflowsOf(context), message, context);
    }),
  });
}

function addTimers({ telemetry }: Ports, services: AppParts['services']): void {
  app.timer(triggers.timers.sweep, {
    schedule: '%SWEEP_SCHEDULE%',
    extraInputs: [durableClient],
    handler: flushing(telemetry, async (_timer, context) => {
      const { sweepAtTimer } = await import('../functions/system/sweep.ts');
      await sweepAtTimer(await services(), workflowsOf(context), context);
    }),
  });
  app.timer(triggers.timers.reconcile, {
    schedule: '%COMPUTE_SCHEDULE%',
    handler: flushing(telemetry, async (_timer, context) => {
      const { reconcileAtTimer } = await import('../compute/functions/reconcile-timer.ts');
      await reconcileAtTimer(await services(), context);
    }),
  });
}

function addActivity(name: keyof Activities, { telemetry }: Ports, activities: AppParts['activities']): void {
  df.app.activity(name, {
    handler: flushing(telemetry, async (input: unknown, context) => {
      const all: Readonly<Record<keyof Activities, ActivityHandler>> = await activities();
      return await all[name](input, context);
    }),
  });
}

function addRoute(route: HttpRoute, { telemetry, clock }: Ports, answerHttp: () => Promise<AnswerHttp>): void {
  const { name, methods, path } = route;
  app.http(name, {
    methods,
    // The host takes an empty route for none, and gives the function its name as one.
    route: path === '' ? '{none:maxlength(0)?}' : path,
    authLevel: 'anonymous',
    extraInputs: [durableClient],
    handler: flushing(telemetry, (request: HttpRequest, context) =>
      timing({ telemetry, clock }, route, request.method, async () =>
        (await answerHttp())(name, request, workflowsOf(context), context.invocationId, (error) =>
          context.error(error),
        ),
      ),
    ),
  });
}

const durableClient = df.input.durableClient();

function workflowsOf(context: InvocationContext) {
  return durableWorkflows(df.getClient(context), hostJson.extensions.durableTask.defaultVersion);
}
