import { everyProject } from '../../domain/hold.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { columns } from '../shown/columns.ts';
import type { Tools } from '../tools.ts';

/** What is said with a hold. */
interface TypedHold {
  readonly reason: string;
  readonly until?: string | undefined;
  readonly takeBack?: boolean | undefined;
}

/** Puts a project on hold, or all. */
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
  if (isAsked && dangers.length > 0 && !(await tools.agrees(dangers))) return exitCodes.refused;
  const body = { reason, ...(until === undefined ? {} : { until }), ...(takeBack ? { takeBack } : {}) };
  const asked = { body, headers: { 'idempotency-key': tools.key } };
  const client = await tools.client();
  const { body: done } =
    project === undefined
      ? await client.ask('holdAll', asked)
      : await client.ask('holdProject', { ...asked, params: { project } });
  tools.show(done, () => [`On hold: ${what}.`, ...done.releases.map(cancelledLine)]);
  return exitCodes.done;
}

/** Ends the hold of a project, or that of all. */
export async function liftHold(tools: Tools, project: string | undefined, reason: string): Promise<ExitCode> {
  const asked = { body: { reason }, headers: { 'idempotency-key': tools.key } };
  const client = await tools.client();
  const { body: done } =
    project === undefined
      ? await client.ask('liftHoldOfAll', asked)
      : await client.ask('liftHold', { ...asked, params: { project } });
  tools.show(done, () => [
    `The hold of ${project ?? 'every project'} is lifted; what waited goes on within half a minute.`,
  ]);
  return exitCodes.done;
}

/** Lists every hold that is on. */
export async function listHolds(tools: Tools): Promise<ExitCode> {
  const { body } = await (await tools.client()).ask('listHolds', {});
  const rows = body.items.map(({ project, since, until, name, reason }) => {
    return [project === everyProject ? 'all projects' : project, since, until ?? 'somebody lifts it', name, reason];
  });
  tools.show(body, () =>
    rows.length === 0
      ? ['Nothing is on hold.']
      : columns(['PROJECT', 'SINCE', 'UNTIL', 'BY', 'REASON'], rows, tools.width),
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
