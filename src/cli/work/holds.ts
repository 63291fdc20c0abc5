import { everyProject, holdReason } from '../../domain/operation/hold.ts';
import type { Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { columns } from '../shown/columns.ts';
import type { Tools } from '../tools.ts';

interface TypedHold {
  readonly reason: string;
  readonly until?: string | undefined;
  readonly takeBack?: true | undefined;
}

export async function setHold(tools: Tools, project: string | undefined, typed: TypedHold): Promise<ExitCode> {
  const { reason, until, takeBack } = typed;
  const what = project ?? 'every project';
  const dangers = [
    ...(project === undefined
      ? ['Nothing will begin to move in any project, and every release will be cancelled.']
      : []),
    ...(takeBack ? ['What these releases brought outside will be deleted there.'] : []),
  ];
  // A hold can be lifted: a script that stops everything is not kept from it.
  const isAsked = takeBack || tools.asks;
  if (isAsked && dangers.length > 0) await tools.agree(dangers);
  const body = { reason, until, takeBack };
  const client = tools.api;
  const { body: done } =
    project === undefined ? await client.ask('holdAll', body) : await client.ask('holdProject', { ...body, project });
  const untold = done.audited ? '' : ' It is not yet in the audit, which does not answer; the line follows.';
  const unstored = done.stored
    ? ''
    : ' So far the audit alone says so, since the table does not answer; the row follows.';
  tools.show(done, () => [`On hold: ${what}.${untold}${unstored}`, ...done.releases.map(cancelledLine)]);
  return exitCodes.done;
}

export async function liftHold(
  tools: Tools,
  project: string | undefined,
  { reason, hold: named }: { readonly reason: string; readonly hold?: string | undefined },
): Promise<ExitCode> {
  const client = tools.api;
  const hold = named ?? (await onlyHold(client, project ?? everyProject));
  const seen = { etag: `"${hold}"` };
  const { body: done } =
    project === undefined
      ? await client.ask('liftHoldOfAll', { reason }, seen)
      : await client.ask('liftHold', { project, reason }, seen);
  const what = `${hold} of ${project ?? 'every project'}`;
  tools.show(done, () => [
    'waits' in done
      ? `Asked for: a second operator has to lift the hold ${what} too; where there is none, ask again after a day.`
      : `The hold ${what} is lifted; what waited goes on within half a minute once no other is on.`,
  ]);
  return exitCodes.done;
}

/** The one hold that is on. Of several one must be named, and always one with a list that somebody has to have seen. */
async function onlyHold(client: Client, held: string): Promise<string> {
  const { body } = await client.ask('listHolds', {});
  const [first, ...more] = body.items.filter(({ project }) => project === held);
  const what = held === everyProject ? 'All projects together are' : `${held} is`;
  if (first === undefined) throw new Complaint(exitCodes.refused, `${what} not on hold.`);
  if (more.length === 0 && first.liftAs === first.id) return first.id;
  const lines = [first, ...more].map((hold) => `${hold.liftAs} (by ${hold.name}: ${holdReason(hold)})`);
  const why = more.length === 0 ? 'Two operators lift this hold, with the list that they saw' : 'Several holds are on';
  throw new Complaint(exitCodes.wrongUse, `${why}. Name one with --hold: ${lines.join('; ')}`);
}

export async function listHolds(tools: Tools): Promise<ExitCode> {
  const { body } = await tools.api.ask('listHolds', {});
  const rows = body.items.map(({ liftAs, project, since, until, name, ...hold }) => {
    return [
      project === everyProject ? 'all projects' : project,
      since,
      until ?? 'somebody lifts it',
      name,
      liftAs,
      holdReason(hold),
    ];
  });
  tools.show(body, () =>
    rows.length === 0
      ? ['Nothing is on hold.']
      : columns(['PROJECT', 'SINCE', 'UNTIL', 'BY', 'HOLD', 'REASON'], rows, tools.width),
  );
  return exitCodes.done;
}

function cancelledLine({
  operation,
  filesOutside,
}: {
  readonly operation: string;
  readonly filesOutside: number | null;
}): string {
  const outside =
    filesOutside === null ? 'how many files are outside could not be looked up' : `${filesOutside} files are outside`;
  return `Cancelled: ${operation}; ${outside}.`;
}
