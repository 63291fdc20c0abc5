import { type Door, doorFacts, parseOperationId } from '../../domain/base/door.ts';
import type { Answered, Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { exitCodes } from '../exit-codes.ts';
import { inTurns } from '../in-turns.ts';
import { type BodyOf, showRoute } from '../routes.ts';
import { everyItem } from './every-item.ts';

export interface Found extends Answered<BodyOf<'showDataset' | 'showExport'>> {
  readonly door: Door;
}

/** The operation of that id. Its prefix names the door; where no project is given, each is asked. Throws Complaint. */
export async function findOperation(client: Client, id: string, project?: string): Promise<Found> {
  const door = doorOf(id);
  const projects = project === undefined ? await projectsOf(client) : [project];
  const answers = await inTurns(projects, (one) => client.find(showRoute[door], { params: { project: one, id } }));
  const found = answers.find((answer) => answer !== undefined);
  if (found !== undefined) return { ...found, door };
  const where = project === undefined ? 'in no project' : `not in the project ${project}`;
  throw new Complaint(exitCodes.refused, `The ${doorFacts(door).noun} ${id} is ${where}.`);
}

export function isOperationId(word: string): boolean {
  return parseOperationId(word) !== undefined;
}

function doorOf(id: string): Door {
  const parsed = parseOperationId(id);
  if (parsed !== undefined) return parsed.door;
  throw new Complaint(
    exitCodes.wrongUse,
    `'${id}' is the id of no dataset (ing_ and 26 characters) and of no package (exp_…). sallyport status lists them.`,
  );
}

/** The ids of all projects, also of those whose definition cannot be read. */
export async function projectsOf(client: Client): Promise<string[]> {
  const ids = await everyItem(async (continuation) => {
    const { body } = await client.ask('listProjects', { query: { limit: 200, continuation } });
    return { items: [...body.items, ...body.broken].map(({ id }) => id), continuation: body.continuation };
  });
  return [...new Set(ids)];
}
