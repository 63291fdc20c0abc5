import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { messageOf } from '../host-error.ts';
import type { Incoming } from '../http/incoming.ts';
import { emptyReply, jsonReply, type Reply } from '../http/reply.ts';
import { type DurableUrls, instanceLinks } from './client-payload.ts';
import { newInstance } from './episode.ts';
import { exceptionReply, invalidJson, invalidOperation, wrongArgument } from './exception-reply.ts';
import { events, type WireEvent } from './history.ts';
import { DuplicateTask } from './history-form.ts';
import { hasEnded, type InstanceRow } from './instance.ts';
import { listInstances, purgeInstances } from './instance-query.ts';
import { statusCode, statusOf } from './status.ts';
import type { TaskHub } from './task-hub.ts';

/** What the durable HTTP API needs. */
export interface ClientApiParts {
  hub: TaskHub;
  clock: Clock;
  /** The version of a new instance whose start names none. */
  defaultVersion: string | null;
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

function readJson(body: Buffer): { text: string | null } | { problem: string } {
  const text = body.toString('utf8');
  if (text.trim() === '') return { text: null };
  try {
    return { text: JSON.stringify(JSON.parse(text)) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

function accepted(parts: ClientApiParts, id: string): Reply {
  const links = instanceLinks(parts.urls, id);
  return jsonReply(202, links, { location: links.statusQueryGetUri, 'retry-after': '10' });
}

function start(parts: ClientApiParts, request: Incoming, name: string, id = randomUUID().replaceAll('-', '')): Reply {
  if (request.query.has('timeout')) return notProvided('a start that waits for the end');
  const input = readJson(request.body);
  if ('problem' in input) return invalidJson(input.problem);
  const running = runningStatus(parts, id);
  if (running) return jsonReply(409, { Message: running });
  const version = request.query.get('version') ?? parts.defaultVersion;
  return create(parts, { id, name, version, input: input.text });
}

/** What stands against a start under this id. */
function runningStatus({ hub }: ClientApiParts, id: string): string | undefined {
  const existing = hub.instance(id);
  if (!existing || hasEnded(existing.status)) return undefined;
  return `An Orchestration instance with the status ${existing.status} already exists.`;
}

type Start = Pick<Parameters<typeof newInstance>[0], 'id' | 'name' | 'version' | 'input' | 'restart'>;

function create(parts: ClientApiParts, wanted: Start): Reply {
  const { id } = wanted;
  const existing = parts.hub.instance(id);
  const generation = existing ? existing.generation + 1 : 0;
  const made = newInstance({ ...wanted, parent: null, generation, now: parts.clock.now() });
  parts.hub.startInstance(made);
  parts.wake(id);
  return accepted(parts, id);
}

function single(parts: ClientApiParts, request: Incoming, id: string): Reply {
  const row = parts.hub.instance(id);
  if (request.method === 'DELETE') {
    if (!row) return emptyReply(404);
    if (!hasEnded(row.status))
      return jsonReply(
        412,
        `Only orchestrations in a terminal state can be purged, but the orchestration with instance ID ${id} has status ${row.status}`,
      );
    return jsonReply(200, { instancesDeleted: parts.hub.forget(id) });
  }
  if (request.method !== 'GET') return emptyReply(404);
  return row ? status(parts, request, row) : emptyReply(404);
}

function status(parts: ClientApiParts, request: Incoming, row: InstanceRow): Reply {
  const { id } = row;
  const flag = (key: string) => request.query.get(key)?.toLowerCase() === 'true';
  const history = flag('showHistory') ? parts.hub.history(id).events : undefined;
  const options = {
    showInput: request.query.get('showInput')?.toLowerCase() !== 'false',
    showHistoryOutput: flag('showHistoryOutput'),
    history,
  };
  const code = statusCode(row, flag('returnInternalServerErrorOnFailure'));
  const location = `${parts.urls.base}/instances/${encodeURIComponent(id)}?${request.query}`;
  const headers: Record<string, string> = code === 202 ? { location, 'retry-after': '5' } : {};
  try {
    return jsonReply(code, statusOf(row, options), headers);
  } catch (error) {
    if (!(error instanceof DuplicateTask)) throw error;
    return wrongArgument('One or more of the arguments submitted is incorrect', error.message);
  }
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
      if (row?.status === 'Suspended') return invalidOperation(cannot('suspend', row));
      return post(parts, row, (at) => events.suspended(reason, at));
    case 'resume':
      if (row && row.status !== 'Suspended' && !hasEnded(row.status)) return invalidOperation(cannot('resume', row));
      return post(parts, row, (at) => events.resumed(reason, at));
    case 'rewind':
      if (!row) return jsonReply(404, `No orchestration with instance ID "$${id}" found.`);
      if (row.status !== 'Failed')
        return jsonReply(
          412,
          `This orchestration has status ${row.status}, but only orchestrations in the "Failed" state can be rewound.`,
        );
      return jsonReply(501, 'This host does not provide rewind.');
    case 'restart':
      return restart(parts, request, id, row);
    default:
      return emptyReply(404);
  }
}

function cannot(operation: string, { id, status: present }: InstanceRow): string {
  return `Cannot ${operation} the orchestration instance ${id} because instance is in the ${present} state.`;
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
    return jsonReply(400, { Message: 'Only application/json request content is supported' });
  }
  const input = readJson(request.body);
  if ('problem' in input) return invalidJson(input.problem);
  if (input.text === null) return invalidJson("Error reading JToken from JsonReader. Path '', line 0, position 0.");
  return post(parts, row, (at) => events.eventRaised(name, input.text, at));
}

function restart(parts: ClientApiParts, request: Incoming, id: string, row: InstanceRow | undefined): Reply {
  if (!row) {
    const details = `No instance with ID '${id}' was found. (Parameter 'instanceId')`;
    return wrongArgument('InstanceId does not match a valid orchestration instance.', details);
  }
  // A restart is a start: it has the version of the host, and hands over a missing input as JSON (recorded).
  const again = { name: row.name, version: parts.defaultVersion, input: row.input ?? 'null' };
  if (request.query.get('restartWithNewInstanceId')?.toLowerCase() !== 'false')
    return create(parts, { ...again, id: randomUUID().replaceAll('-', ''), restart: { from: id } });
  const details = runningStatus(parts, id);
  if (details === undefined) return create(parts, { ...again, id, restart: { from: undefined } });
  const type = 'DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException';
  return exceptionReply(409, {
    message: 'A non-terminal instance with this instance ID already exists.',
    type,
    details,
  });
}
