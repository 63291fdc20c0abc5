import type { z } from 'zod';
import { messageOf, Refused } from '../domain/base/errors.ts';
import { inOurWords } from '../domain/base/rule-words.ts';
import type { WebRequest } from './handler.ts';
import { HttpProblem } from './http-problem.ts';

/** The most bytes of a form: a reason of the longest length fits in whatever script it is written. */
const largestForm = 16 * 1024;
/** The most bytes of JSON: a project definition with many people and machines fits. */
const largestJson = 1024 * 1024;

/** The fields of a form of at most so many bytes. Throws HttpProblem `too-large`. */
export async function readForm(request: WebRequest, most = largestForm): Promise<URLSearchParams> {
  return new URLSearchParams(await readBody(request, most));
}

/** What was typed into a field, with the line ends that its page counted; empty for a field that is not there. */
export function textIn(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? '').replaceAll('\r\n', '\n');
}

/** Every field of a form with its text, to be parsed by a schema; of a field that comes twice the first. */
export function fieldsOf(form: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, textIn(form, name)]));
}

/** The fields of a form as its schema takes them. Throws Refused that says what is wrong with each. */
export function takeFields<Schema extends z.ZodType>(schema: Schema, fields: unknown): z.output<Schema> {
  const read = schema.safeParse(fields, inOurWords);
  if (read.success) return read.data;
  throw new Refused(wrongFields(read.error));
}

/** What is wrong with the fields of a form, once each. What a schema says itself is a sentence. */
export function wrongFields({ issues }: z.ZodError): string {
  const said = issues.map(({ path, message }) => (/^[A-Z]/.test(message) ? message : `${path.join('.')} ${message}.`));
  return [...new Set(said)].join(' ');
}

/** The body as JSON, to be parsed by a schema. Throws HttpProblem `bad-request` when it is none, `too-large` above a megabyte. */
export async function readJson(request: WebRequest): Promise<unknown> {
  return parsed(await readBody(request, largestJson));
}

/** The same for a body that may be left out: undefined when it is empty. */
export async function readOptionalJson(request: WebRequest): Promise<unknown> {
  const text = await readBody(request, largestJson);
  return text === '' ? undefined : parsed(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpProblem('bad-request', `The body is not JSON: ${messageOf(error)}`);
  }
}

/** The body as it came. Throws HttpProblem `too-large` above a megabyte. */
export async function readBytes(request: WebRequest, most = largestJson): Promise<Buffer> {
  const tooLarge = new HttpProblem('too-large', `The body is larger than the ${most / 1024} KB that are taken here`);
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads a body as text, and never more of it than is allowed: what it says of its length counts first, then what comes. */
async function readBody(request: WebRequest, most: number): Promise<string> {
  return (await readBytes(request, most)).toString('utf8');
}
