import type { Problem } from './operation.ts';

/** Thrown when a project, dataset, package, round or link does not exist, or the caller may not know that it does. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly code = 'not-found';
}

/** Thrown when input breaks a rule. `problems` names each rule, path and value; it may be empty when the message says all. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code = 'refused';
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[] = []) {
    super(message);
    this.problems = problems;
  }
}

/** Thrown when an event does not fit the state of an operation: the table has no such row. */
export class IllegalMove extends Error {
  override readonly name = 'IllegalMove';
  readonly code = 'illegal-move';
}

/** Thrown when the design has a step whose handler does not exist yet. Nothing was changed. */
export class NotBuilt extends Error {
  override readonly name = 'NotBuilt';
  readonly code = 'not-built';
}

/** What a caught value says: the message of an error, or the value as text, since anything can be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
