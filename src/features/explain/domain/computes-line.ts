import { type ComputeSnapshot, runs } from '../../../compute/domain/snapshot.ts';
import { type ComputeState, stateOfComputes, unrepairedKeys } from '../../../compute/domain/state.ts';
import { type BudgetStatus, budgetText } from '../../../compute/domain/usage/budget.ts';
import { type ComputeOffboarding, offboardingText } from '../../../compute/domain/usage/offboarding.ts';
import { countText } from '../../../domain/base/count-text.ts';
import type { Held } from '../../../domain/operation/hold.ts';
import type { ComputeDefinition } from '../../../domain/project/compute-definition.ts';
import { namedComputes } from '../../../domain/project/compute-definition.ts';

/** How the computes of one project stand, as the last look showed them. */
export interface ComputesLine {
  readonly project: string;
  readonly title: string;
  readonly timeZone: string;
  /** `unseen`: no run has looked yet. */
  readonly state: ComputeState | 'unseen';
  /** False before the project begins, once it has ended and while it is hibernated: then everything is off. */
  readonly active: boolean;
  readonly hibernated: boolean;
  readonly text: string;
  /** Since when something differs; null where nothing does. */
  readonly since: string | null;
  readonly lookedAt: string | null;
  readonly defined: number;
  readonly there: number;
  /** Machines and instances that run; nodes of clusters are in no list of Azure that is read. */
  readonly running: number;
  readonly steps: number;
  readonly waiting: number;
  readonly alerts: number;
  /** What was used of the hours of the month; null without a budget. */
  readonly budget: BudgetStatus | null;
  /** When they are deleted after the end of the project; null before it, and where they are kept. */
  readonly ending: ComputeOffboarding | null;
}

export interface LinedProject {
  readonly project: string;
  readonly title: string;
  readonly definition: ComputeDefinition;
  readonly active: boolean;
  readonly hibernated?: boolean;
  readonly look: ComputeSnapshot | undefined;
  readonly hold: Held | undefined;
}

/** Undefined for a project that has no computes and is to have none. */
export function computesLine(from: LinedProject, now: Date): ComputesLine | undefined {
  const { project, title, definition, active, hibernated = false, look } = from;
  const defined = namedComputes(definition).length;
  const there = look?.computes.length ?? 0;
  if (defined === 0 && there === 0 && (look?.open.length ?? 0) === 0) return undefined;
  const state = look === undefined ? 'unseen' : stateOfComputes(judged(look), from.hold !== undefined, now);
  return {
    project,
    title,
    timeZone: definition.timeZone,
    state,
    active,
    hibernated,
    text: textOf(state, from, now),
    since: look?.open.map(({ since }) => since).toSorted()[0] ?? null,
    lookedAt: look?.at ?? null,
    defined,
    there,
    running: (look?.computes ?? []).filter(runs).length,
    steps: look?.steps.length ?? 0,
    waiting: look?.waiting.length ?? 0,
    alerts: look?.alerts.length ?? 0,
    budget: look?.budget ?? null,
    ending: look?.ending ?? null,
  };
}

function judged({ steps, ...look }: ComputeSnapshot) {
  return { ...look, steps: steps.length };
}

function textOf(state: ComputesLine['state'], { look, hold, active, hibernated }: LinedProject, now: Date): string {
  if (look === undefined) return 'No run has looked at them yet.';
  const { steps, waiting, alerts, notes, stopped = '', budget, ending } = look;
  switch (state) {
    case 'held':
      return `${countText(steps.length, 'step')} not taken: the project is ${hold === undefined ? 'on hold' : hold.text}.`;
    case 'stopped':
      return stopped;
    case 'unmended':
      return `Runs do not mend ${unrepairedKeys(look, now).join(', ')}.`;
    case 'changing':
      return firstOf([...steps.map(({ text }) => text), ...waiting.map(({ reason }) => reason)]);
    default:
      if (alerts.length > 0) return firstOf(alerts.map(({ reason }) => reason));
      if (active)
        return budget?.level === 'used-up'
          ? budgetText(budget)
          : ['All of them are as defined.', ...noted(notes)].join(' ');
      if (ending !== undefined) return offboardingText(ending);
      return `The project is ${hibernated ? 'hibernated' : 'not active'}, so all of them are off.`;
  }
}

function noted(notes: ComputeSnapshot['notes']): string[] {
  return notes.length === 0 ? [] : [firstOf(notes.map(({ compute, reason }) => `${compute}: ${reason}`))];
}

function firstOf([first = '', ...others]: readonly string[]): string {
  const sentence = /[.!]$/.test(first) ? first : `${first}.`;
  return others.length === 0 ? sentence : `${sentence} And ${others.length} more.`;
}
