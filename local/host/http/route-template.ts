/** One segment of a route: fixed text, or a parameter that may be optional, constrained or take the rest. */
type RouteSegment =
  | { kind: 'literal'; text: string }
  | { kind: 'parameter'; name: string; optional: boolean; rest: boolean; constraint: string | undefined };

/** A parsed route template. */
export interface RouteTemplate {
  text: string;
  segments: RouteSegment[];
}

const constraints: Record<string, RegExp> = {
  int: /^-?\d{1,10}$/,
  long: /^-?\d{1,19}$/,
  bool: /^(true|false)$/i,
  alpha: /^[a-z]+$/i,
  guid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
};

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

function rank(segment: RouteSegment | undefined): number {
  if (!segment) return 0;
  if (segment.kind === 'literal') return 1;
  if (segment.rest) return segment.constraint ? 4 : 5;
  return segment.constraint ? 2 : 3;
}

/** Orders templates as ASP.NET does: segment by segment, fixed text before constrained parameters before others before the rest. */
export function comparePrecedence(left: RouteTemplate, right: RouteTemplate): number {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let at = 0; at < length; at++) {
    const difference = rank(left.segments[at]) - rank(right.segments[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Matches decoded path segments; returns the parameters, or undefined when the path is another one. */
export function matchRoute(template: RouteTemplate, path: readonly string[]): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [at, segment] of template.segments.entries()) {
    const value = path[at];
    if (segment.kind === 'literal') {
      if (value?.toLowerCase() !== segment.text.toLowerCase()) return undefined;
      continue;
    }
    if (segment.rest) {
      if (value !== undefined) found[segment.name] = path.slice(at).join('/');
      return found;
    }
    if (value === undefined) return segment.optional ? found : undefined;
    if (segment.constraint && !constraints[segment.constraint]?.test(value)) return undefined;
    found[segment.name] = value;
  }
  return path.length > template.segments.length ? undefined : found;
}
