import type { z } from 'zod';
import { messageOf } from '../domain/base/errors.ts';
import { Complaint } from './complaint.ts';
import { exitCodes } from './exit-codes.ts';
import { complaintOf } from './problem.ts';
import { type Asked, type BodyOf, type RouteName, routes } from './routes.ts';
import { safeText } from './shown/safe-text.ts';
import type { Access } from './sign-in.ts';

export interface Answered<Body> {
  readonly body: Body;
  readonly etag: string | undefined;
}

interface Request {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Waiting {
  pause(milliseconds: number): Promise<void>;
}

/** An answer that got lost is asked for again after these pauses; keys make that harmless for changes. */
const pauses = [500, 2000, 5000] as const;
/** Azure ends a request after 230 seconds. */
const patience = 240_000;

/** The API as somebody. Each answer is held to the form that its route describes; a refusal is thrown as a Complaint. */
export class Client {
  readonly #access: Access;
  readonly #waiting: Waiting;

  constructor(access: Access, waiting: Waiting) {
    this.#access = access;
    this.#waiting = waiting;
  }

  async ask<Name extends RouteName>(name: Name, asked: Asked<Name>): Promise<Answered<BodyOf<Name>>> {
    const response = await this.#send(name, asked);
    const schema = routes[name].answers[response.status];
    if (schema === undefined || 'media' in schema) throw otherForm(name, `status ${response.status}`);
    const parsed = schema.safeParse(await response.json());
    if (!parsed.success) throw otherForm(name, firstOf(parsed.error));
    return { body: parsed.data, etag: response.headers.get('etag') ?? undefined };
  }

  /** The same; undefined where the API says that there is no such thing. */
  async find<Name extends RouteName>(name: Name, asked: Asked<Name>): Promise<Answered<BodyOf<Name>> | undefined> {
    try {
      return await this.ask(name, asked);
    } catch (error) {
      if (error instanceof Complaint && error.problem === 'not-found') return undefined;
      throw error;
    }
  }

  /** The lines of an answer that is no JSON, as they come. Throws an Error when it breaks off. */
  async *lines<Name extends RouteName>(name: Name, asked: Asked<Name>): AsyncGenerator<readonly string[]> {
    const { body } = await this.#send(name, asked);
    let rest = '';
    for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length > 0) yield lines;
    }
    if (rest !== '') yield [rest];
  }

  async #send(name: RouteName, { params = {}, query = {}, body, headers = {} }: Request): Promise<Response> {
    const { methods, path } = routes[name];
    const url = new URL(`${this.#access.url}/api/${path.replaceAll(/\{(\w+)\}/g, (_, key) => segment(params[key]))}`);
    for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, String(value));
    const { token } = this.#access;
    const request = {
      method: methods[0],
      // A token goes nowhere but to the address that was named.
      redirect: 'error' as const,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    for (let tried = 0; ; tried += 1) {
      const pause = pauses[tried];
      const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(patience) }).catch((error: unknown) => {
        if (pause === undefined || isRefused(error)) throw unanswered(this.#access.url, error, headers);
        return undefined;
      });
      if (answer?.ok) return answer;
      const refusal = answer && complaintOf(answer.status, await answer.text());
      if (answer && (pause === undefined || !isPassing(answer.status, refusal, tried))) throw refusal;
      await this.#waiting.pause(pause ?? 0);
    }
  }
}

/** Whether the same request may be answered otherwise in a moment; after a first try the first may still be at work. */
function isPassing(status: number, refusal: Complaint | undefined, tried: number): boolean {
  return [502, 503, 504].includes(status) || (tried > 0 && refusal?.problem === 'conflict');
}

function segment(value: string | undefined): string {
  if (value === undefined) throw new Error('A part of the address is missing');
  return encodeURIComponent(value);
}

/** Nobody listens there, so nothing was done and nothing gets better in a moment. */
function isRefused(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND';
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : codeOf(error.cause);
}

function unanswered(url: string, error: unknown, headers: Readonly<Record<string, string>>): Complaint {
  const key = isRefused(error) ? undefined : headers['idempotency-key'];
  const done =
    key === undefined ? '' : ` Whether it was done is not known: the same with --key ${key} does it no second time.`;
  return new Complaint(
    exitCodes.unreachable,
    `Nobody answers at ${url} (${codeOf(error) ?? messageOf(error)}).${done} Name the address with --url or SALLYPORT_URL, or start the laptop's with npm start.`,
  );
}

function firstOf({ issues }: z.ZodError): string {
  const [first] = issues;
  return first === undefined ? 'its form' : `${first.path.join('.')}: ${first.message}`;
}

function otherForm(name: RouteName, what: string): Complaint {
  return new Complaint(
    exitCodes.refused,
    `The answer to ${name} has another form than this version knows (${safeText(what)}). Use the clone that the app was deployed from.`,
  );
}
