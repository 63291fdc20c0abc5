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

/** Thrown when a signed-in person asks for what another role may do. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
  readonly code = 'forbidden';
}

/** Thrown when the stored definition of a project breaks rules that came later. Only that project stands still. */
export class BrokenDefinition extends Error {
  override readonly name = 'BrokenDefinition';
  readonly code = 'broken-definition';
  readonly problems: readonly Problem[];

  constructor(project: string, problems: readonly Problem[]) {
    const broken = problems.map(({ path, message }) => `${path ?? 'all'}: ${message}`).join('; ');
    super(`The stored definition of ${project} breaks the rules of today (${broken}); put one that they accept`);
    this.problems = problems;
  }
}

/** Thrown when an event does not fit the state of an operation: the table has no such row. */
export class IllegalMove extends Error {
  override readonly name = 'IllegalMove';
  readonly code = 'illegal-move';
}

/** What a caught value says: the message of an error, or the value as text, since anything can be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What breaks a rule: the rule's name, the file (null: the whole upload), the offending value, and what to do, in a sentence. */
export interface Problem {
  readonly rule: string;
  readonly path: string | null;
  readonly value: string;
  readonly message: string;
}
