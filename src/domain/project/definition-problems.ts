import type { z } from 'zod';
import type { Problem } from '../base/errors.ts';

/** What a refused definition breaks: one problem each with its path, the rule and the value found there in `input`. */
export function describeProblems(error: z.ZodError, input: unknown): Problem[] {
  return error.issues.flatMap((issue) => {
    const places =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [[...issue.path]];
    return places.map((path) => ({
      rule: ruleOf(issue),
      path: pathText(path),
      value: shown(valueAt(input, path)),
      message:
        issue.code === 'unrecognized_keys' ? 'There is no such setting; remove it or mend its name' : issue.message,
    }));
  });
}

function ruleOf(issue: z.core.$ZodIssue): string {
  const named: unknown = issue.code === 'custom' ? issue.params?.['rule'] : undefined;
  return typeof named === 'string' ? named : issue.code.replaceAll('_', '-');
}

function pathText(path: readonly PropertyKey[]): string | null {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? null : text.replace(/^\./, '');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
