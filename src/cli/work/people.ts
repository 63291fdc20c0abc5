import { z } from 'zod';
import type { Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { inTurns } from '../in-turns.ts';
import { columns } from '../shown/columns.ts';
import type { Tools } from '../tools.ts';
import { projectsOf } from './find.ts';
import { changedLines } from './projects.ts';

export async function suspend(tools: Tools, project: string, word: string, reason: string): Promise<ExitCode> {
  const client = await tools.client();
  const oid = await objectIdOf(client, word, [project]);
  const asked = { params: { project, oid }, body: { reason }, headers: { 'idempotency-key': tools.key } };
  const { body } = await client.ask('suspendPerson', asked);
  tools.show(body, () => [`${word} counts nowhere in ${project} from now on.`]);
  return exitCodes.done;
}

/** Ends a suspension of a person, which waits for a second operator. */
export async function liftSuspension(
  tools: Tools,
  project: string,
  word: string,
  { reason, suspendedBy }: { readonly reason: string; readonly suspendedBy?: string | undefined },
): Promise<ExitCode> {
  const client = await tools.client();
  const oid = await objectIdOf(client, word, [project]);
  const asked = {
    params: { project, oid },
    query: suspendedBy === undefined ? {} : { suspendedBy },
    body: { reason },
    headers: { 'idempotency-key': tools.key },
  };
  const { body } = await client.ask('liftSuspension', asked);
  tools.show(body, () => changedLines(project, body, `${word} counts again in ${project}.`));
  return exitCodes.done;
}

/** Both days are included. */
interface TypedAbsence {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Notes that an approver is away, in all projects. */
export async function markAway(tools: Tools, word: string, absence: TypedAbsence): Promise<ExitCode> {
  const client = await tools.client();
  const oid = await objectIdOf(client, word);
  const asked = { params: { oid }, body: absence, headers: { 'idempotency-key': tools.key } };
  const { body } = await client.ask('markAway', asked);
  tools.show(body, () => [`${body.absence.name} is away from ${body.absence.from} to ${body.absence.to}.`]);
  return exitCodes.done;
}

export async function markBack(tools: Tools, word: string, reason: string): Promise<ExitCode> {
  const client = await tools.client();
  const oid = await objectIdOf(client, word);
  const asked = { params: { oid }, body: { reason }, headers: { 'idempotency-key': tools.key } };
  const { body } = await client.ask('markBack', asked);
  tools.show(body, () => {
    if (body.ended.length === 0) return ['They are back; what could not be read of their absences is removed.'];
    return body.ended.map(({ name, from, to }) => `${name} is back; away from ${from} to ${to} is over.`);
  });
  return exitCodes.done;
}

export async function listAbsences(tools: Tools): Promise<ExitCode> {
  const { body } = await (await tools.client()).ask('listAbsences', {});
  const rows = body.items.map(({ name, email, from, to, reason }) => [name, email, from, to, reason]);
  tools.show(body, () =>
    rows.length === 0 ? ['Nobody is away.'] : columns(['NAME', 'E-MAIL', 'FROM', 'TO', 'REASON'], rows, tools.width),
  );
  return exitCodes.done;
}

const somebody = z.looseObject({ oid: z.string(), email: z.string() });
const peopleOfDefinition = z.looseObject({ people: z.record(z.string(), z.unknown()) });

/** The object id of somebody whom a definition names by that e-mail address; an object id is itself. Throws Complaint. */
export async function objectIdOf(client: Client, word: string, within?: readonly string[]): Promise<string> {
  if (z.guid().safeParse(word).success) return word;
  const projects = within ?? (await projectsOf(client));
  const found = await inTurns(projects, async (project) => {
    const answer = await client.find('showProject', { params: { project } });
    return peopleIn(answer?.body.definition).filter(({ email }) => email.toLowerCase() === word.toLowerCase());
  });
  const ids = [...new Set(found.flat().map(({ oid }) => oid))];
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return only;
  const where = within === undefined ? 'in any project' : `in ${within.join(', ')}`;
  const why =
    only === undefined ? `Nobody ${where} has the address ${word}` : `Several people have the address ${word}`;
  throw new Complaint(exitCodes.refused, `${why}. Give the Entra object id of the person.`);
}

function peopleIn(definition: unknown): z.output<typeof somebody>[] {
  const { data } = peopleOfDefinition.safeParse(definition);
  const lists = z.array(somebody);
  return Object.values(data?.people ?? {}).flatMap((list) => lists.safeParse(list).data ?? []);
}
