import { z } from 'zod';
import { incidentChain, isOfSystem } from '../../domain/audit/audit-event.ts';
import type { Door } from '../../domain/base/door.ts';
import { BrokenDefinition, Forbidden, Refused } from '../../domain/base/errors.ts';
import { jsonOf } from '../../domain/base/reading/json-of.ts';
import {
  activePeople,
  isSamePerson,
  isSuspended,
  type Listed,
  listed,
  membersOf,
  type Somebody,
} from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Clock } from '../../ports/ports.ts';
import type { BrokenProject, ProjectStore, StoredProject } from '../../ports/records.ts';

/** What may be read in all projects, and the people that their definitions name. */
export class Readable {
  /** Those with a definition, also with one that cannot be read. */
  readonly defined: readonly string[];
  readonly #definitions: ReadonlyMap<string, Project>;
  readonly #own: ReadonlySet<string>;

  /** `own`: those in which whoever asks is a researcher. */
  constructor(defined: readonly string[], definitions: ReadonlyMap<string, Project>, own: ReadonlySet<string>) {
    this.defined = defined;
    this.#definitions = definitions;
    this.#own = own;
  }

  /** Where they are a researcher their role gives them no more than /api/mine does. */
  mayRead(project: string): boolean {
    return !isOfSystem(project) && !this.#own.has(project);
  }

  /** Undefined for a project without a definition that can be read. */
  definitionOf(project: string): Project | undefined {
    return this.#definitions.get(project);
  }

  /** The object ids of a person: the one that is given, or those that stand beside an e-mail. Throws Refused for an e-mail that stands nowhere. */
  objectIds(person: string): readonly string[] {
    const wanted = person.toLowerCase();
    if (!wanted.includes('@')) return [wanted];
    const all = [...this.#definitions.values()].flatMap(membersOf);
    const ids = all.filter(({ email }) => email.toLowerCase() === wanted).map(({ oid }) => oid);
    if (ids.length > 0) return [...new Set(ids)];
    throw new Refused(`No definition that you may read names ${person}: give the person's object id`);
  }
}

interface ReadablePorts {
  readonly projects: Pick<ProjectStore, 'list'>;
  readonly audit: Pick<AuditLog, 'written'>;
}

/** What an operator or reader may read everything of. Throws Forbidden when they may not of the project that is named. */
export async function readableTo(
  projects: ReadablePorts['projects'],
  caller: Somebody,
  named: string | undefined,
): Promise<Readable> {
  const { definitions, ids, own } = await definedFor(projects, caller);
  if (named !== undefined && own.has(named)) throw new Forbidden(researcherText(named));
  if (named === incidentChain)
    throw new Forbidden('Lines about incidents are read at ops/incidents, each with its incident');
  return new Readable(ids, definitions, own);
}

/** The same, and the projects themselves: all that are defined or have an audit, or the one that is named. */
export async function readableProjects(
  { projects, audit }: ReadablePorts,
  caller: Somebody,
  named?: string,
): Promise<{ readonly readable: Readable; readonly ids: readonly string[] }> {
  const [readable, chains] = await Promise.all([readableTo(projects, caller, named), Array.fromAsync(audit.written())]);
  const known = new Set([...readable.defined, ...chains].filter((id) => readable.mayRead(id)));
  return { readable, ids: named === undefined ? [...known].sort() : [named] };
}

export function researcherText(project: string): string {
  return `You are a researcher of ${project}: there your role gives you what /api/mine shows, and no more. Ask another operator.`;
}

/** All projects that have a definition, and those in which somebody is a researcher. */
async function definedFor(projects: ReadablePorts['projects'], somebody: Somebody) {
  const definitions = new Map<string, Project>();
  const ids: string[] = [];
  const own = new Set<string>();
  for await (const found of projects.list()) {
    const id = 'value' in found ? found.value.id : found.id;
    ids.push(id);
    if ('value' in found) definitions.set(id, found.value);
    if (isResearcherIn(found, somebody)) own.add(id);
  }
  return { definitions, ids, own };
}

/** Whether somebody is a researcher by a definition, also by one that the rules of today refuse as far as it can be read. */
export function isResearcherIn(found: StoredProject | BrokenProject, somebody: Somebody): boolean {
  return namedIn(found, 'researchers').some((person) => isSamePerson(listed(person), somebody));
}

const readableList = z.array(z.looseObject({ oid: z.string(), email: z.string() })).catch([]);
const readablePeople = z.looseObject({ dataOwners: readableList, researchers: readableList, approvers: readableList });
const peopleOnly = z.looseObject({ people: readablePeople });

/** Whom a definition names in a list, also one that the rules of today refuse as far as it can be read. */
function namedIn(found: StoredProject | BrokenProject, list: (typeof lists)[number][0]): readonly Listed[] {
  if ('value' in found) return found.value.people[list];
  const read = peopleOnly.safeParse(jsonOf(found.raw));
  return read.success ? read.data.people[list] : [];
}

const lists = [
  ['dataOwners', 'data owner'],
  ['researchers', 'researcher'],
  ['approvers', 'approver'],
] as const;

export type Part = (typeof lists)[number][1];

export function senderOf(door: Door): Part {
  return door === 'ingress' ? 'data owner' : 'researcher';
}

/**
 * The project, for somebody who has the part in it now; undefined for everybody else. That its definition breaks rules is told to those
 * alone whom it names. Throws BrokenDefinition.
 */
export async function findWithPart(
  { projects, clock }: { readonly projects: Pick<ProjectStore, 'find'>; readonly clock: Clock },
  id: string,
  somebody: Somebody,
  part: Part,
): Promise<StoredProject | undefined> {
  const found = await projects.find(id);
  if (found === undefined) return undefined;
  if ('value' in found) return partsOf(found.value, somebody, clock.now()).includes(part) ? found : undefined;
  if (!lists.some(([list]) => namedIn(found, list).some(({ oid }) => oid === somebody.oid))) return undefined;
  throw new BrokenDefinition(id, found.problems);
}

/** By their object id alone; nothing for whoever is suspended there under any address, and no part whose last day is over. */
export function partsOf(project: Project, somebody: Somebody, now: Date): readonly Part[] {
  if (isSuspended(project, somebody)) return [];
  const people = activePeople(project, now);
  return lists.filter(([list]) => people[list].some(({ oid }) => oid === somebody.oid)).map(([, part]) => part);
}
