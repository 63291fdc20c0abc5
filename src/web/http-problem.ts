import { type ProblemCode, problems } from '../api/problems.ts';
import type { Problem } from '../domain/base/errors.ts';

/** A refusal by the HTTP layer itself, thrown by checks and answered as problem+json or as a page. `message` is for the caller. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly problems: readonly Problem[];
  constructor(code: ProblemCode, message: string, problemsFound: readonly Problem[] = []) {
    super(message);
    this.code = code;
    this.status = problems[code].status;
    this.problems = problemsFound;
  }
}
