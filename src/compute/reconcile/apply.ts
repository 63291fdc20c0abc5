import { messageOf } from '../../domain/base/errors.ts';
import { type ComputeAction, isStepOf } from '../domain/kinds.ts';
import type { ComputePlan } from '../domain/plan.ts';
import type { ComputeEvent, ComputePorts } from '../ports/compute.ts';

export interface ApplyPorts extends ComputePorts {
  /** Whether a hold keeps the project now; asked right before each action. */
  isHeld(project: string): Promise<boolean>;
  /** Whether the definition of this hash is in force now; asked right before each delete after the end of a project. */
  isInForce(project: string, definition: string): Promise<boolean>;
  /** Writes one event to the audit. When it throws, nothing more is done: an effect without its record is not allowed. */
  record(event: ComputeEvent): Promise<void>;
}

/** `error` is undefined when Azure accepted it. */
export interface AppliedAction {
  readonly action: ComputeAction;
  readonly error: string | undefined;
}

type AppliedPlan = Pick<ComputePlan, 'project' | 'digest' | 'actions' | 'ending'>;

/** Starts each action of the plan in its order, with intent and outcome in the audit. A refused action does not stop the others; a hold that comes meanwhile does, and so does another definition before a delete after the end. */
export async function apply(plan: AppliedPlan, ports: ApplyPorts): Promise<readonly AppliedAction[]> {
  const applied: AppliedAction[] = [];
  for (const action of plan.actions) {
    if ((await ports.isHeld(plan.project)) || !(await isStillWanted(action, plan, ports))) break;
    const event = { project: plan.project, digest: plan.digest, action };
    await ports.record({ type: 'compute-intent', ...event });
    const error = await failure(() =>
      isStepOf('machine', action) ? ports.machines.take(action) : ports.workspace.take(action),
    );
    await ports.record({ type: 'compute-outcome', ...event, error });
    applied.push({ action, error });
  }
  return applied;
}

async function isStillWanted(
  { kind }: ComputeAction,
  { project, ending }: AppliedPlan,
  ports: ApplyPorts,
): Promise<boolean> {
  if (ending === undefined || !kind.startsWith('delete-')) return true;
  return await ports.isInForce(project, ending.definition);
}

async function failure(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
