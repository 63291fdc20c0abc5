import type { Incoming } from '../http/incoming.ts';
import { emptyReply, jsonReply, type Reply } from '../http/reply.ts';
import { runtimeStatus, type StatusFilter } from './instance.ts';
import { statusOf } from './status.ts';
import type { TaskHub } from './task-hub.ts';

const tokenHeader = 'x-ms-continuation-token';
const pageSize = 100;

/** Reads the filters of a query. What cannot be read is left out, as the extension does it (recorded). */
function readFilter(request: Incoming): StatusFilter {
  const { query, headers } = request;
  const time = (key: string, otherwise: number) => timeOf(query.get(key)) ?? otherwise;
  const token = headers[tokenHeader];
  const top = Number(query.get('top') ?? pageSize);
  return {
    after: typeof token === 'string' ? Buffer.from(token.trim(), 'base64').toString('utf8') : '',
    prefix: query.get('instanceIdPrefix') ?? '',
    createdFrom: time('createdTimeFrom', 0),
    createdTo: time('createdTimeTo', Number.MAX_SAFE_INTEGER),
    statuses: (query.get('runtimeStatus') ?? '').split(',').filter((text) => statuses.includes(text)),
    top: Number.isInteger(top) && top > 0 ? top : pageSize,
  };
}

function timeOf(text: string | null): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

const ended = ['Completed', 'Failed', 'Terminated', 'Canceled'];
const statuses: readonly string[] = [...runtimeStatus.options, 'ContinuedAsNew', 'Canceled', 'Unknown'];

/** GET instances/: a page of statuses by instance id; the token of the next page is empty on the last one (recorded). */
export function listInstances(hub: TaskHub, request: Incoming): Reply {
  const filter = readFilter(request);
  const rows = hub.list({ ...filter, top: filter.top + 1 });
  const page = rows.slice(0, filter.top);
  const last = rows.length > filter.top ? (page.at(-1)?.id ?? '') : '';
  const showInput = request.query.get('showInput')?.toLowerCase() !== 'false';
  const content = page.map((row) => statusOf(row, { showInput, showHistoryOutput: false, history: undefined }));
  return jsonReply(200, content, { [tokenHeader]: Buffer.from(last).toString('base64') });
}

/**
 * DELETE instances/: purges what matches; createdTimeFrom is required. The extension looks only at states in which an instance
 * has ended: without one of them it purges everything in that time, running instances too (recorded).
 */
export function purgeInstances(hub: TaskHub, request: Incoming): Reply {
  if (timeOf(request.query.get('createdTimeFrom')) === undefined)
    return jsonReply(400, "Please provide value for 'createdTimeFrom' parameter.");
  const filter = readFilter(request);
  const among = filter.statuses.filter((status) => ended.includes(status));
  const found = hub.list({ ...filter, statuses: among, after: '', top: Number.MAX_SAFE_INTEGER });
  if (found.length === 0) return emptyReply(404);
  const deleted = found.reduce((count, row) => count + hub.forget(row.id), 0);
  return jsonReply(200, { instancesDeleted: deleted });
}
