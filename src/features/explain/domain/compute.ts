import { describeAction } from '../../../compute/domain/action.ts';
import { type OpenDrift, overdueDrift } from '../../../compute/domain/drift.ts';
import type { ComputePlan } from '../../../compute/domain/plan.ts';
import { stateOfComputes, unrepairedKeys } from '../../../compute/domain/state.ts';
import { budgetText } from '../../../compute/domain/usage/budget.ts';
import { offboardingText } from '../../../compute/domain/usage/offboarding.ts';
import { type Held, heldBy } from '../../../domain/operation/hold.ts';
import { isActive } from '../../../domain/project/project-time.ts';
import { operators } from './assignees.ts';
import { byHand, ourStep } from './commands.ts';
import type { Explanation, NextActor, NextStep } from './explanation.ts';
import { namingDefinition, type ProjectStatus } from './project-status.ts';
import { deploymentStep } from './steps/deployment-step.ts';
import { liftSteps } from './steps/project-steps.ts';

export interface ExplainedCompute {
  readonly standing: ProjectStatus;
  readonly plan: ComputePlan;
  /** Differences that earlier runs left open. */
  readonly open: readonly OpenDrift[];
  readonly now: Date;
}

interface Standing {
  readonly state: string;
  readonly turn: NextActor | null;
  readonly waitsFor: string;
  readonly text: string;
  readonly since?: string;
  readonly until?: string | undefined;
  readonly steps: readonly NextStep[];
}

export function explainCompute(from: ExplainedCompute): Explanation {
  const { standing, plan, open, now } = from;
  const found = standingOf(from);
  const { state, turn, waitsFor, text, steps } = found;
  const first = open.map(({ since }) => since).toSorted()[0];
  const notices = [...plan.waiting, ...plan.alerts].map(({ compute, reason }) => `${compute}: ${reason}`);
  const notes = plan.notes.map(({ compute, reason }) => `${compute}: ${reason}`);
  const idleness = plan.idle.map(({ reason }) => `${reason}.`);
  return {
    about: { kind: 'compute', id: standing.id, project: standing.id },
    state,
    sentence: [
      `The computes of ${standing.id} are ${state}. ${text}`,
      ...whyOff(from),
      ...budgetOf(plan),
      ...endingOf(plan),
      ...notices,
      ...idleness,
      ...notes,
    ].join(' '),
    waitsFor,
    since: found.since ?? first ?? now.toISOString(),
    until: found.until ?? null,
    overdue: overdueDrift(open, now).length > 0,
    owner: turn,
    next: [...steps, lookAgain(standing)],
    tried: plan.alerts.map(({ compute, reason }) => ({ what: compute, at: now.toISOString(), result: reason })),
    lastError: errorOf(from),
    runs: [],
  };
}

function whyOff({ standing: { inForce }, now }: ExplainedCompute): string[] {
  if (inForce === undefined) return [];
  if (!isActive(inForce, now)) return ['The project is not active, so no compute is to run.'];
  return inForce.hibernated ? ['The project is hibernated, so no compute is to run until its definition says so.'] : [];
}

function budgetOf({ budget }: ComputePlan): string[] {
  return budget === undefined ? [] : [budgetText(budget)];
}

function endingOf({ ending }: ComputePlan): string[] {
  return ending === undefined ? [] : [offboardingText(ending)];
}

function lookAgain(standing: ProjectStatus): NextStep {
  return ourStep(
    ['compute', 'plan', standing.id],
    undefined,
    { method: 'GET', path: `ops/compute/${standing.id}/plan` },
    {
      who: operators(namingDefinition(standing)),
      what: 'Shows what the next run would do; nothing is changed.',
      why: 'A run holds computes to their definition every few minutes.',
    },
  );
}

function errorOf({ plan, now }: ExplainedCompute): Explanation['lastError'] {
  const message = plan.stopped ?? plan.alerts[0]?.reason;
  return message === undefined ? null : { message, cause: null, at: now.toISOString() };
}

function stepsOf({ actions }: ComputePlan): string {
  return actions.map(describeAction).join('; ');
}

function standingOf(from: ExplainedCompute): Standing {
  const { plan, open, now } = from;
  const hold = heldBy(from.standing.holds ?? []);
  const state = stateOfComputes({ ...plan, steps: plan.actions.length, open }, hold !== undefined, now);
  if (state === 'held' && hold !== undefined) return held(from, hold);
  if (state === 'stopped' && plan.stopped !== undefined) return stopped(from, plan.stopped);
  if (state === 'unmended') return stuck(from);
  return state === 'changing' ? moving(from) : settled(from);
}

function held({ standing, plan }: ExplainedCompute, hold: Held): Standing {
  const lifts = liftSteps(standing);
  return {
    state: 'held',
    turn: hold.until === undefined ? 'operator' : 'system',
    waitsFor: 'the hold to end',
    text: `The project is ${hold.text}, so this is not done: ${stepsOf(plan)}.`,
    since: hold.since,
    until: hold.until,
    steps: hold.until === undefined ? lifts : [lookAgain(standing), ...lifts],
  };
}

/** More than the definition allows at once is a person's word away; an empty observation looks like a fault of the deployment. */
function stopped({ standing, plan }: ExplainedCompute, why: string): Standing {
  const apply = ourStep(
    ['compute', 'apply', standing.id, '--digest', plan.digest],
    'The plan was read',
    { method: 'POST', path: `ops/compute/${standing.id}/apply`, body: { digest: plan.digest } },
    {
      who: operators(namingDefinition(standing)),
      what: `This is done: ${stepsOf(plan)}.`,
      why: `The timer leaves it to people: ${why}`,
    },
  );
  return {
    state: 'stopped',
    turn: 'operator',
    waitsFor: 'an operator to look at the plan and apply it',
    text: why,
    steps: plan.empty ? [deploymentStep({ standing }), apply] : [apply],
  };
}

/** Differences that no run repairs. */
function stuck({ standing, plan, open, now }: ExplainedCompute): Standing {
  const keys = unrepairedKeys({ ...plan, open }, now);
  const mends = plan.alerts
    .filter(({ compute }) => keys.includes(compute))
    .map(({ compute, reason }) =>
      byHand({
        who: operators(namingDefinition(standing)),
        what: `Change the definition of ${compute}, or what stands in its way in Azure.`,
        why: reason,
      }),
    );
  return {
    state: 'unmended',
    turn: 'operator',
    waitsFor: 'somebody to see why runs do not mend it',
    text: `Not as defined, and not mended by runs: ${keys.join(', ')}.`,
    steps: [deploymentStep({ standing }), ...mends],
  };
}

function moving({ plan }: ExplainedCompute): Standing {
  const text =
    plan.actions.length === 0 ? 'Something is still under way.' : `The next run does this: ${stepsOf(plan)}.`;
  return { state: 'changing', turn: 'system', waitsFor: 'the next run', text, steps: [] };
}

function settled({ plan }: ExplainedCompute): Standing {
  const text =
    plan.alerts.length === 0 ? 'All of them are as defined.' : 'They are as defined as far as a run can tell.';
  return { state: 'as-defined', turn: null, waitsFor: 'nothing', text, steps: [] };
}
