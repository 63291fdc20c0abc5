import { doorFacts } from '../../../domain/base/door.ts';
import type { ActName } from '../../../domain/lifecycle/acts.ts';
import type { Availability } from '../../../domain/review/absence.ts';
import { operators } from './assignees.ts';
import { ourStep } from './commands.ts';
import type { NextActor, NextStep } from './explanation.ts';
import type { Findings } from './findings.ts';
import { type ExplainSettings, namingDefinition } from './project-status.ts';
import type { ActingOn } from './steps/act-steps.ts';

export interface ExplainedOperation extends ActingOn {
  readonly found: Findings;
  readonly presence: Availability;
  readonly settings: ExplainSettings;
  /** Whether the viewer must not see who has decided. */
  readonly isBlind: boolean;
}

/** What an operation is in the middle of: whose turn it is, what it waits for and until when, and the steps that lead on, the best first. */
export interface Situation {
  readonly turn: NextActor | null;
  readonly waitsFor: string;
  readonly until?: string;
  readonly steps: readonly NextStep[];
  /** What the row does not tell, as a sentence. */
  readonly note?: string;
  /** An act that would be refused for a reason that no table knows. */
  readonly refused?: ActName;
}

export function waitStep({ operation, standing }: ExplainedOperation, why: string): NextStep {
  const { door, project, id } = operation;
  const list = doorFacts(door).list;
  return ourStep(
    ['wait', id],
    undefined,
    { method: 'GET', path: `ops/${list}/${project}/${id}/explain` },
    {
      who: operators(namingDefinition(standing)),
      what: `Waits until the ${doorFacts(door).noun} rests, has ended or needs somebody; nothing is changed.`,
      why,
    },
  );
}
