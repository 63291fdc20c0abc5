import type { z } from 'zod';
import type { Answer, Description } from '../../src/api/description.ts';
import { type ProblemCode, problems } from '../../src/api/problems.ts';
import { problemsOf } from '../../src/api/problems-of.ts';
import { problemOf } from '../../src/api/schemas/problem.ts';
import { losesWords } from './page-forms.ts';
import { oddWords } from './page-words.ts';

/** What a route answered. `text` is undefined where the body is not looked at, such as that of a stream. */
export interface GivenAnswer {
  readonly method: string;
  readonly status: number;
  readonly type: string | null;
  readonly text: string | undefined;
}

/** What is wrong with an answer by the description of its route, or what it was: its status, and of a refusal to programs its code. */
export type Checked = { readonly wrong: string } | { readonly reached: string };

/** Holds an answer to the description of its route. */
export function checkAnswer(name: string, description: Description, given: GivenAnswer): Checked {
  const { status } = given;
  const said = (what: string): Checked => ({ wrong: `${name} answered ${status}: ${what}` });
  const answer = description.answers[status];
  if (status === 200 && description.also !== undefined && given.type?.startsWith(description.also))
    return { reached: `${name} ${status}` };
  const page = description.kind === 'page' && given.type?.startsWith('text/html') ? (given.text ?? '') : '';
  const [odd] = oddWords(page);
  if (odd !== undefined) return said(`the page says '${odd}'`);
  if (losesWords(page)) return said('what is typed into one of its forms is lost by the button of another');
  if (answer !== undefined && !isProblem(given)) {
    const wrong = whyNotAnswer(answer, given);
    return wrong === undefined ? { reached: `${name} ${status}` } : said(wrong);
  }
  const codes = problemsOf(description).filter((code) => problems[code].status === status);
  const [first, ...others] = codes;
  if (first === undefined) return said('no answer and no refusal of that status is described');
  if (description.kind === 'page')
    return given.type?.startsWith('text/html') ? { reached: `${name} ${status}` } : said(`a page is ${given.type}`);
  if (!isProblem(given)) return said(`a refusal is ${given.type}`);
  const problem = problemOf([first, ...others]);
  const read = problem.safeParse(JSON.parse(given.text ?? ''));
  if (!read.success) return said(`${firstWrong(read.error)} in ${given.text}`);
  return { reached: reachedBy(name, codeOf(codes, read.data.type)) };
}

/** Everything that the tests have to reach of a route. An error of the service is the same everywhere. */
export function toReach(name: string, description: Description): readonly string[] {
  const codes = problemsOf(description).filter((code) => code !== 'unexpected');
  const refusals = codes.map((code) =>
    description.kind === 'page' ? `${name} ${problems[code].status}` : reachedBy(name, code),
  );
  return [...new Set([...Object.keys(description.answers).map((status) => `${name} ${status}`), ...refusals])];
}

function reachedBy(name: string, code: ProblemCode): string {
  return `${name} ${problems[code].status} ${code}`;
}

function codeOf(codes: readonly ProblemCode[], type: string): ProblemCode {
  return codes.find((code) => type.endsWith(`:${code}`)) ?? 'unexpected';
}

function isProblem({ type }: GivenAnswer): boolean {
  return type?.startsWith('application/problem+json') ?? false;
}

function whyNotAnswer(answer: Answer, { method, type, text }: GivenAnswer): string | undefined {
  if ('media' in answer) {
    if (answer.media === 'none') return text === '' || text === undefined ? undefined : 'it has a body';
    const media = [answer.media, answer.other].filter((one) => one !== undefined);
    const isOne = media.some((one) => type?.startsWith(one));
    return isOne ? undefined : `the content type is ${type} and not ${media.join(' or ')}`;
  }
  if (!type?.startsWith('application/json')) return `the content type is ${type} and not application/json`;
  if (method === 'HEAD' || text === undefined) return undefined;
  const read = answer.safeParse(JSON.parse(text));
  return read.success ? undefined : `${firstWrong(read.error)} in ${text.slice(0, 2000)}`;
}

function firstWrong(error: z.ZodError): string {
  const [first] = error.issues;
  return first === undefined ? 'it is wrong' : `${first.path.join('.') || 'the whole'}: ${JSON.stringify(first)}`;
}
