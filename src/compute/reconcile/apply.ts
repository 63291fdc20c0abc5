import { messageOf } from '../../domain/base/errors.ts';
import type { ComputeAction } from '../domain/kinds.ts';
import type { ComputePlan } from '../domain/plan.ts';
import type { ComputeEvent, MachinePort, WorkspacePort } from '../ports/compute.ts';

export interface ApplyPorts {
  readonly machines: MachinePort;
  readonly workspace: WorkspacePort;
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
    const error = await failure(() => perform(action, ports));
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

function perform(action: ComputeAction, { machines, workspace }: ApplyPorts): Promise<void> {
  switch (action.kind) {
    case 'create-machine':
      return machines.create(action);
    case 'start-machine':
      return machines.start(action.name);
    case 'deallocate-machine':
      return machines.deallocate(action.name);
    case 'resize-machine':
      return machines.resize(action.name, action.to);
    case 'retag-machine':
      return machines.retag(action.name, action.tags);
    case 'delete-machine':
      return machines.remove(action.name);
    case 'create-cluster':
      return workspace.createCluster(action);
    case 'rescale-cluster':
      return workspace.rescaleCluster(action.name, action.to);
    case 'create-instance':
      return workspace.createInstance(action);
    case 'limit-instance':
      return workspace.limitInstance(action.name, action.to);
    case 'start-instance':
      return workspace.startInstance(action.name);
    case 'stop-instance':
      return workspace.stopInstance(action.name);
    case 'delete-cluster':
    case 'delete-instance':
      return workspace.remove(action.name);
  }
}
