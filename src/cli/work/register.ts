import type { Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { BodyOf } from '../routes.ts';
import { safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';
import { everyPart } from './find.ts';

type Answer = BodyOf<'rebuildRegister'>;
type Plan = Extract<Answer, { readonly projects: unknown }>['projects'][number];

export async function showRebuild(tools: Tools, project: string | undefined, typed: TypedPlan): Promise<ExitCode> {
  const plans = await plansOf(tools.api, project, typed);
  tools.show(plans, () => plans.flatMap(planLines));
  return exitCodes.done;
}

interface TypedPlan {
  readonly operation?: string | undefined;
  readonly reason: string;
}

/** What is written: the plan of that digest, or the one that is shown now. */
interface TypedRebuild extends TypedPlan {
  readonly digest?: string | undefined;
}

export async function rebuildRegister(tools: Tools, project: string, typed: TypedRebuild): Promise<ExitCode> {
  const { reason, operation } = typed;
  const client = tools.api;
  const [plan] = await plansOf(client, project, typed);
  if (plan === undefined) throw new Complaint(exitCodes.refused, `The audit knows nothing of the project ${project}.`);
  const { digest = plan.digest } = typed;
  await tools.agree([...planLines(plan), 'All of this will be written.']);
  const { body } = await client.ask('rebuildRegister', {
    apply: true,
    project,
    operation,
    digest,
    reason,
  });
  const more = 'more' in body && body.more ? [`There is more: type the same again.`] : [];
  tools.show(body, () => [...('written' in body ? [`${body.written} rows of ${project} were written.`] : []), ...more]);
  return exitCodes.done;
}

async function plansOf(client: Client, project: string | undefined, typed: TypedPlan): Promise<Plan[]> {
  const { operation, reason } = typed;
  const parts = await everyPart(client.parts('rebuildRegister', { apply: false, project, operation, reason }));
  return parts.flatMap((part) => ('projects' in part ? part.projects : []));
}

function planLines({ project, repairs, problems, more, digest }: Plan): string[] {
  const rows = repairs.map(({ what, key, why }) => `  ${what} ${key}: ${why}`);
  const head = rows.length === 0 ? `${project}: nothing to write` : `${project}: digest ${digest}`;
  return [head, ...rows, ...problems.map((problem) => `  Needs you: ${problem}`), ...(more ? ['  and more'] : [])].map(
    safeText,
  );
}
