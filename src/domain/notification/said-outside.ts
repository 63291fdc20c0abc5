import { z } from 'zod';
import { quarterOf } from '../base/time.ts';
import type { Operation } from '../operation/operation.ts';
import type { Decision } from '../review/decision.ts';
import type { Round } from '../review/round.ts';
import { type ShownQuestion, shownQuestion } from '../review/shown-question.ts';

const said = z.string().brand<'said outside'>();

/**
 * A text that a signed-in person typed outside, and that may be told there before an approval. What a marker, a name, a file or a remark about
 * a file says is none: it was chosen inside, or may quote what was.
 */
export type SaidOutside = z.infer<typeof said>;

/** What a researcher typed about a package at /api/mine. The purpose that a marker brought is not among it. */
export interface TypedAbout {
  readonly purpose?: SaidOutside;
  readonly label?: SaidOutside;
  readonly answer?: SaidOutside;
}

export function typedAbout({ submission }: Pick<Operation, 'submission'>): TypedAbout {
  if (submission === undefined) return {};
  const { purpose, label, answer } = submission;
  return {
    ...(purpose === '' ? {} : { purpose: said.parse(purpose) }),
    ...(label === undefined ? {} : { label: said.parse(label) }),
    ...(answer === undefined ? {} : { answer: said.parse(answer) }),
  };
}

/** The reasons that approvers typed; empty ones are none. */
export function reasonsSaid(decisions: readonly Pick<Decision, 'reason'>[]): SaidOutside[] {
  return decisions.flatMap(({ reason }) => (reason === '' ? [] : [said.parse(reason)]));
}

/** The same of a package that went back. */
export function reasonsOfOutcome({ outcome }: Pick<Operation, 'outcome'>): SaidOutside[] {
  return reasonsSaid((outcome?.reasons ?? []).map((reason) => ({ reason })));
}

/** What approvers asked about a package and what was answered, all typed outside. Who asked is not told, and times are as all that is told of it. */
export function questionsOutside(rounds: readonly Round[]): ShownQuestion[] {
  return rounds
    .toSorted((one, other) => one.number - other.number)
    .flatMap((round) => (round.questions ?? []).map((question) => shownQuestion(round, question)))
    .map(({ at, text, until, answer, ...rest }) => ({
      ...rest,
      at: quarterOf(at),
      text: said.parse(text),
      ...(until === undefined ? {} : { until: quarterOf(until) }),
      ...(answer === undefined ? {} : { answer: { at: quarterOf(answer.at), text: said.parse(answer.text) } }),
    }));
}
