import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { HttpResponseInit } from '@azure/functions';
import type { Description } from '../../src/api/description.ts';
import { checkAnswer, type GivenAnswer } from './check-answer.ts';
import { keepWrong } from './wrong-answers.ts';

/** Where each process writes what its tests reached; a run of all tests reads it at its end. */
export const reachedFolder = join(import.meta.dirname, '../../node_modules/.cache/reached');

const reached = new Set<string>();

/** Checks an answer and remembers what was wrong, or what it reached. */
export function keepAnswer(name: string, description: Description, given: GivenAnswer): void {
  const checked = checkAnswer(name, description, given);
  if ('wrong' in checked) keepWrong(checked.wrong);
  else if (!reached.has(checked.reached)) {
    reached.add(checked.reached);
    mkdirSync(reachedFolder, { recursive: true });
    appendFileSync(join(reachedFolder, `${process.pid}-${threadId}.txt`), `${checked.reached}\n`);
  }
}

/** The same of an answer that was given in this process. */
export function keepResponse(
  { name, ...description }: Description & { readonly name: string },
  method: string,
  { status = 200, headers, body }: HttpResponseInit,
): void {
  const type = new Headers(Object.entries(headers ?? {})).get('content-type');
  const text = body === undefined || body === null ? '' : typeof body === 'string' ? body : undefined;
  keepAnswer(name, description, { method, status, type, text });
}
