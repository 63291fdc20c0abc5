import { z } from 'zod';

/** Reads what a service answered about a thing. Throws an error that names the thing and the first problem of the answer. */
export function readAnswer<T>(thing: string, schema: z.ZodType<T>, answer: unknown): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw new Error(`Azure's answer about ${thing} cannot be read: ${firstProblem(read.error)}`, { cause: read.error });
}

/** The first thing that is wrong, as one line with its place. */
export function firstProblem({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return 'no problem is named';
  const place = z.core.toDotPath(issue.path);
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}

/** Tags of a resource. What is no tag is left out, since one odd value must not hide the resource. */
export const answeredTags = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((tags) =>
    Object.fromEntries(Object.entries(tags).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  );

/** Why a change failed after Azure had accepted it, in one line: its code and what it says. Undefined where it gives no code. */
export function failureText({
  code,
  message = '',
}: {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}): string | undefined {
  if (code === undefined || code === '') return undefined;
  const [said = ''] = message.trim().split('\n');
  return (said === '' ? code : `${code}: ${said}`).slice(0, longestFailure);
}

/** Characters of it that are kept: it stands in plans of many computes. */
const longestFailure = 300;

/** A text that may be missing, or something else than a text. */
export const answeredText = z.string().optional().catch(undefined);
