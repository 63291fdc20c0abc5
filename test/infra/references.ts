import type { Json, Resource } from './snapshot.ts';

/** One place in a resource that names another one. */
export interface Reference {
  /** Where it stands, such as `subnets.compute.properties.routeTable.id`; elements of a list by their names. */
  readonly path: string;
  /** The text as it stands there. */
  readonly text: string;
  /** What it names, in short: an expression or a query counts as all the resources in it. */
  readonly names: readonly string[];
  /** The same resource with another text in this place. */
  readonly with: (text: string) => Resource;
}

/** How the names and ids of one environment are made short, and the resource ids in a text. */
export interface Shortening {
  readonly short: (text: string) => string;
  readonly named: (text: string) => string[];
  readonly ids: (text: string) => string[];
}

/** Keys whose value names something of ours although it has no mark of the environment in it. */
const alwaysNaming =
  /^(?:referenceName|principalId|policyDefinitionId|groupIds?|subresourceTarget|(?:container|blobContainer|queue)Name|container)$/;
/** Keys under which a resource says what it is called itself. */
const ownName = /^(?:name|friendlyName|customNetworkInterfaceName|username)$/;

/** What gives the name and the token of an environment away, and those of a hub. */
const marks = [
  /\/resourceGroups\/rg-(?<environment>.+)-control\/providers\/Microsoft\.EventGrid\/systemTopics\/egst-public-(?<token>\w{13})/,
  /\/resourceGroups\/rg-(?<environment>.+)-network\/providers\/Microsoft\.Network\/azureFirewalls\/afw-(?<token>\w{13})/,
];
const anyOf = (words: readonly (string | undefined)[]): string => `(?:${[...new Set(words)].join('|') || '-'})`;

/**
 * Shortens ids and names: `control/storageAccounts/stpub` instead of a resource id, `stpub` instead of a name with the token of the
 * environment. Nothing that differs between two environments is left; a hub
 * counts as a part of the environment that stands on it.
 */
export function shorteningOf(resources: readonly Resource[]): Shortening {
  const ids = resources.map(({ id }) => id);
  const found = marks.flatMap((mark) =>
    ids.flatMap((id) => [mark.exec(id)?.groups].filter((one) => one !== undefined)),
  );
  const environment = anyOf(found.map((groups) => groups['environment']));
  const token = anyOf(found.map((groups) => groups['token']));
  const group = new RegExp(
    `/subscriptions/[0-9a-f-]{36}/resourceGroups/rg-${environment}-([a-z-]+)/providers/[\\w.]+/`,
    'g',
  );
  const suffix = new RegExp(`-?${token}`, 'g');
  const ownGroups = new RegExp(`rg-${environment}-`, 'g');
  const ownRoles = new RegExp(`sallyport-${environment}-`, 'g');
  const short = (text: string): string =>
    wholeOf(text)
      .replace(group, '$1/')
      .replace(/\/subscriptions\/[0-9a-f-]{36}\/providers\/[\w.]+\//g, 'subscription/')
      .replace(/^\/providers\/[\w.]+\//, 'azure/')
      .replace(/\/providers\/[\w.]+\//g, '/')
      .replace(ownGroups, 'rg-')
      .replace(ownRoles, 'sallyport-')
      .replace(suffix, '');
  // A function of the app, a resource id, with the property that is asked of it, or a name with the token and the host that it is part of.
  const mention = new RegExp(
    `Host\\.Functions\\.\\w+|/subscriptions/[^'"\\s]+(?:', '[\\d-]+'\\)\\.(?:\\w+\\.)*\\w+)?|rg-${environment}-[a-z-]+|[a-z][a-z-]*${token}[a-z.]*`,
    'g',
  );
  const named = (text: string): string[] => {
    if (!/^\[|\s/.test(text)) return [short(text)];
    const found = [...text.matchAll(mention)].map(([one]) => short(one.replace(/', '[\d-]+'\)/, '')));
    return [...new Set(found)];
  };
  return { short, named, ids: (text) => text.match(/\/subscriptions\/[^'"\s]+/g) ?? [] };
}

/** A query of an environment on a hub asks for rows of its own groups; what it names besides counts (`ownRowsAlone`). */
const ownRows = / \| where tostring\(split\(_ResourceId, '{1,2}\/'{1,2}\)\[4\]\) in~ \(([^)]*)\)/g;
const wholeOf = (text: string): string => text.replace(ownRows, '');

/** The groups whose rows a query asks for, once for each table. */
export function rowsAskedFor(query: string): string[][] {
  return [...query.matchAll(ownRows)].map(([, groups = '']) => groups.replaceAll("'", '').split(', '));
}

/** Whether the text under this key names something, and nothing else stands in it. */
export function isReference(text: string, key: string, { short }: Shortening): boolean {
  return !/^\[|\s/.test(text) && (short(text) !== text || alwaysNaming.test(key));
}

/** Every place of a resource that names another one. */
export function referencesOf(resource: Resource, shortening: Shortening): Reference[] {
  const { properties, identity } = resource;
  return [
    ...placesIn(properties, '', (next) => ({ ...resource, properties: objectOf(next) }), shortening),
    ...placesIn(identity ?? {}, 'identity', (next) => ({ ...resource, identity: objectOf(next) }), shortening),
  ];
}

type Rebuild = (value: Json) => Resource;

function placesIn(value: Json, path: string, rebuild: Rebuild, shortening: Shortening): Reference[] {
  if (typeof value === 'string') return placesInText(value, path, rebuild, shortening);
  if (Array.isArray(value))
    return value.flatMap((element, index) =>
      placesIn(element, nameOf(element, path, shortening), (next) => rebuild(value.with(index, next)), shortening),
    );
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key.startsWith('/subscriptions/')) return [placeOfKey(value, key, path, rebuild, shortening)];
    if (ownName.test(key)) return [];
    const place = path === '' ? key : `${path}.${key}`;
    return placesIn(inner, place, (next) => rebuild({ ...value, [key]: next }), shortening);
  });
}

function placesInText(whole: string, path: string, rebuild: Rebuild, shortening: Shortening): Reference[] {
  const text = wholeOf(whole);
  if (text.startsWith('{"') && shortening.short(text) !== text)
    return placesIn(JSON.parse(text), path, (next) => rebuild(JSON.stringify(next)), shortening);
  const naming = shortening.short(text) !== text || alwaysNaming.test(path.split('.').at(-1) ?? '');
  return naming ? [{ path, text, names: shortening.named(text), with: rebuild }] : [];
}

/** Identities stand as the keys of an object. */
function placeOfKey(
  owner: Record<string, Json>,
  key: string,
  path: string,
  rebuild: Rebuild,
  { named }: Shortening,
): Reference {
  const renamed = (text: string) =>
    Object.fromEntries(Object.entries(owner).map(([one, inner]) => [one === key ? text : one, inner]));
  const place = path.replace('.userAssignedIdentities', '');
  return { path: place, text: key, names: named(key), with: (text) => rebuild(renamed(text)) };
}

function nameOf(element: Json, path: string, { short }: Shortening): string {
  const name = typeof element === 'object' && element !== null && !Array.isArray(element) ? element['name'] : undefined;
  return typeof name === 'string' ? `${path}.${short(name)}` : path;
}

function objectOf(value: Json): Record<string, Json> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object');
  return value;
}
