import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { columns } from '../shown/columns.ts';
import { changedLines } from '../shown/pending.ts';
import type { Tools } from '../tools.ts';
import { objectIdOf } from './find.ts';

export async function suspend(tools: Tools, project: string, word: string, reason: string): Promise<ExitCode> {
  const client = tools.api;
  const oid = await objectIdOf(client, word, project);
  const asked = { project, oid, reason };
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
  const client = tools.api;
  const oid = await objectIdOf(client, word, project);
  const asked = {
    project,
    oid,
    suspendedBy,
    reason,
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
  const client = tools.api;
  const oid = await objectIdOf(client, word);
  const asked = { oid, ...absence };
  const { body } = await client.ask('markAway', asked);
  tools.show(body, () => [`${body.absence.name} is away from ${body.absence.from} to ${body.absence.to}.`]);
  return exitCodes.done;
}

export async function markBack(tools: Tools, word: string, reason: string): Promise<ExitCode> {
  const client = tools.api;
  const oid = await objectIdOf(client, word);
  const asked = { oid, reason };
  const { body } = await client.ask('markBack', asked);
  tools.show(body, () => {
    if (body.ended.length === 0) return ['They are back; what could not be read of their absences is removed.'];
    return body.ended.map(({ name, from, to }) => `${name} is back; away from ${from} to ${to} is over.`);
  });
  return exitCodes.done;
}

export async function listAbsences(tools: Tools): Promise<ExitCode> {
  const { body } = await tools.api.ask('listAbsences', {});
  const rows = body.items.map(({ name, email, from, to, reason }) => [name, email, from, to, reason]);
  tools.show(body, () =>
    rows.length === 0 ? ['Nobody is away.'] : columns(['NAME', 'E-MAIL', 'FROM', 'TO', 'REASON'], rows, tools.width),
  );
  return exitCodes.done;
}
