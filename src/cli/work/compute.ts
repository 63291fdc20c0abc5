import { budgetText } from '../../compute/domain/usage/budget.ts';
import { endingText } from '../../compute/domain/usage/ending.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { BodyOf } from '../routes.ts';
import { columns } from '../shown/columns.ts';
import type { Tools } from '../tools.ts';

export async function showPlan(tools: Tools, project: string): Promise<ExitCode> {
  const { body } = await tools.api.ask('planCompute', { project });
  tools.show(body, () => planLines(body, tools.width));
  return exitCodes.done;
}

export async function showHours(tools: Tools, project: string): Promise<ExitCode> {
  const { body } = await tools.api.ask('computeHours', { project });
  const rows = body.months.map(({ month, machines, instances, missed }) => [
    month,
    ...[machines, instances, missed].map(String),
  ]);
  const table = columns(['MONTH', 'MACHINES', 'INSTANCES', 'NOBODY LOOKED'], rows, tools.width);
  tools.show(body, () => [body.sentence, ...(rows.length === 0 ? [] : table)]);
  return exitCodes.done;
}

export async function startMachine(tools: Tools, project: string, machine: string, reason: string): Promise<ExitCode> {
  const { body } = await tools.api.ask('startMachine', {
    project,
    machine,
    reason,
  });
  tools.show(body, () => [`Machine ${body.machine} is being started.`]);
  return exitCodes.done;
}

/** Does what a plan says: the one of that digest, or the one that is shown now. */
export async function applyPlan(
  tools: Tools,
  project: string,
  typed: { readonly digest?: string | undefined; readonly reason: string },
): Promise<ExitCode> {
  const client = tools.api;
  const { body: plan } = await client.ask('planCompute', { project });
  const { digest = plan.digest, reason } = typed;
  if (digest !== plan.digest)
    throw new Complaint(
      exitCodes.refused,
      `The plan is no longer the one with the digest ${digest}; nothing was done. Look again: sallyport compute plan ${project}`,
    );
  await tools.agree([...planLines(plan, tools.width), 'All of this will be done.']);
  const { body } = await client.ask('applyCompute', {
    project,
    digest,
    reason,
  });
  tools.show(body, () => [`The plan of ${project}: ${body.outcome}.`]);
  return exitCodes.done;
}

function planLines(
  { actions, waiting, alerts, idle, notes, stopped, budget, ending, digest }: BodyOf<'planCompute'>,
  width: number | undefined,
): string[] {
  const rows = [
    ...actions.map(({ kind, name, reason }) => [kind, name, reason]),
    ...waiting.map(({ compute, reason }) => ['waits', compute, reason]),
    ...alerts.map(({ compute, reason }) => ['look at', compute, reason]),
  ];
  const more = [
    ...idle.map(({ reason }) => reason),
    ...notes.map(({ compute, reason }) => `${compute}: ${reason}`),
    ...(budget === undefined ? [] : [budgetText(budget)]),
    ...(ending === undefined ? [] : [endingText(ending)]),
  ];
  if (rows.length === 0) return ['Every compute is as its definition says.', ...more];
  const note = stopped === undefined ? [] : [`The timer leaves it to you: ${stopped}`];
  return [...columns(['WHAT', 'COMPUTE', 'WHY'], rows, width), ...note, ...more, `digest ${digest}`];
}
