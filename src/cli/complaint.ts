import type { ExitCode } from './exit-codes.ts';

/** A refusal of the API: the stable end of its type, and the whole answer. */
interface Refusal {
  readonly problem: string;
  readonly answer: unknown;
}

/** Why the command ends, in sentences for whoever typed it, and what the API said where it did. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
  readonly code: ExitCode;
  readonly problem: string | undefined;
  readonly answer: unknown;
  constructor(code: ExitCode, message: string, refusal?: Refusal) {
    super(message);
    this.code = code;
    this.problem = refusal?.problem;
    this.answer = refusal?.answer;
  }
}
