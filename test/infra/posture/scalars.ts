import { triggers } from '../../../local/stack/triggers.ts';
import { isReference, type Shortening, shorteningOf } from '../references.ts';
import { at, type Json, listAt, type Resource } from '../snapshot.ts';

/** One value of a resource; a list of plain values is one. */
export interface Scalar {
  /** Where it stands, elements of a list by what they are called: `properties.securityRules[people].properties.priority`. */
  readonly path: string;
  readonly value: Json;
  /** The keys by which it is found in the resource. */
  readonly at: At;
}

/** Keys and numbers that lead to a value; they go on inside a text of JSON. */
export type At = readonly (string | number)[];

/** The key by which an element of a list is told from the others. */
const naming = ['name', 'category', 'categoryGroup'];
/** A list that is the same in any order. */
const unordered = /(?:Addresses|Fqdns|Ports|actions|Actions|daysOfWeek)$/;

/** Names that stand in a table of their own. */
const { uploads, scans, readingRoom } = triggers;
const tabled = [
  [uploads.ingress.function, '{ingressFunction}'],
  [uploads.ingress.connection, '{ingressConnection}'],
  [uploads.export.function, '{exportFunction}'],
  [uploads.export.connection, '{exportConnection}'],
  [scans.connection, '{scansConnection}'],
  [readingRoom.wake.function, '{wakeFunction}'],
  [readingRoom.wake.connection, '{wakeConnection}'],
] as const;

/** Makes texts of one environment such as those of any other: names, ids, address ranges and the region. */
export interface Likening extends Shortening {
  readonly alike: (text: string) => string;
}

export function likeningOf(resources: readonly Resource[]): Likening {
  const shortening = shorteningOf(resources);
  const ranges = new Map(rangesOf(resources));
  const group = resources.find(({ type, id }) => type.endsWith('/resourceGroups') && id.endsWith('-network'));
  const copies = resources.find(({ type, id }) => type.endsWith('/resourceGroups') && id.endsWith('-copy'));
  const names = resources
    .filter(({ type }) => type.endsWith('/resourceGroups'))
    .map(({ tags }) => tags?.['azd-env-name']);
  const titles = new RegExp(`^Sallyport (?:${[...new Set(names)].join('|')}): `);
  const alike = (text: string): string => {
    const range = ranges.get(text);
    if (range !== undefined) return range;
    if (names.includes(text)) return '{environment}';
    if (text === copies?.location && text !== group?.location) return '{copyRegion}';
    const named = tabled.reduce((whole, [name, word]) => whole.replaceAll(name, word), shortening.short(text));
    const short = named.replace(titles, 'Sallyport {environment}: ');
    return group?.location === undefined ? short : short.replaceAll(group.location, '{region}');
  };
  return { ...shortening, alike };
}

/** Subnets, networks, VPN clients and the firewall, by their address ranges. */
function rangesOf(resources: readonly Resource[]): [string, string][] {
  return resources.flatMap((resource): [string, string][] => {
    const [short = ''] = /^vnet-[a-z]+/.exec(resource.name) ?? [];
    if (resource.type === 'Microsoft.Network/virtualNetworks')
      return [
        ...prefixes(at(resource, 'properties.addressSpace.addressPrefixes')).map((one): [string, string] => [
          one,
          `{${short}}`,
        ]),
        ...listAt(resource, 'properties.subnets').map(({ name, properties }): [string, string] => [
          String(prefixes(properties)[0]),
          `{${String(name)}}`,
        ]),
      ];
    const pool = at(resource, 'properties.vpnClientConfiguration.vpnClientAddressPool.addressPrefixes');
    if (pool !== undefined) return prefixes(pool).map((one) => [one, '{vpn}']);
    if (resource.type !== 'Microsoft.Network/routeTables') return [];
    return listAt(resource, 'properties.routes')
      .flatMap(({ properties }) => prefixes(properties))
      .filter((one) => !one.includes('/'))
      .map((one) => [one, '{firewall}']);
  });
}

/** The address ranges of a list, of a subnet or of a route. */
function prefixes(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'object' || value === null) return [];
  return [value['nextHopIpAddress'] ?? value['addressPrefix']].flatMap((one) =>
    one === undefined ? [] : [String(one)],
  );
}

/** Every value of a resource that does not just name another one: those are held to wiring.json. */
export function scalarsOf(resource: Resource, likening: Likening): Scalar[] {
  const { id, type: _type, name: _name, properties, ...rest } = resource;
  const own = { path: 'name', value: likening.alike(id), at: ['id'] };
  const parts = Object.entries({ ...rest, properties });
  return [own, ...parts.flatMap(([key, value]) => scalarsIn(value, { path: key, at: [key] }, likening))];
}

interface Way {
  readonly path: string;
  readonly at: At;
}

function scalarsIn(value: Json | undefined, way: Way, likening: Likening): Scalar[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return ofText(value, way, likening);
  if (typeof value !== 'object') return [{ ...way, value }];
  if (Array.isArray(value)) return ofList(value, way, likening);
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = `${way.path}.${likening.alike(key)}`;
    return scalarsIn(inner, { path, at: [...way.at, key] }, likening);
  });
}

function ofText(text: string, way: Way, likening: Likening): Scalar[] {
  // Whoever deploys chooses its keys, so that its form is held as one text.
  const isFree = way.path === 'properties.INCIDENT_CLOCKS';
  if (text.startsWith('{"') && !isFree) return scalarsIn(JSON.parse(text), way, likening);
  return isReference(text, keyOf(way.path), likening) ? [] : [{ ...way, value: likening.alike(text) }];
}

function ofList(list: readonly Json[], way: Way, likening: Likening): Scalar[] {
  const texts = list.filter((one) => typeof one === 'string');
  const naming = texts.length === list.length && texts.every((one) => isReference(one, keyOf(way.path), likening));
  if (list.length === 0 || naming) return [];
  if (list.some((one) => typeof one === 'object' && one !== null)) return ofElements(list, way, likening);
  const value = list.map((one) => (typeof one === 'string' ? likening.alike(one) : one));
  return [{ ...way, value: unordered.test(way.path) ? value.toSorted() : value }];
}

/** The elements, and which there are: their names, or how many where they have none. */
function ofElements(list: readonly Json[], { path, at }: Way, likening: Likening): Scalar[] {
  const named = list.map((one, index) => nameOf(one, index, likening));
  const names = named.map(({ name }) => name);
  const there = names.some((name) => !/^\d+$/.test(name)) ? names.toSorted() : list.length;
  return [
    { path: `${path}[]`, value: there, at },
    ...named.flatMap(({ name, rest }, index) =>
      scalarsIn(rest, { path: `${path}[${name}]`, at: [...at, index] }, likening),
    ),
  ];
}

/** What an element calls itself, or its number, and the rest of it. */
function nameOf(element: Json, index: number, likening: Likening): { name: string; rest: Json } {
  if (typeof element !== 'object' || element === null || Array.isArray(element))
    return { name: String(index), rest: element };
  const key = naming.find((one) => typeof element[one] === 'string');
  if (key === undefined) return { name: String(index), rest: element };
  const { [key]: name, ...rest } = element;
  return { name: likening.alike(String(name)).replace(/[[\]]/g, ''), rest };
}

const keyOf = (path: string): string => /(\w+)$/.exec(path)?.[1] ?? '';
