import { app, type HttpRequest, type InvocationContext } from '@azure/functions';
import type { ActivityHandler, OrchestrationHandler } from 'durable-functions';
import * as df from 'durable-functions';
import hostJson from '../../host.json' with { type: 'json' };
import triggers from '../../infra/triggers.json' with { type: 'json' };
import type { Activities } from '../activities/index.ts';
import { reconcileAtTimer } from '../compute/functions/reconcile-timer.ts';
import { type Door, doors, type Flow } from '../domain/base/door.ts';
import { answerRoute } from '../functions/base/answer-route.ts';
import { parseReference, useBlobReferences } from '../functions/base/deferred-blob.ts';
import { durableWorkflows } from '../functions/base/durable-workflows.ts';
import { flushing, timing } from '../functions/base/measuring.ts';
import { takeScanResult } from '../functions/operation/scan-results.ts';
import { sweepAtTimer } from '../functions/system/sweep.ts';
import { announceUpload } from '../use-cases/operation/announce-upload.ts';
import { definedRecently, type IsDefined, isDefinedIn } from '../use-cases/operation/defined-recently.ts';
import type { Route } from '../web/handler.ts';
import { routesOf } from './routes.ts';
import type { Services } from './services.ts';

export interface AppParts {
  readonly services: Services;
  readonly activities: Activities;
  readonly orchestrators: Readonly<Record<Flow, OrchestrationHandler>>;
}

/** Blob triggers are deferred: the host hands over a name, never content. */
export function addTriggers({ services, activities, orchestrators }: AppParts): void {
  useBlobReferences();
  const isDefined = definedRecently(isDefinedIn(services.projects), services.clock);
  for (const door of doors) addUploads(door, { ...services, isDefined });
  addScans(services);
  addTimers(services);
  for (const [name, handler] of Object.entries(orchestrators)) df.app.orchestration(name, handler);
  for (const [name, activity] of Object.entries<ActivityHandler>(activities))
    df.app.activity(name, { handler: flushing(services.telemetry, activity) });
  for (const route of routesOf(services)) addRoute(route, services);
}

function addUploads(door: Door, services: Services & { readonly isDefined: IsDefined }): void {
  const { function: name, connection, container } = triggers.uploads[door];
  app.storageBlob(name, {
    path: `${container}/{name}`,
    connection,
    source: 'EventGrid',
    sdkBinding: true,
    extraInputs: [durableClient],
    handler: flushing(services.telemetry, async (blob, context) => {
      const { name: path } = parseReference(blob);
      const found = await announceUpload(services, workflowsOf(context), { door, path });
      if (found.kind === 'stray') context.warn(`left alone: ${JSON.stringify(path)}. ${found.reason}`);
      if (found.kind === 'waits' || found.kind === 'waits-for-room')
        context.info(`not taken yet: ${JSON.stringify(path)}. ${found.reason}`);
    }),
  });
}

function addScans(services: Services): void {
  const { function: name, connection, queue: queueName } = triggers.scans;
  app.storageQueue(name, {
    queueName,
    connection,
    extraInputs: [durableClient],
    handler: flushing(services.telemetry, (message, context) =>
      takeScanResult(services, workflowsOf(context), message, context),
    ),
  });
}

function addTimers(services: Services): void {
  app.timer(triggers.timers.sweep, {
    schedule: '%SWEEP_SCHEDULE%',
    extraInputs: [durableClient],
    handler: flushing(services.telemetry, (_timer, context) => sweepAtTimer(services, workflowsOf(context), context)),
  });
  app.timer(triggers.timers.reconcile, {
    schedule: '%COMPUTE_SCHEDULE%',
    handler: flushing(services.telemetry, (_timer, context) => reconcileAtTimer(services, context)),
  });
}

function addRoute(route: Route, services: Services): void {
  const { name, methods, path } = route;
  app.http(name, {
    methods: [...methods],
    // The host takes an empty route for none, and gives the function its name as one.
    route: path === '' ? '{none:maxlength(0)?}' : path,
    authLevel: 'anonymous',
    extraInputs: [durableClient],
    handler: flushing(services.telemetry, (request: HttpRequest, context) =>
      timing(services, route, request.method, () =>
        answerRoute(route, request, workflowsOf(context), context.invocationId, (error) => context.error(error)),
      ),
    ),
  });
}

const durableClient = df.input.durableClient();

function workflowsOf(context: InvocationContext) {
  return durableWorkflows(df.getClient(context), hostJson.extensions.durableTask.defaultVersion);
}
