import type { Problem } from '../domain/operation.ts';

/** Stable kinds of refusal that only HTTP knows; domain errors bring their own code. */
export type HttpProblemCode =
  | 'unauthenticated'
  | 'role-missing'
  | 'forged-request'
  | 'not-found'
  | 'bad-request'
  | 'too-large'
  | 'conflict'
  | 'key-reused'
  | 'precondition-required'
  | 'precondition-failed';

const statusOf: Readonly<Record<HttpProblemCode, number>> = {
  unauthenticated: 401,
  'role-missing': 403,
  'forged-request': 403,
  'not-found': 404,
  'bad-request': 400,
  'too-large': 413,
  conflict: 409,
  'key-reused': 422,
  'precondition-required': 428,
  'precondition-failed': 412,
};

/** A refusal by the HTTP layer itself, thrown by checks and answered as problem+json or as a page. `message` is for the caller. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: HttpProblemCode;
  readonly status: number;
  readonly problems: readonly Problem[];
  constructor(code: HttpProblemCode, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.code = code;
    this.status = statusOf[code];
    this.problems = problems;
  }
}
