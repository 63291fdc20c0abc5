import type { Desired } from '../../domain/project/compute-definition.ts';
import { computeKey } from './action.ts';
import { whyMachineChanging } from './kinds/machine.ts';
import type { DesiredCompute, ObservedCompute } from './plan.ts';
import { desiredPower, whyInactive } from './power.ts';
import type { ComputeSnapshot } from './snapshot.ts';
import { type BudgetStatus, budgetStatusOf, whyNoHours } from './usage/budget.ts';
import { belongsTo, sameName } from './world.ts';

export interface MachineToStart {
  readonly name: string;
  /** Since when it is off because it was idle; missing where people start and stop it. */
  readonly idleSince?: string;
}

type SeenMachines = Pick<ObservedCompute, 'machines' | 'hours'>;

export function machineNamed({ definition }: DesiredCompute, name: string): Desired<'machine'> | undefined {
  return definition.virtualMachines.find((machine) => sameName(machine.name, name));
}

/** Undefined where it may be. It is started only where the next run would let it run, and while there are hours left. */
export function whyNotStarted(
  subject: DesiredCompute,
  machine: Desired<'machine'>,
  { machines, hours }: SeenMachines,
  now: Date,
): string | undefined {
  const { budgetHours } = subject.definition;
  const budget = budgetHours === undefined ? undefined : budgetStatusOf(budgetHours, hours, now);
  const off = whyOff(subject, machine, budget, now);
  if (off !== undefined) return `Machine ${machine.name} is not started: ${off}.`;
  const found = machines.find(({ name }) => sameName(name, machine.name));
  if (found === undefined || !belongsTo(subject.project, found))
    return `Machine ${machine.name} is not there yet; the next run makes it where it can.`;
  if (found.power === 'running') return `Machine ${machine.name} runs already.`;
  return whyMachineChanging(found);
}

/** Why it is to be off, whatever is seen of it. */
function whyOff(
  { definition, active, ...subject }: DesiredCompute,
  { power }: Desired<'machine'>,
  budget: BudgetStatus | undefined,
  now: Date,
): string | undefined {
  const inactive = active ? undefined : whyInactive(subject);
  const wanted = desiredPower(power, { timeZone: definition.timeZone, inactive, now, budget });
  return wanted.on === false ? wanted.why : whyNoHours(budget);
}

/** Machines that were off in the last snapshot and stay off until somebody starts them, as far as they may be started. */
export function machinesToStart(
  subject: DesiredCompute,
  snapshot: ComputeSnapshot,
  now: Date,
): readonly MachineToStart[] {
  return subject.definition.virtualMachines.flatMap((machine) => {
    const seen = snapshot.computes.find(({ kind, name }) => kind === 'machine' && sameName(name, machine.name));
    if (seen === undefined || !['stopped', 'deallocated'].includes(seen.state)) return [];
    if (whyOff(subject, machine, snapshot.budget, now) !== undefined) return [];
    const key = computeKey('machine', machine.name);
    const idleSince = snapshot.idle.find(({ compute }) => compute === key)?.stoppedAt;
    if (idleSince !== undefined) return [{ name: machine.name, idleSince }];
    return machine.power.mode === 'manual' ? [{ name: machine.name }] : [];
  });
}
