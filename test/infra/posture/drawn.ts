import { Chance } from '../../memory/chance.ts';
import type { World } from '../rules/rule.ts';
import type { Json, Resource } from '../snapshot.ts';
import { changed } from './change.ts';
import type { At } from './scalars.ts';
import { off } from './seed.ts';

/** A fault that was drawn from the expanded templates, without a look at any table: the resources that it changes, before and after. */
export interface DrawnFault {
  readonly what: string;
  readonly environment: string;
  readonly after: ReadonlyMap<Resource, Resource>;
}

interface Leaf {
  readonly resource: Resource;
  readonly at: At;
  readonly value: Json;
}

/** What a resource is called is no value of it. */
const own = new Set(['id', 'type', 'name']);

/** Draws faults by chance: a line is deleted, two values of a kind change places, or a literal becomes another one. Each line of each type weighs alike, however many resources have it. */
export function drawnFaults(worlds: ReadonlyMap<string, World>, seed: number, count: number): DrawnFault[] {
  const chance = new Chance(seed);
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(chance.next() * all.length)];
  const leaves = [...worlds].flatMap(([environment, { resources }]) =>
    resources.flatMap((resource) => leavesOf(resource).map((leaf) => ({ environment, ...leaf }))),
  );
  const lines = [...Map.groupBy(leaves, ({ resource, at }) => `${resource.type} ${lineOf(at)}`).values()];
  const draw = (): DrawnFault | undefined => {
    const leaf = pick(pick(lines) ?? []);
    if (leaf === undefined) return undefined;
    const { environment, resource, at, value } = leaf;
    const said = (what: string) =>
      `${environment}: ${at.join('.')} of ${resource.id.split('/').slice(-2).join('/')} ${what}`;
    const becomes = (what: string, to: Json | undefined): DrawnFault => {
      return { what: said(what), environment, after: new Map([[resource, changed(resource, at, to)]]) };
    };
    const how = pick(['delete', 'swap', 'change']);
    if (how === 'delete') return becomes('is deleted', undefined);
    if (how === 'change') return becomes(`becomes ${JSON.stringify(off(value))}`, off(value));
    const alike = leaves.filter((one) => one.environment === environment && isLike(one, leaf));
    const inside = alike.filter((one) => one.resource === resource);
    const other = pick(inside.length > 0 ? inside : alike);
    if (other === undefined) return undefined;
    const first = changed(resource, at, other.value);
    const what = said(`and ${other.at.join('.')} of ${other.resource.id.split('/').at(-1)} change places`);
    const after: [Resource, Resource][] =
      other.resource === resource
        ? [[resource, changed(first, other.at, value)]]
        : [
            [resource, first],
            [other.resource, changed(other.resource, other.at, value)],
          ];
    return { what, environment, after: new Map(after) };
  };
  const faults: DrawnFault[] = [];
  while (faults.length < count) faults.push(...[draw() ?? []].flat());
  return faults;
}

const lineOf = (at: At): string => at.filter((step) => typeof step === 'string').join('.');

/** Two values of one kind: of one type of resource, under one key, different. */
function isLike(one: Leaf, other: Leaf): boolean {
  return (
    one.resource.type === other.resource.type &&
    one.at.at(-1) === other.at.at(-1) &&
    typeof one.value === typeof other.value &&
    one.value !== other.value
  );
}

function leavesOf(resource: Resource): Leaf[] {
  const walk = (value: Json | undefined, at: At): Leaf[] => {
    if (value === undefined || value === null) return [];
    if (typeof value !== 'object') return [{ resource, at, value }];
    const entries: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    return entries.flatMap(([key, inner]) => walk(inner, [...at, key]));
  };
  return Object.entries(resource).flatMap(([key, value]) => (own.has(key) ? [] : walk(value, [key])));
}
