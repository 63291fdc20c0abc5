import { matchRoute, parseRoute } from '../../local/host/http/route-template.ts';
import type { Description } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import { keepAnswer } from './kept.ts';

const origins = new Set<string>();

/** From now on every answer that this process fetches from the app at that address is held to its description. */
export function checkAnswersOf(baseUrl: string): void {
  if (origins.size === 0) globalThis.fetch = checking(globalThis.fetch);
  origins.add(new URL(baseUrl).origin);
}

function checking(bare: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await bare(input, init);
    const { origin, pathname } = new URL(response.url);
    const method = response.redirected ? 'GET' : (init?.method ?? 'GET');
    const found = origins.has(origin) ? routeOf(method, pathname) : undefined;
    if (found !== undefined) await keep(found, method, response);
    return response;
  };
}

/** JSON is read from a copy; whatever else the body is goes by as it comes. */
async function keep([name, description]: Described, method: string, response: Response): Promise<void> {
  const type = response.headers.get('content-type');
  const isJson = type !== null && /^application\/(problem\+)?json/.test(type);
  const text = isJson ? await response.clone().text() : undefined;
  keepAnswer(name, description, { method, status: response.status, type, text });
}

type Described = readonly [name: string, description: Description];

/** The route that the host takes for the path; undefined for one that is none of ours. */
function routeOf(method: string, pathname: string): Described | undefined {
  // The host answers what cannot be decoded by itself.
  if (/%(?![0-9a-f]{2})/i.test(pathname)) return undefined;
  const [, prefix, ...path] = pathname.split('/').map(decodeURIComponent);
  const routes: readonly Described[] = Object.entries(api);
  return routes
    .filter(([, { methods }]) => prefix === 'api' && methods.some((one) => one === method))
    .map((route) => ({ route, template: parseRoute(route[1].path) }))
    .find(({ template }) => matchRoute(template, path) !== undefined)?.route;
}
