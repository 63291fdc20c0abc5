import type { Problem } from '../../domain/base/errors.ts';
import { printable } from '../../domain/base/printable.ts';

/** Each problem as a line for people who may know the names: where, and what to do. What a rule is called is for programs. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.map(({ path, value, message }) => {
    const where = path === null ? `the whole upload (${printable(value)})` : printable(path);
    return `${where}: ${message}`;
  });
}
