import type { z } from 'zod';
import { isChange } from '../api/description.ts';
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

/** What a request brings beside what is asked by name. A body there is sent as it is. */
interface Beside {
  /** What was seen: if it is no longer so, nothing is done. */
  readonly etag?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Means {
  /** Where the API is, and as whom it is asked: as nobody what everybody may ask. */
  access(isOpen: boolean): Promise<Access>;
  /** By this the API knows a repetition of the same change. */
  readonly key: string;
  pause(milliseconds: number): Promise<void>;
}

/** An answer that got lost is asked for again after these pauses; keys make that harmless for changes. */
const pauses = [500, 2000, 5000] as const;
/** Azure ends a request after 230 seconds. */
const patience = 240_000;

/**
 * The API as somebody. What is asked goes where the description of the route has a place for it: into the path, behind the question mark,
 * else into the body. Each answer is held to the form that is described; a refusal is thrown as a Complaint.
 */
export class Client {
  readonly #means: Means;
  #changes = 0;

  constructor(means: Means) {
    this.#means = means;
  }

  async ask<Name extends RouteName>(name: Name, asked: Asked<Name>, beside?: Beside): Promise<Answered<BodyOf<Name>>> {
    return await this.#ask(name, asked, beside);
  }

  /** The same; undefined where the API says that there is no such thing. */
  async find<Name extends RouteName>(name: Name, asked: Asked<Name>): Promise<Answered<BodyOf<Name>> | undefined> {
    try {
      return await this.#ask(name, asked);
    } catch (error) {
      if (error instanceof Complaint && error.problem === 'not-found') return undefined;
      throw error;
    }
  }

  /** The parts of an answer that comes in parts. */
  async all<Name extends RouteName>(name: Name, asked: Asked<Name>): Promise<BodyOf<Name>[]> {
    return await Array.fromAsync(this.parts(name, asked));
  }

  /** The same, one by one. */
  async *parts<Name extends RouteName>(name: Name, asked: Asked<Name>): AsyncGenerator<BodyOf<Name>> {
    for (let continuation: string | undefined; ; ) {
      const { body } = await this.#ask(name, { ...asked, continuation });
      yield body;
      const next = continuationOf(body);
      if (next === undefined) return;
      if (next === continuation)
        throw new Complaint(exitCodes.refused, 'The app gave the same continuation twice, so it does not get on.');
      continuation = next;
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

  /** An answer that is no JSON and short, whole. */
  async text<Name extends RouteName>(name: Name, asked: Asked<Name>): Promise<string> {
    return await (await this.#send(name, asked)).text();
  }

  /** The first change of a command has the key itself, and each after it one that follows: whoever repeats the command repeats them all. */
  #nextKey(): string {
    this.#changes += 1;
    return this.#changes === 1 ? this.#means.key : `${this.#means.key}.${this.#changes}`;
  }

  async #ask<Name extends RouteName>(name: Name, asked: object, beside?: Beside): Promise<Answered<BodyOf<Name>>> {
    const response = await this.#send(name, asked, beside);
    const schema = routes[name].answers[response.status];
    if (schema === undefined || 'media' in schema) throw otherForm(name, `status ${response.status}`);
    const parsed = schema.safeParse(await response.json());
    if (!parsed.success) throw otherForm(name, firstOf(parsed.error));
    return { body: parsed.data, etag: response.headers.get('etag') ?? undefined };
  }

  async #send(name: RouteName, asked: object, beside: Beside = {}): Promise<Response> {
    const { url: app, token } = await this.#means.access(routes[name].access === 'everybody');
    const { url, body = beside.body } = placed(name, asked, app);
    // Whoever looks at a plan changes nothing yet, and applies it under the key.
    const isKeyed = isChange(routes[name]) && !('apply' in asked && asked.apply === false);
    const key = isKeyed ? this.#nextKey() : undefined;
    const request = {
      method: routes[name].methods[0],
      // A token goes nowhere but to the address that was named.
      redirect: 'error' as const,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(beside.etag === undefined ? {} : { 'if-match': beside.etag }),
        ...beside.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    for (let tried = 0; ; tried += 1) {
      const pause = pauses[tried];
      const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(patience) }).catch((error: unknown) => {
        if (pause === undefined || isRefused(error)) throw unanswered(app, error, key);
        return undefined;
      });
      if (answer?.ok) return answer;
      const refusal = answer && complaintOf(answer.status, await answer.text());
      if (answer && (pause === undefined || !isPassing(answer.status, refusal, tried))) throw refusal;
      await this.#means.pause(pause ?? 0);
    }
  }
}

/** Where a request goes with what is asked, and what of that is its body. What is undefined is left out. */
function placed(name: RouteName, asked: object, app: string): { readonly url: URL; readonly body?: object } {
  const { path, query } = routes[name];
  const values = new Map<string, unknown>(Object.entries(asked).filter(([, value]) => value !== undefined));
  const url = new URL(
    `${app}/api/${path.replaceAll(/\{(\w+)\}/g, (_, key) => {
      const value = values.get(key);
      if (typeof value !== 'string') throw new Error(`The ${key} of ${name} is missing`);
      values.delete(key);
      return encodeURIComponent(value);
    })}`,
  );
  for (const [key, value] of values) {
    if (query === undefined || !(key in query.shape)) continue;
    url.searchParams.set(key, String(value));
    values.delete(key);
  }
  return values.size === 0 ? { url } : { url, body: Object.fromEntries(values) };
}

function continuationOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('continuation' in body)) return undefined;
  return typeof body.continuation === 'string' ? body.continuation : undefined;
}

/** Whether the same request may be answered otherwise in a moment; after a first try the first may still be at work. */
function isPassing(status: number, refusal: Complaint | undefined, tried: number): boolean {
  return [502, 503, 504].includes(status) || (tried > 0 && refusal?.problem === 'conflict');
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

function unanswered(url: string, error: unknown, key: string | undefined): Complaint {
  const isUnclear = key !== undefined && !isRefused(error);
  const done = !isUnclear
    ? ''
    : ` Whether it was done is not known: the same with --key ${key} does it no second time.`;
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
