import { z } from 'zod';
import type { Description } from '../api/description.ts';
import type { Problem } from '../domain/base/errors.ts';
import { inOurWords } from '../domain/base/rule-words.ts';
import { fieldsOf } from './body.ts';
import type { WebRequest } from './handler.ts';
import { HttpProblem } from './http-problem.ts';

/** Throws HttpProblem `bad-request` that names each parameter which is unknown, repeated or malformed, and those that the route takes. */
export function queryOf<Schema extends z.ZodObject>(request: WebRequest, schema: Schema): z.output<Schema> {
  return parsedQuery(new URL(request.url, 'https://unused.invalid').searchParams, schema);
}

/** The same of what a page asks a route with. */
export function typedQuery<Schema extends z.ZodObject>(
  typed: Readonly<Record<string, string>>,
  schema: Schema,
): z.output<Schema> {
  return parsedQuery(new URLSearchParams(typed), schema);
}

function parsedQuery<Schema extends z.ZodObject>(sent: URLSearchParams, schema: Schema): z.output<Schema> {
  const repeated = [...new Set(sent.keys())].filter((name) => sent.getAll(name).length > 1);
  const parsed = schema.safeParse(Object.fromEntries(sent), inOurWords);
  const wrong = [
    ...repeated.map((name) => problem(name, sent.getAll(name).join(', '), 'stands there more than once')),
    ...(parsed.error?.issues ?? []).flatMap((issue) => problemsOf(issue, (name) => sent.get(name) ?? '')),
  ];
  if (parsed.success && wrong.length === 0) return parsed.data;
  const known = Object.keys(schema.shape);
  const takes = known.length === 0 ? 'no parameters in the query' : `in the query: ${known.join(', ')}`;
  throw new HttpProblem('bad-request', `${sentence(wrong)}. This route takes ${takes}`, wrong);
}

const none = z.strictObject({});

/** Refuses a request whose parameters, in the path or in the query, are not those of its route. Throws HttpProblem `bad-request`. */
export function requireParameters(request: WebRequest, { params = {}, query = none }: Description): void {
  const wrong = Object.entries(params).flatMap(([name, schema]) => {
    const value = request.params[name] ?? '';
    const [issue] = schema.safeParse(value, inOurWords).error?.issues ?? [];
    return issue === undefined ? [] : [problem(name, value, issue.message)];
  });
  if (wrong.length > 0) throw new HttpProblem('bad-request', `In the address: ${sentence(wrong)}`, wrong);
  queryOf(request, query);
}

function problemsOf(issue: z.core.$ZodIssue, sentAs: (name: string) => string): readonly Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => problem(name, sentAs(name), 'is not known here'));
  const name = String(issue.path[0] ?? '');
  return [problem(name, sentAs(name), issue.message)];
}

function problem(name: string, value: string, message: string): Problem {
  return { rule: 'parameter', path: name, value, message };
}

function sentence(wrong: readonly Problem[]): string {
  return wrong.map(({ path, value, message }) => `${path} ${message}, and is ${JSON.stringify(value)}`).join('; ');
}

export function accepts(request: WebRequest, type: 'text/csv' | 'text/markdown' | 'application/json'): boolean {
  return request.headers.get('accept')?.includes(type) === true;
}

/** What was typed into the form of a page that asks by its address. A field that was left empty asks nothing. */
export function typedIn(request: Pick<WebRequest, 'url'>): Readonly<Record<string, string>> {
  const sent = fieldsOf(new URL(request.url, 'https://unused.invalid').searchParams);
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
  );
}
