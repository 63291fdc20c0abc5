import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readRoleMatrix } from '../../../local/azure/roles.ts';
import { triggers } from '../../../local/stack/triggers.ts';
import { type Reference, referencesOf, type Shortening, shorteningOf } from '../references.ts';
import { listAt, type Resource } from '../snapshot.ts';
import { ofType, type Rule, type World } from './rule.ts';

const ports = z.record(z.string(), z.array(z.string()));
const target = z.union([z.string(), z.array(z.string())]);

/** infra/wiring.json: what each reference of each resource must point to. */
export const wiring = z
  .strictObject({
    $comment: z.string(),
    standIns: z.record(z.string(), z.string()),
    planned: z.array(z.string()),
    delegations: z.record(z.string(), z.string()),
    endpointGroups: z.record(z.string(), z.string()),
    flows: z.record(z.string(), z.partialRecord(z.enum(['Inbound', 'Outbound']), ports)),
    wires: z.record(z.string(), z.record(z.string(), target)),
  })
  .parse(JSON.parse(readFileSync(new URL('../../../infra/wiring.json', import.meta.url), 'utf8')));

/** Types whose references have rules of their own: roles.json says who has which role, the flows say what a pipeline touches. */
const judgedElsewhere = new Set([
  'Microsoft.Authorization/roleAssignments',
  'Microsoft.DataFactory/factories/pipelines',
]);

/** One line of the table that is about a resource: the path, what must stand there, and whether it may be left out. */
interface Wire {
  readonly line: string;
  readonly path: RegExp;
  readonly written: string;
  readonly wanted: (captured: Readonly<Record<string, string>>) => string[];
  readonly optional: boolean;
}

/** Names that stand in tables of their own. */
const tabled: Readonly<Record<string, string>> = {
  ...readRoleMatrix(new URL('../../../infra/roles.json', import.meta.url)).builtInRoles,
  ingressConnection: triggers.uploads.ingress.connection,
  ingressFunction: triggers.uploads.ingress.function,
  exportConnection: triggers.uploads.export.connection,
  exportFunction: triggers.uploads.export.function,
  scansConnection: triggers.scans.connection,
  wakeConnection: triggers.readingRoom.wake.connection,
  wakeFunction: triggers.readingRoom.wake.function,
};

const rows = Object.entries(wiring.wires).map(([of, wires]) => ({ of, form: formOf(fill(of, tabled), '/'), wires }));

function fill(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{([\w-]+)\}/g, (all, word) => words[word] ?? all);
}

/** `*` stands for anything, `{word}` for one part of a name or path, which the target repeats. */
function formOf(pattern: string, border: string): RegExp {
  const escaped = pattern.replace(/[.+?^$()[\]\\|]/g, '\\$&').replaceAll('*', '.+');
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, (_all, word) => `(?<${word}>[^${border}]+)`)}$`);
}

/** Finds what is wrong with the references of single resources of an environment. */
export function wiringOf(world: World): (resource: Resource) => string[] {
  const shortening = shorteningOf(world.resources);
  const there = deployed(world);
  const words = { ...tabled, ...standIns(world) };
  const whole = ofType(world, 'Microsoft.Resources/resourceGroups').length > 0;
  return (resource) => {
    if (judgedElsewhere.has(resource.type)) return [];
    const name = shortening.short(resource.id);
    const wires = wiresOf(name, words);
    const found = Map.groupBy(referencesOf(resource, shortening), ({ path }) => path);
    const absent = wires
      .filter(({ optional, path }) => !optional && ![...found.keys()].some((one) => path.test(one)))
      .map(({ written, wanted }) => `${name}: ${written} points nowhere and must point to ${wanted({}).join(' and ')}`);
    return [
      ...absent,
      ...[...found].flatMap(([path, references]) => [
        ...misdirected(name, path, references, wires),
        ...(whole ? astray(name, references, there, shortening) : []),
      ]),
    ];
  };
}

function misdirected(name: string, path: string, references: readonly Reference[], wires: readonly Wire[]): string[] {
  const actual = [...new Set(references.flatMap(({ names }) => names))].sort();
  const wire = wires.find((one) => one.path.test(path));
  if (!wire) return [`${name}: ${path} points to ${actual.join(' and ')}; infra/wiring.json has no line for it`];
  const wanted = wire.wanted(wire.path.exec(path)?.groups ?? {});
  return actual.join() === wanted.join()
    ? []
    : [`${name}: ${path} points to ${actual.join(' and ')} and must point to ${wanted.join(' and ')}`];
}

function astray(
  name: string,
  references: readonly Reference[],
  there: ReadonlySet<string>,
  { ids, short }: Shortening,
): string[] {
  return references.flatMap(({ path, text }) =>
    ids(text)
      .filter((id) => !there.has(id.toLowerCase()) && !wiring.planned.includes(short(id)))
      .map((id) => `${name}: ${path} points to ${short(id)}, which is not deployed`),
  );
}

/** Ids of everything that an environment deploys, subnets included. */
function deployed(world: World): Set<string> {
  const subnets = ofType(world, 'Microsoft.Network/virtualNetworks').flatMap((network) =>
    listAt(network, 'properties.subnets').map(({ name }) => `${network.id}/subnets/${name}`),
  );
  return new Set([...world.resources.map(({ id }) => id), ...subnets].map((id) => id.toLowerCase()));
}

function wiresOf(name: string, words: Readonly<Record<string, string>>): Wire[] {
  return rows.flatMap(({ of, form, wires }) => {
    const match = form.exec(name);
    if (match === null) return [];
    const captured = { ...words, ...match.groups };
    return Object.entries(wires).map(([key, targets]) => {
      const written = key.replace(/\?$/, '');
      return {
        line: `${of} ${key}`,
        written,
        path: formOf(fill(written, captured), '.'),
        optional: key.endsWith('?'),
        wanted: (more) => [...new Set([targets].flat().map((text) => fill(text, { ...captured, ...more })))].sort(),
      };
    });
  });
}

/** What another resource stands in for when it is not deployed. */
function standIns(world: World): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wiring.standIns).map(([name, other]) => [
      name,
      world.resources.some((one) => one.name.split('/').at(-1)?.startsWith(name)) ? name : other,
    ]),
  );
}

/** The lines of infra/wiring.json that say something about an environment. */
export function linesUsed(world: World): Set<string> {
  const shortening = shorteningOf(world.resources);
  const words = { ...tabled, ...standIns(world) };
  return new Set(
    world.resources.flatMap((resource) => {
      const paths = referencesOf(resource, shortening).map(({ path }) => path);
      return wiresOf(shortening.short(resource.id), words)
        .filter((wire) => paths.some((path) => wire.path.test(path)))
        .map(({ line }) => line);
    }),
  );
}

/** Every reference points to the one resource that infra/wiring.json names, and not just to some resource that is there. */
export const rightReferences: Rule = (world) => world.resources.flatMap(wiringOf(world));
