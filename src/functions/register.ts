import { app, type HttpHandler, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import type { OrchestrationHandler } from 'durable-functions';
import * as df from 'durable-functions';
import triggers from '../../infra/triggers.json' with { type: 'json' };
import type { Activities } from '../activities/index.ts';
import type { Door } from '../domain/operation.ts';
import { announceUpload } from '../use-cases/announce-upload.ts';
import { problemAnswer, problemPage, tellError } from '../web/problem.ts';
import { parseReference, registerBlobReferences } from './deferred-blob.ts';
import { durableWorkflows } from './durable-workflows.ts';
import { type Route, routesOf } from './routes.ts';
import type { Services } from './services.ts';
import { reconcileAtTimer, sweepAtTimer } from './timers.ts';

/** Everything that the app registers with the Functions host. */
export interface AppParts {
  readonly services: Services;
  readonly activities: Activities;
  readonly orchestrators: Readonly<Record<'ingress' | 'export' | 'discard', OrchestrationHandler>>;
}

/** Registers every trigger. Blob triggers are deferred: the host hands over a name, never content. */
export function register({ services, activities, orchestrators }: AppParts): void {
  registerBlobReferences();
  registerUploads('ingress', services);
  registerUploads('export', services);
  registerTimers(services);
  for (const [name, handler] of Object.entries(orchestrators)) df.app.orchestration(name, handler);
  for (const [name, handler] of Object.entries(activities)) df.app.activity(name, { handler });
  for (const route of routesOf(services)) registerRoute(route);
}

function registerUploads(door: Door, services: Services): void {
  const { function: name, connection, container } = triggers.uploads[door];
  app.storageBlob(name, {
    path: `${container}/{name}`,
    connection,
    source: 'EventGrid',
    sdkBinding: true,
    extraInputs: [durableClient],
    handler: async (blob, context) => {
      const { name: path } = parseReference(blob);
      const found = await announceUpload(services, workflowsOf(context), { door, path });
      if (found.kind === 'stray') context.warn(`left alone: ${JSON.stringify(path)}. ${found.reason}`);
    },
  });
}

function registerTimers(services: Services): void {
  app.timer(triggers.timers.sweep, {
    schedule: '%SWEEP_SCHEDULE%',
    extraInputs: [durableClient],
    handler: async (_timer, context) => await sweepAtTimer(services, workflowsOf(context), context),
  });
  app.timer(triggers.timers.reconcile, {
    schedule: '%COMPUTE_SCHEDULE%',
    handler: async (_timer, context) => await reconcileAtTimer(services, context),
  });
}

function registerRoute(route: Route): void {
  const { name, methods, route: path } = route;
  app.http(name, {
    methods,
    route: path,
    authLevel: 'anonymous',
    extraInputs: [durableClient],
    handler: answer(route),
  });
}

function answer({ kind, handler }: Route): HttpHandler {
  return async (request, context): Promise<HttpResponseInit> => {
    const response = await handler(request, workflowsOf(context)).catch(async (error: unknown) => {
      const told = tellError(error);
      if (told.status >= 500) context.error(error);
      return kind === 'page'
        ? await problemPage(told, context.invocationId)
        : problemAnswer(told, context.invocationId);
    });
    return request.method === 'HEAD' ? { ...response, body: null } : response;
  };
}

const durableClient = df.input.durableClient();

function workflowsOf(context: InvocationContext) {
  return durableWorkflows(df.getClient(context));
}
