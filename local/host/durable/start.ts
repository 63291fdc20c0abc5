import type { HostedFunction, TriggerType } from '../bindings.ts';
import type { HostParts } from '../host-parts.ts';
import type { Webhook } from '../http/front.ts';
import { decodedSegments, readBody } from '../http/incoming.ts';
import { listen } from '../http/listener.ts';
import { emptyReply } from '../http/reply.ts';
import { answerClientApi } from './client-api.ts';
import { clientPayload } from './client-payload.ts';
import { DurableEngine } from './engine.ts';
import { TaskHub } from './task-hub.ts';
import type { TimerLimits } from './task-starter.ts';
import { type CrashPoint, crashAt } from './write-watch.ts';

/** The durable part of a host. */
export interface Durable {
  /** What an input of type durableClient receives. */
  clientInput: string;
  webhook: Webhook;
  begin(): void;
  stop(): Promise<void>;
}

function ofType(functions: HostParts['functions'], type: TriggerType): Map<string, HostedFunction> {
  return new Map([...functions].filter(([, fn]) => fn.trigger.type === type));
}

/** Opens the task hub and its HTTP API: on the webhook, and without a key on a loopback port of its own. */
export async function startDurable(parts: HostParts, limits: TimerLimits, crash?: CrashPoint): Promise<Durable> {
  const { database, functions, invoke, clock, log, hostJson, keys, url } = parts;
  const { hubName, storageProvider, defaultVersion, ...most } = hostJson.extensions.durableTask;
  const hub = new TaskHub(database, crash && crashAt(crash));
  const engine = new DurableEngine({
    hub,
    invoke,
    orchestrators: ofType(functions, 'orchestrationTrigger'),
    activities: ofType(functions, 'activityTrigger'),
    clock,
    log,
    limits,
    defaultVersion,
    maxActivities: most.maxConcurrentActivityFunctions,
    maxOrchestrators: most.maxConcurrentOrchestratorFunctions,
  });
  const urls = {
    base: `${url}/runtime/webhooks/durabletask`,
    hubName,
    connection: storageProvider.connectionStringName,
    systemKey: keys.systemKeys.durabletask_extension,
  };
  const client = { hub, clock, urls, defaultVersion, wake: (id: string) => engine.wake(id) };
  const webhook: Webhook = (request) => answerClientApi(client, request);
  const rpc = await listen(
    0,
    async (request, address) => {
      const segments = decodedSegments(address.pathname);
      if (segments?.[0] !== 'durabletask') return emptyReply(404);
      const body = await readBody(request);
      return webhook({
        method: request.method ?? 'GET',
        segments: segments.slice(1),
        query: address.searchParams,
        headers: request.headers,
        body,
      });
    },
    log,
  );
  return {
    clientInput: clientPayload(urls, `http://127.0.0.1:${rpc.port}/durabletask/`),
    webhook,
    begin: () => engine.start(),
    stop: async () => {
      await engine.stop();
      await rpc.close();
    },
  };
}
