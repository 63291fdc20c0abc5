import { ArmError } from '../arm/arm-error.ts';
import type { ArmRequest } from '../arm/resource-manager.ts';
import type { LocalReply } from '../server.ts';

/** Answers one page of a list; `token` is the query parameter that carries the position (`$skiptoken`, `$skip`). */
export function pageReply(
  request: ArmRequest,
  path: string,
  token: string,
  items: readonly object[],
  pageSize: number,
): LocalReply {
  const from = Number(request.query.get(token) ?? 0);
  if (!Number.isInteger(from) || from < 0) throw new ArmError(400, 'BadRequest', `The ${token} is not valid.`);
  const value = items.slice(from, from + pageSize);
  if (from + pageSize >= items.length) return { status: 200, body: { value } };
  const query = new URLSearchParams(request.query);
  query.set(token, String(from + pageSize));
  return { status: 200, body: { value, nextLink: `${request.origin}${path}?${query}` } };
}
