import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchRoute, parseRoute, type RouteTemplate } from '../../local/host/http/route-template.ts';
import { api } from '../../src/app/api.ts';
import { type RoomServices, roomRoutes } from '../../src/inspector/routes.ts';

interface Route {
  readonly name: string;
  readonly methods: readonly string[];
  readonly path: string;
}
const control: Route[] = Object.entries(api).map(([name, { methods, path }]) => ({ name, methods, path }));
// Its routes are only listed, so it needs nothing.
const noServices: RoomServices = JSON.parse('{}');
const apps: (readonly [string, readonly Route[]])[] = [
  ['control plane', control],
  ['reading room', roomRoutes(noServices)],
];

/**
 * A path that both templates match, built segment by segment; undefined when there is none: they have another number of segments, or differ
 * in fixed text at the same place. Throws for what templates of ours do not use.
 */
function sharedPath(one: RouteTemplate, other: RouteTemplate): string[] | undefined {
  if (one.segments.length !== other.segments.length) return undefined;
  const path: string[] = [];
  for (const [at, segment] of one.segments.entries()) {
    const [text, otherText] = [fixedText(segment), fixedText(other.segments[at] ?? segment)];
    if (text !== undefined && otherText !== undefined && text.toLowerCase() !== otherText.toLowerCase())
      return undefined;
    path.push(text ?? otherText ?? 'anything');
  }
  return path;
}

function fixedText(segment: RouteTemplate['segments'][number]): string | undefined {
  if (segment.kind === 'literal') return segment.text;
  if (segment.optional || segment.rest || segment.constraint !== undefined)
    throw new Error(`{${segment.name}} may be missing, longer than a segment, or no text: no shared path can be built`);
  return undefined;
}

describe.each(apps)('the routes of the %s', (_, routes) => {
  it('share no path with another of the same method: the host of Azure would take the first by name', () => {
    const pairs = routes.flatMap((one, at) => routes.slice(at + 1).map((other) => [one, other] as const));
    const ofOneMethod = pairs.filter(([one, other]) => one.methods.some((method) => other.methods.includes(method)));
    expect(ofOneMethod.length).toBeGreaterThan(routes.length);
    const shared = ofOneMethod.flatMap(([one, other]) => {
      const path = sharedPath(parseRoute(one.path), parseRoute(other.path));
      return path === undefined ? [] : [`${one.name} and ${other.name}: ${path.join('/')}`];
    });
    expect(shared).toEqual([]);
  });
});

describe('the path that two templates share', () => {
  const word = fc.constantFrom('a', 'b', 'A');
  const template = fc
    .array(fc.oneof(word, fc.constantFrom('{x}', '{y}')), { minLength: 1, maxLength: 4 })
    .filter(
      (parts) => new Set(parts.filter((part) => part.startsWith('{'))).size === parts.join('').split('{').length - 1,
    )
    .map((parts) => parseRoute(parts.join('/')));

  it('is matched by both, and where none is built no path is', () => {
    const paths = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 20, maxLength: 40 });
    fc.assert(
      fc.property(template, template, paths, (one, other, tried) => {
        const shared = sharedPath(one, other);
        const isMatchedByBoth = (path: string[]) =>
          [one, other].every((route) => matchRoute(route, path) !== undefined);
        if (shared === undefined) expect(tried.filter(isMatchedByBoth)).toEqual([]);
        else expect(isMatchedByBoth(shared)).toBe(true);
      }),
      { numRuns: 2000, seed: 26 },
    );
  });
});
