/** What became of a check: the assumption holds, it does not, or nobody can tell from inside the app. */
export const checkResults = ['ok', 'problem', 'cannot-tell'] as const;
export type CheckResult = (typeof checkResults)[number];

/** What a check found, in a sentence, and the repair where it is another than the usual one of the check. */
export interface CheckVerdict {
  readonly result: CheckResult;
  readonly found: string;
  readonly mend?: string;
}

/** One assumption that a deployment rests on: what it is called, why it matters, and what to do where it does not hold or cannot be told. */
export interface CheckFacts {
  readonly title: string;
  readonly why: string;
  readonly mend: string;
  /** What it means when the question itself fails: of a dependency that is the problem, of everything else nothing is known then. */
  readonly failing: 'problem' | 'cannot-tell';
}

export function holds(found: string): CheckVerdict {
  return { result: 'ok', found };
}

export function broken(found: string, mend?: string): CheckVerdict {
  return { result: 'problem', found, ...(mend === undefined ? {} : { mend }) };
}

export function cannotSay(found: string, mend?: string): CheckVerdict {
  return { result: 'cannot-tell', found, ...(mend === undefined ? {} : { mend }) };
}

/** A problem that names all that was found, or what holds when nothing was. */
export function brokenBy(problems: readonly string[], otherwise: string): CheckVerdict {
  return problems.length === 0 ? holds(otherwise) : broken(listOf(problems));
}

const mostNamed = 10;

export function listOf(items: readonly string[]): string {
  const named = items.slice(0, mostNamed).join('; ');
  return items.length > mostNamed ? `${named}; and ${items.length - mostNamed} more` : named;
}
