import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Incoming } from '../http/incoming.ts';
import { emptyReply, jsonReply, type Reply } from '../http/reply.ts';
import { type DurableUrls, instanceLinks } from './client-payload.ts';
import { newInstance } from './episode.ts';
import { events, type WireEvent } from './history.ts';
import { hasEnded, type InstanceRow } from './instance.ts';
import { listInstances, purgeInstances } from './instance-query.ts';
import { statusCode, statusOf } from './status.ts';
import type { TaskHub } from './task-hub.ts';

/** What the durable HTTP API needs. */
export interface ClientApiParts {
  hub: TaskHub;
  clock: Clock;
  urls: DurableUrls;
  /** Tells the engine that an instance has a message. */
  wake: (instanceId: string) => void;
}

const notProvided = (what: string) => jsonReply(501, { Message: `This host does not provide ${what}.` });

/** Answers the HTTP API of the Durable extension, the same one on the webhook and on the loopback address. */
export function answerClientApi(parts: ClientApiParts, request: Incoming): Reply {
  const hub = request.query.get('taskHub');
  if (hub && hub.toLowerCase() !== parts.urls.hubName.toLowerCase())
    return jsonReply(400, { Message: `This host has the task hub ${parts.urls.hubName}, not ${hub}.` });
  const [kind, id, operation, name, ...more] = request.segments;
  if (more.length > 0) return emptyReply(404);
  if (kind === 'orchestrators' && id !== undefined && name === undefined && request.method === 'POST')
    return start(parts, request, id, operation);
  if (kind === 'entities') return notProvided('entities');
  if (kind !== 'instances') return emptyReply(404);
  if (id === undefined) return collection(parts, request);
  if (operation === undefined) return single(parts, request, id);
  return request.method === 'POST' ? manage(parts, request, id, operation, name) : emptyReply(404);
}

function collection(parts: ClientApiParts, request: Incoming): Reply {
  if (request.method === 'GET') return listInstances(parts.hub, request);
  return request.method === 'DELETE' ? purgeInstances(parts.hub, request) : emptyReply(404);
}

function readJson(body: Buffer): { text: string | null } | undefined {
  const text = body.toString('utf8');
  if (text.trim() === '') return { text: null };
  try {
    return { text: JSON.stringify(JSON.parse(text)) };
  } catch {
    return undefined;
  }
}

function accepted(parts: ClientApiParts, id: string): Reply {
  const links = instanceLinks(parts.urls, id);
  return jsonReply(202, links, { location: links.statusQueryGetUri, 'retry-after': '10' });
}

function start(parts: ClientApiParts, request: Incoming, name: string, id = randomUUID().replaceAll('-', '')): Reply {
  if (request.query.has('timeout')) return notProvided('a start that waits for the end');
  const input = readJson(request.body);
  if (!input) return jsonReply(400, { Message: 'Invalid JSON content' });
  return create(parts, id, name, input.text);
}

function create(parts: ClientApiParts, id: string, name: string, input: string | null): Reply {
  const existing = parts.hub.instance(id);
  if (existing && !hasEnded(existing.status)) {
    return jsonReply(409, { Message: `An Orchestration instance with the status ${existing.status} already exists.` });
  }
  const generation = existing ? existing.generation + 1 : 0;
  const made = newInstance({ id, name, input, parent: null, generation, now: parts.clock.now() });
  parts.hub.startInstance(made);
  parts.wake(id);
  return accepted(parts, id);
}

function single(parts: ClientApiParts, request: Incoming, id: string): Reply {
  const row = parts.hub.instance(id);
  if (request.method === 'DELETE') {
    if (!row) return emptyReply(404);
    if (!hasEnded(row.status))
      return jsonReply(412, {
        Message: `The instance is ${row.status}: only an instance that has ended can be purged.`,
      });
    return jsonReply(200, { instancesDeleted: parts.hub.forget(id) });
  }
  if (request.method !== 'GET') return emptyReply(404);
  if (!row) return emptyReply(404);
  const flag = (key: string) => request.query.get(key)?.toLowerCase() === 'true';
  const history = flag('showHistory') ? parts.hub.history(id).events : undefined;
  const options = {
    showInput: request.query.get('showInput')?.toLowerCase() !== 'false',
    showHistoryOutput: flag('showHistoryOutput'),
    history,
  };
  const code = statusCode(row, flag('returnInternalServerErrorOnFailure'));
  const headers: Record<string, string> =
    code === 202 ? { location: instanceLinks(parts.urls, id).statusQueryGetUri, 'retry-after': '10' } : {};
  return jsonReply(code, statusOf(row, options), headers);
}

function manage(
  parts: ClientApiParts,
  request: Incoming,
  id: string,
  operation: string,
  name: string | undefined,
): Reply {
  const row = parts.hub.instance(id);
  const reason = request.query.get('reason');
  switch (operation.toLowerCase()) {
    case 'raiseevent':
      return name === undefined ? emptyReply(404) : raise(parts, request, row, name);
    case 'terminate':
      return post(parts, row, (at) => events.terminated(reason, at));
    case 'suspend':
      return post(parts, row, (at) => events.suspended(reason, at));
    case 'resume':
      return post(parts, row, (at) => events.resumed(reason, at));
    case 'rewind':
      if (!row) return jsonReply(404, `No orchestration with instance ID "${id}" found.`);
      if (row.status !== 'Failed')
        return jsonReply(412, 'The rewind operation is only supported on failed orchestration instances.');
      return jsonReply(501, 'This host does not provide rewind.');
    case 'restart':
      return restart(parts, request, row);
    default:
      return emptyReply(404);
  }
}

function post(parts: ClientApiParts, row: InstanceRow | undefined, event: (at: number) => WireEvent): Reply {
  if (!row) return emptyReply(404);
  if (hasEnded(row.status)) return emptyReply(410);
  parts.hub.post(row.id, null, event(parts.clock.now()));
  parts.wake(row.id);
  return emptyReply(202);
}

function raise(parts: ClientApiParts, request: Incoming, row: InstanceRow | undefined, name: string): Reply {
  if (!request.headers['content-type']?.toLowerCase().startsWith('application/json')) {
    return jsonReply(400, 'Only application/json request content is supported');
  }
  const input = readJson(request.body);
  if (!input) return jsonReply(400, { Message: 'Invalid JSON content' });
  return post(parts, row, (at) => events.eventRaised(name, input.text, at));
}

function restart(parts: ClientApiParts, request: Incoming, row: InstanceRow | undefined): Reply {
  if (!row) return emptyReply(404);
  const sameId = request.query.get('restartWithNewInstanceId')?.toLowerCase() === 'false';
  return create(parts, sameId ? row.id : randomUUID().replaceAll('-', ''), row.name, row.input);
}
