import type { Incoming } from '../http/incoming.ts';
import { emptyReply, jsonReply, type Reply } from '../http/reply.ts';
import { hasEnded, runtimeStatus, type StatusFilter } from './instance.ts';
import { statusOf } from './status.ts';
import type { TaskHub } from './task-hub.ts';

const tokenHeader = 'x-ms-continuation-token';
const pageSize = 100;

function readFilter(request: Incoming): StatusFilter | string {
  const { query, headers } = request;
  const time = (key: string, otherwise: number) => (query.get(key) ? Date.parse(query.get(key) ?? '') : otherwise);
  const createdFrom = time('createdTimeFrom', 0);
  const createdTo = time('createdTimeTo', Number.MAX_SAFE_INTEGER);
  if (Number.isNaN(createdFrom) || Number.isNaN(createdTo)) return 'createdTimeFrom and createdTimeTo must be dates.';
  const statuses: string[] = [];
  for (const text of (query.get('runtimeStatus') ?? '').split(',').filter((part) => part !== '')) {
    const status = runtimeStatus.safeParse(text);
    if (!status.success && !['ContinuedAsNew', 'Canceled', 'Unknown'].includes(text))
      return `'${text}' is not a runtime status.`;
    statuses.push(text);
  }
  const token = headers[tokenHeader];
  const after = typeof token === 'string' ? Buffer.from(token.trim(), 'base64').toString('utf8') : '';
  const top = Number(query.get('top') ?? pageSize);
  if (!Number.isInteger(top) || top < 1) return 'top must be a whole number above zero.';
  return { after, prefix: query.get('instanceIdPrefix') ?? '', createdFrom, createdTo, statuses, top };
}

/** GET instances/: a page of statuses by instance id; the token of the next page is empty on the last one (recorded). */
export function listInstances(hub: TaskHub, request: Incoming): Reply {
  const filter = readFilter(request);
  if (typeof filter === 'string') return jsonReply(400, { Message: filter });
  const rows = hub.list({ ...filter, top: filter.top + 1 });
  const page = rows.slice(0, filter.top);
  const last = rows.length > filter.top ? (page.at(-1)?.id ?? '') : '';
  const showInput = request.query.get('showInput')?.toLowerCase() !== 'false';
  const content = page.map((row) => statusOf(row, { showInput, showHistoryOutput: false, history: undefined }));
  return jsonReply(200, content, { [tokenHeader]: Buffer.from(last).toString('base64') });
}

/** DELETE instances/: purges the ended instances that match; createdTimeFrom is required. */
export function purgeInstances(hub: TaskHub, request: Incoming): Reply {
  if (!request.query.get('createdTimeFrom'))
    return jsonReply(400, "Please provide value for 'createdTimeFrom' parameter.");
  const filter = readFilter(request);
  if (typeof filter === 'string') return jsonReply(400, { Message: filter });
  const ended = hub.list({ ...filter, after: '', top: Number.MAX_SAFE_INTEGER }).filter((row) => hasEnded(row.status));
  if (ended.length === 0) return emptyReply(404);
  const deleted = ended.reduce((count, row) => count + hub.forget(row.id), 0);
  return jsonReply(200, { instancesDeleted: deleted });
}
