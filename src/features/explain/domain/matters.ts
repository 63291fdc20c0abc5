import { type Door, doorFacts } from '../../../domain/base/door.ts';
import { type WhyWaiting, whyInWords } from '../../../domain/lifecycle/capacity.ts';
import { isUpTo, type Project } from '../../../domain/project/project.ts';
import { operators } from './assignees.ts';
import { byHand, ourStep } from './commands.ts';
import type { NextActor, NextStep } from './explanation.ts';
import { namingDefinition, type ProjectStatus } from './project-status.ts';

export interface ExplainedClosing {
  readonly since: string;
  /** Null once it has come to its end. */
  readonly waits: {
    readonly moving: number;
    readonly clearing: number;
    readonly operator: readonly { readonly id: string; readonly why: string }[];
    readonly computes: string | null;
  } | null;
  readonly todo: readonly string[];
}

export interface WaitingNames {
  readonly door: Door;
  readonly waiting: number;
  readonly why?: WhyWaiting;
}

export interface ExplainedProject {
  readonly standing: ProjectStatus;
  readonly closing: ExplainedClosing | null;
  readonly waiting: readonly WaitingNames[];
  readonly now: Date;
}

/** One thing that a project waits for. Of several the first is the most urgent. */
export interface Matter {
  readonly state: string;
  readonly turn: NextActor;
  readonly waitsFor: string;
  readonly text: string;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly steps: readonly NextStep[];
}

export function closing({ closing: standing, standing: project }: ExplainedProject): Matter[] {
  if (standing === null) return [];
  const { since, waits, todo } = standing;
  const who = operators(namingDefinition(project));
  const duties = todo.map((what) => byHand({ who, what, why: 'No control plane can do it.' }));
  if (waits === null)
    return [
      {
        state: 'closed',
        turn: 'operator',
        waitsFor: 'what is left to people',
        text: `It has been closed since ${since}, and is cleared.`,
        since,
        steps: duties,
      },
    ];
  const blocked = waits.operator.map(({ id, why }) =>
    ourStep(
      ['explain', id],
      undefined,
      { method: 'GET', path: `ops/${id.startsWith('ing_') ? 'datasets' : 'exports'}/${project.id}/${id}/explain` },
      { who, what: `Says how ${id} can be led to its end.`, why },
    ),
  );
  const turn = blocked.length > 0 ? 'operator' : 'system';
  const text = `It has been closed since ${since}: ${waits.moving} operations come to their end, ${waits.clearing} are being cleared, ${blocked.length} wait for an operator.${waits.computes === null ? '' : ` It waits for ${waits.computes}.`}`;
  return [
    {
      state: 'closing',
      turn,
      waitsFor: 'everything that it holds to come to its end',
      text,
      since,
      steps: [...blocked, ...duties],
    },
  ];
}

/** That a project has not begun, or has ended. */
export function dates({ standing, now }: ExplainedProject): Matter[] {
  const project = standing.inForce;
  if (project === undefined || project.closed !== undefined) return [];
  const { starts, ends } = project;
  if (now.toISOString().slice(0, 10) < starts)
    return [
      {
        state: 'not-begun',
        turn: 'system',
        waitsFor: `its first day, ${starts}`,
        text: `It begins on ${starts}.`,
        until: `${starts}T00:00:00.000Z`,
        steps: [],
      },
    ];
  return isUpTo(ends, now) ? [] : [ended(standing, project)];
}

function ended(standing: ProjectStatus, { id, ends, compute, hibernated }: Project): Matter {
  const who = operators(namingDefinition(standing), { outsiders: true });
  const close = byHand(
    {
      who,
      what: 'Close the project, keeping or revoking what was released; or give it a later last day. Either waits for a second operator.',
      why: `Its last day was ${ends}; what it holds stays until it is closed.`,
    },
    ['sallyport', 'projects', 'close', id, '--releases', '<keep or revoke>', '--reason', '<why>'],
  );
  const { keepComputeDays } = compute;
  const deletion =
    keepComputeDays === undefined || hibernated
      ? ''
      : ` Its computes are deleted ${keepComputeDays} days after it, once people were told a week before.`;
  return {
    state: 'ended',
    turn: 'operator',
    waitsFor: 'an operator to close it',
    text: `Its last day was ${ends}: nothing comes in, and no compute runs.${deletion}`,
    since: `${ends}T23:59:59.999Z`,
    steps: [close],
  };
}

export function doors({ waiting, standing }: ExplainedProject): Matter[] {
  return waiting
    .filter((names) => names.waiting > 0 && names.why !== undefined)
    .map(({ door, waiting: count, why = 'full' }) => {
      const text = `At its ${door} door ${count} names wait: ${whyInWords[why]}.`;
      const who = operators(namingDefinition(standing), { outsiders: true });
      const more = byHand({
        who,
        what: `End what rests in the project, or allow more at once (maxOpen); every ${doorFacts(door).noun} that waits is taken in as there is room.`,
        why: text,
      });
      return {
        state: 'waiting',
        turn: 'system',
        waitsFor: 'room at a door',
        text,
        steps: why === 'full' ? [more] : [],
      };
    });
}
