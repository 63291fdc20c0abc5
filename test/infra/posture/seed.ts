import { Chance } from '../../memory/chance.ts';
import type { World } from '../rules/rule.ts';
import type { Json, Resource } from '../snapshot.ts';
import { changed } from './change.ts';
import { judgedIn, type Line, lines } from './judge.ts';
import { type At, likeningOf } from './scalars.ts';

/** A value of a resource that was made another one, by chance. */
export interface SeededFault {
  readonly what: string;
  readonly environment: string;
  readonly after: ReadonlyMap<Resource, Resource>;
}

interface Spot {
  readonly environment: string;
  readonly resource: Resource;
  readonly path: string;
  readonly at: At;
  readonly value: Json;
}

/** Draws faults from the table: a line of it, a resource of which it speaks, and for its value none, that of another resource, or one that is a little off. */
export function seededFaults(worlds: ReadonlyMap<string, World>, seed: number, count: number): SeededFault[] {
  const chance = new Chance(seed);
  const pick = <T>(all: readonly T[]): T => {
    const one = all[Math.floor(chance.next() * all.length)];
    if (one === undefined) throw new Error('there is nothing to draw from');
    return one;
  };
  const spots = spotsByLine(worlds);
  const drawable = lines.filter((line) => spots.has(line));
  return Array.from({ length: count }, () => {
    const line = pick(drawable);
    const all = spots.get(line) ?? [];
    const { environment, resource, path, at, value } = pick(all);
    const others = all.map((spot) => spot.value).filter((other) => JSON.stringify(other) !== JSON.stringify(value));
    const to = pick([() => undefined, () => (others.length > 0 ? pick(others) : off(value)), () => off(value)])();
    const what = `${environment}: ${path} of ${resource.id.split('/').slice(-2).join('/')} becomes ${JSON.stringify(to) ?? 'nothing'}`;
    return { what, environment, after: new Map([[resource, changed(resource, at, to)]]) };
  });
}

function spotsByLine(worlds: ReadonlyMap<string, World>): Map<Line, Spot[]> {
  const spots = [...worlds].flatMap(([environment, { resources }]) => {
    const likening = likeningOf(resources);
    return resources.flatMap((resource) =>
      judgedIn(resource, likening).flatMap(({ path, at, line }) => {
        // A resource without its id is none, and one of another name is another resource.
        if (at === undefined || line === undefined || path === 'name') return [];
        return [{ line, spot: { environment, resource, path, at, value: valueAt(resource, at) } }];
      }),
    );
  });
  return new Map(
    [...Map.groupBy(spots, ({ line }) => line)].map(([line, all]) => [line, all.map(({ spot }) => spot)] as const),
  );
}

function valueAt(resource: Resource, at: At): Json {
  const whole: Json = JSON.parse(JSON.stringify(resource));
  return at.reduce<Json>((value, step) => {
    const inner: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    const found: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined;
    return JSON.parse(JSON.stringify(found ?? null));
  }, whole);
}

/** The same kind of value, a little off. */
export function off(value: Json): Json {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value * 10 + 1;
  if (typeof value === 'string') return `${value.slice(0, -1)}x${value.slice(-1)}`;
  if (Array.isArray(value)) return value.length > 1 ? value.slice(1) : [];
  return null;
}
