import type { World } from '../rules/rule.ts';
import { at, type Json, type Resource } from '../snapshot.ts';
import { type At, type Likening, likeningOf, type Scalar, scalarsOf } from './scalars.ts';
import { digestOf, type Expected, fits, formOf, type Place, posture, settle } from './table.ts';

/** A line of infra/posture.json. */
export interface Line {
  readonly type: string;
  readonly path: string;
  readonly why: string;
  readonly expected: Expected;
}

const under = '.**';

/** What an environment can have, by the types that show it. */
const parts: Readonly<Record<string, RegExp>> = {
  bastion: /\/bastionHosts\//,
  copy: /\/storageAccounts\/stsaf\w+$/,
  desktops: /\/hostPools\//,
  firewall: /\/azureFirewalls\//,
  keys: /\/vaults\/[^/]+\/keys\//,
  machineLearning: /\/workspaces\/mlw-[^/]+$/,
  mail: /\/communicationServices\//,
  release: /\/storageAccounts\/strel\w+$/,
  room: /\/sites\/func-room-/,
  scans: /\/topics\/evgt-scans-/,
  scheduler: /\/schedulers\/dts-/,
  vpn: /\/virtualNetworkGateways\//,
};

/** Which of them this one has; `zones` where something lies in one, `paired` where the secure account is copied to the paired region. */
function partsOf(resources: readonly Resource[]): Set<string> {
  const found = Object.entries(parts).filter(([, form]) => resources.some(({ id }) => form.test(id)));
  const zonal = resources.some(({ zones }) => (zones ?? []).length > 0);
  const secure = resources.find(({ id }) => /\/storageAccounts\/stsec\w+$/.test(id));
  const paired = secure !== undefined && String(at(secure, 'sku.name')).startsWith('Standard_G');
  return new Set([...found.map(([name]) => name), ...(zonal ? ['zones'] : []), ...(paired ? ['paired'] : [])]);
}

/** Every line of the table. */
export const lines: readonly Line[] = Object.entries(posture.types).flatMap(([type, groups]) =>
  groups.flatMap(({ why, expect }) =>
    Object.entries(expect).map(([path, expected]) => ({ type, path, why, expected })),
  ),
);

interface Sorted {
  readonly exact: ReadonlyMap<string, Line>;
  readonly forms: readonly { readonly line: Line; readonly form: RegExp }[];
  readonly whole: readonly Line[];
}

const sorted = new Map<string, Sorted>();

function sortedOf(type: string): Sorted {
  const known = sorted.get(type);
  if (known !== undefined) return known;
  const own = lines.filter((line) => line.type === type);
  const plain = own.filter(({ path }) => !path.endsWith(under));
  const made = {
    exact: new Map(plain.filter(({ path }) => !path.includes('*')).map((line) => [line.path, line])),
    forms: plain.filter(({ path }) => path.includes('*')).map((line) => ({ line, form: formOf(line.path, '.') })),
    whole: own.filter(({ path }) => path.endsWith(under)),
  };
  sorted.set(type, made);
  return made;
}

/** A value with the line that speaks of it. */
export interface Judged {
  readonly path: string;
  readonly value: Json;
  readonly line: Line | undefined;
  /** Where it stands in the resource, if it is one value and there. */
  readonly at?: At;
}

/** Every value of a resource, and every one that is missing (null), each with its line. */
export function judgedIn(resource: Resource, likening: Likening): Judged[] {
  const { exact, forms, whole } = sortedOf(resource.type);
  const all = scalarsOf(resource, likening);
  const below = whole.map((line) => ({ line, start: line.path.slice(0, -under.length) }));
  const isBelow = (path: string, start: string) => path.startsWith(`${start}.`) || path.startsWith(`${start}[`);
  const single = all.filter(({ path }) => !below.some(({ start }) => isBelow(path, start)));
  const there = new Set(single.map(({ path }) => path));
  const missing = [
    ...[...exact].filter(([path]) => !there.has(path)).map(([path, line]) => ({ path, value: null, line })),
    ...forms.flatMap(({ line }) => missingOf(line, single, there)),
  ];
  return [
    ...single.map(({ path, value, at }) => ({
      ...{ path, value, at },
      line: exact.get(path) ?? forms.find(({ form }) => form.test(path))?.line,
    })),
    ...missing,
    ...below.map(({ line, start }) => {
      const found = all.filter(({ path }) => isBelow(path, start));
      return {
        path: line.path,
        value: found.length === 0 ? null : found.map(({ path, value }) => [path, value]),
        line,
      };
    }),
  ];
}

/** Elements of a list, or keys, that are there without what the line speaks of. */
function missingOf(line: Line, scalars: readonly Scalar[], there: ReadonlySet<string>): Judged[] {
  const last = line.path.lastIndexOf('*');
  const isList = line.path[last + 1] === ']';
  const start = line.path.slice(0, isList ? last - 1 : last + 1);
  const owners = isList ? elementsOf(start, scalars) : keysOf(start, scalars);
  return [...owners]
    .map((owner) => `${owner}${line.path.slice(isList ? last + 2 : last + 1)}`)
    .filter((path) => !there.has(path))
    .map((path) => ({ path, value: null, line }));
}

function elementsOf(list: string, scalars: readonly Scalar[]): string[] {
  const form = formOf(`${list}[]`, '.');
  return scalars
    .filter(({ path }) => form.test(path))
    .flatMap(({ path, value }) => {
      const names = Array.isArray(value) ? value : Array.from({ length: Number(value) }, (_, index) => index);
      return names.map((name) => `${path.slice(0, -1)}${name}]`);
    });
}

function keysOf(start: string, scalars: readonly Scalar[]): Set<string> {
  const form = new RegExp(`${formOf(start, '.').source.slice(0, -1)}(?=[.[]|$)`);
  return new Set(scalars.flatMap(({ path }) => form.exec(path)?.[0] ?? []));
}

/** Finds what is not as the table says in single resources of an environment. */
export function postureOf(world: World): (resource: Resource) => string[] {
  const likening = likeningOf(world.resources);
  const has = partsOf(world.resources);
  return (resource) => {
    const place: Place = { name: likening.alike(resource.id), has };
    return judgedIn(resource, likening).flatMap(({ path, value, line }) => {
      const is = `${place.name}: ${path} is ${shown(value)}`;
      if (line === undefined) return [`${is}; infra/posture.json has no line for it`];
      const wanted = settle(line.expected, place);
      const digest = wanted !== null && typeof wanted === 'object' && 'digest' in wanted;
      const seen = digest && value !== null ? `${is}, digest ${digestOf(value)},` : is;
      return fits(value, wanted) ? [] : [`${seen} and must be ${shown(wanted)} (${line.why})`];
    });
  };
}

function shown(value: unknown): string {
  const text = value === null ? 'missing' : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
