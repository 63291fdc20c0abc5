import { holdEnd } from './question.ts';
import type { Question, Round } from './round.ts';

/** A question as pages tell of it: without who answered, and with who asked only where that may be known. */
export interface ShownQuestion {
  readonly round: number;
  readonly number: number;
  readonly at: string;
  readonly name?: string;
  readonly text: string;
  /** How many files it is about beside that. */
  readonly files: number;
  /** Until when the release waits for it at the latest; missing once the round is over. */
  readonly until?: string;
  readonly answer?: { readonly at: string; readonly text: string };
}

export function shownQuestion(round: Round, question: Question, isNamed = false): ShownQuestion {
  const { number, at, by, text, remarks, answer } = question;
  const name = isNamed ? round.approvers.find(({ oid }) => oid === by)?.name : undefined;
  return {
    round: round.number,
    number,
    at,
    ...(name === undefined ? {} : { name }),
    text,
    files: remarks?.files ?? 0,
    ...(round.status === 'open' ? { until: holdEnd(question, round) } : {}),
    ...(answer === undefined ? {} : { answer: { at: answer.at, text: answer.text } }),
  };
}
