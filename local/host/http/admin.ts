import { z } from 'zod';
import type { HostedFunction } from '../bindings.ts';
import { hostVersion } from '../core-module.ts';
import type { Incoming } from './incoming.ts';
import { emptyReply, jsonReply, type Reply } from './reply.ts';

/** What the admin API needs; the caller has already shown the master key. */
export interface AdminParts {
  functions: ReadonlyMap<string, HostedFunction>;
  startedAt: number;
  now: () => number;
  /** Set when time is virtual; without it /admin/host/clock does not exist. */
  virtual: { advance(milliseconds: number): void; readonly offset: number } | undefined;
  state: () => 'Running' | 'Stopping';
  instanceId: string;
  /** Runs a function once, now; false when its trigger cannot be run by hand. */
  runNow: (fn: HostedFunction, input: string) => boolean;
}

const body = z.object({ input: z.unknown().optional() });

function describe(fn: HostedFunction) {
  const bindings = Object.entries(fn.metadata.bindings).map(([name, binding]) => ({ name, ...binding }));
  return { name: fn.name, language: 'node', isDisabled: false, config: { name: fn.name, bindings } };
}

function hostStatus(parts: AdminParts): Reply {
  return jsonReply(200, {
    id: parts.instanceId,
    state: parts.state(),
    version: hostVersion,
    versionDetails: hostVersion,
    instanceId: parts.instanceId,
    processUptime: parts.now() - parts.startedAt,
    functionAppContentEditingState: 'NotAllowed',
  });
}

const clockMove = z.strictObject({ advanceMilliseconds: z.number().int().min(0) });

/** Shows or moves the virtual time. A clock only goes forward. */
function virtualTime(parts: AdminParts, request: Incoming): Reply {
  const { virtual, now } = parts;
  if (!virtual) return emptyReply(404);
  if (request.method === 'POST') {
    const move = clockMove.safeParse(jsonOf(request));
    if (!move.success) return jsonReply(400, { Message: `The clock was not moved: ${z.prettifyError(move.error)}` });
    virtual.advance(move.data.advanceMilliseconds);
  } else if (request.method !== 'GET') return emptyReply(404);
  return jsonReply(200, { now: new Date(now()).toISOString(), offsetMilliseconds: virtual.offset });
}

/** The body as JSON; undefined when it is not, which no shape takes. */
function jsonOf(request: Incoming): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function run(parts: AdminParts, fn: HostedFunction, request: Incoming): Reply {
  const parsed = body.safeParse(jsonOf(request));
  if (!parsed.success) return jsonReply(400, { Message: 'The body must be JSON like {"input": ""}.' });
  const { input } = parsed.data;
  if (parts.runNow(fn, typeof input === 'string' ? input : JSON.stringify(input ?? ''))) return emptyReply(202);
  return jsonReply(400, {
    Message: `The function '${fn.name}' has a ${fn.trigger.type}, which cannot be run by hand here.`,
  });
}

/** Answers `/admin/...`: host status and ping, the list of functions, and a call by hand, which is always asynchronous. */
export function answerAdmin(parts: AdminParts, request: Incoming): Reply {
  const [area, name, detail, ...more] = request.segments;
  const isGet = request.method === 'GET';
  if (more.length > 0) return emptyReply(404);
  if (area === 'host' && detail === undefined) {
    if (name === 'status' && isGet) return hostStatus(parts);
    if (name === 'clock') return virtualTime(parts, request);
    return name === 'ping' && (isGet || request.method === 'POST') ? emptyReply(200) : emptyReply(404);
  }
  if (area !== 'functions') return emptyReply(404);
  if (name === undefined) return isGet ? jsonReply(200, [...parts.functions.values()].map(describe)) : emptyReply(404);
  const fn = parts.functions.get(name);
  if (!fn) return emptyReply(404);
  if (detail === 'status') return isGet ? jsonReply(200, {}) : emptyReply(404);
  if (detail !== undefined) return emptyReply(404);
  if (isGet) return jsonReply(200, describe(fn));
  return request.method === 'POST' ? run(parts, fn, request) : emptyReply(404);
}
