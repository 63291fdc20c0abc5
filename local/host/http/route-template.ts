/** One segment of a route: fixed text, or a parameter that may be optional, constrained or take the rest. */
type RouteSegment =
  | { kind: 'literal'; text: string }
  | { kind: 'parameter'; name: string; optional: boolean; rest: boolean; constraint: string | undefined };

/** A parsed route template. */
export interface RouteTemplate {
  text: string;
  segments: RouteSegment[];
}

/** Which values each constraint takes, as the constraints of ASP.NET do. */
const constraints: Record<string, (value: string) => boolean> = {
  int: (value) => isInteger(value, 32),
  long: (value) => isInteger(value, 64),
  bool: (value) => /^\s*(true|false)\s*$/i.test(value),
  alpha: (value) => /^[a-z]+$/i.test(value),
  guid: isGuid,
  'maxlength(0)': (value) => value === '',
};

function isInteger(value: string, bits: number): boolean {
  const [, sign, digits] = /^[\t-\r ]*([+-]?)([0-9]+)[\t-\r ]*$/.exec(value) ?? [];
  if (digits === undefined) return false;
  const beyond = 2n ** BigInt(bits - 1);
  return sign === '-' ? BigInt(digits) <= beyond : BigInt(digits) < beyond;
}

function isGuid(value: string): boolean {
  const dashed = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
  return new RegExp(`^\\s*([0-9a-f]{32}|${dashed}|\\{${dashed}\\}|\\(${dashed}\\))\\s*$`, 'i').test(value);
}

function parseSegment(segment: string, route: string, isLast: boolean): RouteSegment {
  const parameter = /^\{(\*{0,2})([A-Za-z_][A-Za-z0-9_-]*)(?::([^?}]+))?(\?)?\}$/.exec(segment);
  if (!parameter) {
    if (/[{}]/.test(segment))
      throw new Error(`The route '${route}' is refused: '${segment}' must be fixed text or one parameter.`);
    return { kind: 'literal', text: segment };
  }
  const [, star = '', name = '', constraint, optional] = parameter;
  if (constraint !== undefined && !constraints[constraint])
    throw new Error(`The route '${route}' is refused: this host does not know the constraint '${constraint}'.`);
  if ((star || optional) && !isLast)
    throw new Error(`The route '${route}' is refused: only the last segment may be optional or take the rest.`);
  return { kind: 'parameter', name, optional: optional !== undefined, rest: star !== '', constraint };
}

/** Parses a route template; throws when Azure refuses it (`admin`, `runtime`) or when this host does not run it. */
export function parseRoute(route: string): RouteTemplate {
  const text = route.replace(/^\/+|\/+$/g, '');
  if (/^(admin|runtime)/i.test(text))
    throw new Error(`The route '${route}' is refused: a route may not start with 'admin' or 'runtime'.`);
  const parts = text === '' ? [] : text.split('/');
  return { text, segments: parts.map((part, at) => parseSegment(part, route, at === parts.length - 1)) };
}

/**
 * Matches path segments; returns the parameters, or undefined when the path is another one. One slash at the end does not count.
 * An empty segment matches nothing, but what a catch-all takes after its first segment it takes as it is.
 */
export function matchRoute(template: RouteTemplate, path: readonly string[]): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  const length = path.at(-1) === '' ? path.length - 1 : path.length;
  for (const [at, segment] of template.segments.entries()) {
    const value = at < length ? path[at] : undefined;
    if (value === '') return undefined;
    if (segment.kind === 'literal') {
      if (value?.toLowerCase() !== segment.text.toLowerCase()) return undefined;
      continue;
    }
    if (value === undefined) return segment.optional || (segment.rest && !segment.constraint) ? found : undefined;
    const taken = segment.rest ? path.slice(at).join('/') : value;
    if (segment.constraint && !constraints[segment.constraint]?.(taken)) return undefined;
    found[segment.name] = taken;
    if (segment.rest) return found;
  }
  return length > template.segments.length ? undefined : found;
}
