import { type Door, doorFacts, parseOperationId, shortNumber } from '../../domain/base/door.ts';
import type { Answered, Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { exitCodes } from '../exit-codes.ts';
import type { BodyOf } from '../routes.ts';

export interface Found extends Answered<BodyOf<'showDataset' | 'showExport'>> {
  readonly door: Door;
  /** What names it in an address. */
  readonly named: { readonly project: string; readonly id: string };
}

export interface TypedOperation {
  readonly id: string;
  readonly project?: string | undefined;
}

/**
 * The operation of that id, or of that short number where only one has it. The prefix of an id names the door; where no project is given,
 * each is asked. Throws Complaint.
 */
export async function findOperation(api: Client, typed: TypedOperation): Promise<Found> {
  const { id, project } = isShortNumber(typed.id) ? await ofNumber(api, typed) : typed;
  const door = doorOf(id);
  const route = door === 'ingress' ? 'showDataset' : 'showExport';
  const projects = project === undefined ? await projectsOf(api) : [project];
  const answers = await inTurns(projects, (one) => api.find(route, { project: one, id }));
  const found = answers.find((answer) => answer !== undefined);
  if (found !== undefined) return { ...found, door, named: { project: found.body.project, id } };
  const where = project === undefined ? 'in no project' : `not in the project ${project}`;
  throw new Complaint(exitCodes.refused, `The ${doorFacts(door).noun} ${id} is ${where}.`);
}

export function isShortNumber(word: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{6}$/i.test(word);
}

/** The only operation with the short number. None, several and one that may not be seen are the same. */
async function ofNumber(api: Client, { id: number, project }: TypedOperation) {
  const asked = { text: number, limit: 200, ...(project === undefined ? {} : { project }) } as const;
  const parts = await Promise.all([api.all('listDatasets', asked), api.all('listExports', asked)]);
  const all = parts.flat().flatMap(({ items }) => items);
  const [only, ...others] = all.filter(({ id }) => shortNumber(id) === number.toUpperCase());
  if (only !== undefined && others.length === 0) return { id: only.id, project: only.project };
  throw new Complaint(
    exitCodes.refused,
    `No single dataset or package that you may see has the number ${number}. Type its whole id; sallyport status lists them.`,
  );
}

function doorOf(id: string): Door {
  const parsed = parseOperationId(id);
  if (parsed !== undefined) return parsed.door;
  throw new Complaint(
    exitCodes.wrongUse,
    `'${id}' is the id of no dataset (ing_ and 26 characters) and of no package (exp_…), and no short number (its last six). sallyport status lists them.`,
  );
}

/** The ids of all projects, also of those whose definition cannot be read. */
async function projectsOf(api: Client): Promise<string[]> {
  const parts = await api.all('listProjects', { limit: 200 });
  return [...new Set(parts.flatMap(({ items, broken }) => [...items, ...broken]).map(({ id }) => id))];
}

/** The object id of somebody whom a definition names by that e-mail address; an object id is itself. Throws Complaint. */
export async function objectIdOf(api: Client, word: string, within?: string): Promise<string> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word)) return word;
  const projects = within === undefined ? await projectsOf(api) : [within];
  const found = await inTurns(projects, async (project) => {
    const definition = (await api.find('showProject', { project }))?.body.definition;
    return Object.values(definition?.people ?? {}).flat();
  });
  const meant = found.flat().filter(({ email }) => email.toLowerCase() === word.toLowerCase());
  const [only, ...others] = new Set(meant.map(({ oid }) => oid));
  if (only !== undefined && others.length === 0) return only;
  const why =
    only === undefined
      ? `Nobody in ${within ?? 'any project'} has the address ${word}`
      : `Several people have the address ${word}`;
  throw new Complaint(exitCodes.refused, `${why}. Give the Entra object id of the person.`);
}

/** So many requests are on their way at once: more would only wait at the other end. */
const atOnce = 8;

/** What came of the work for each, in their order. */
async function inTurns<One, Result>(many: readonly One[], work: (one: One) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < many.length; at += atOnce)
    results.push(...(await Promise.all(many.slice(at, at + atOnce).map(work))));
  return results;
}
