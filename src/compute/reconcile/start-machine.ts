import type { Desired } from '../../domain/project/compute-definition.ts';
import { planDigest } from '../domain/action.ts';
import type { DesiredCompute } from '../domain/plan.ts';
import { whyNotStarted } from '../domain/start-by-hand.ts';
import type { HoursStore } from '../ports/hours.ts';
import { type ApplyPorts, apply } from './apply.ts';
import { hoursForPlan } from './count-hours.ts';
import { type ObservePorts, observe } from './observe.ts';

export type StartPorts = ObservePorts & ApplyPorts & { readonly hours: HoursStore; now(): Date };

/** What became of it. `refused`: why it may not be started now. `failed`: what Azure said, for operators alone. */
export type StartResult =
  | { readonly outcome: 'started' }
  | { readonly outcome: 'refused'; readonly why: string }
  | { readonly outcome: 'failed'; readonly error: string };

/** Starts a machine of the definition because somebody asked for it, with intent and outcome in the audit, if it may run now. */
export async function startMachine(
  subject: DesiredCompute,
  machine: Desired<'machine'>,
  reason: string,
  ports: StartPorts,
): Promise<StartResult> {
  const { project } = subject;
  const hours = await hoursForPlan(subject, ports);
  const { machines } = await observe(ports);
  const why = whyNotStarted(subject, machine, { machines, hours }, ports.now());
  if (why !== undefined) return { outcome: 'refused', why };
  const actions = [{ kind: 'start-machine', name: machine.name, reason }] as const;
  const [applied] = await apply({ project, digest: planDigest(project, actions), actions }, ports);
  // A hold is looked at right before the step.
  if (applied === undefined)
    return { outcome: 'refused', why: `Machine ${machine.name} is not started: ${project} is on hold.` };
  return applied.error === undefined ? { outcome: 'started' } : { outcome: 'failed', error: applied.error };
}
