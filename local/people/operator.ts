import type { AzureEndpoints } from '../azure/endpoints.ts';
import { personToken } from './tokens.ts';

/** An answer of the ops API: status, parsed JSON and ETag. */
export interface OpsAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly etag: string | undefined;
}

/** A person at the ops API. */
export interface Ops {
  /** Another person at the same ops API. */
  as(person: string): Ops;
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<OpsAnswer>;
  /** The body of an answer that must be 2xx. Throws with status and body otherwise. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown>;
}

/** A person at the ops API with a bearer token, as a script would use it. */
export class OpsClient implements Ops {
  readonly #azure: AzureEndpoints;
  readonly #baseUrl: string;
  readonly #person: string;

  constructor(azure: AzureEndpoints, baseUrl: string, person = 'operator') {
    this.#azure = azure;
    this.#baseUrl = baseUrl;
    this.#person = person;
  }

  /** Another person at the same ops API. */
  as(person: string): OpsClient {
    return new OpsClient(this.#azure, this.#baseUrl, person);
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<OpsAnswer> {
    const token = await personToken(this.#azure, this.#person, 'api');
    const response = await fetch(`${this.#baseUrl}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: parsed, etag: response.headers.get('etag') ?? undefined };
  }

  /** The body of an answer that must be 2xx. Throws with status and body otherwise. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<unknown> {
    return bodyOf(`${method} ${path}`, await this.call(method, path, body, headers));
  }
}

/** The body of an answer that must be 2xx. Throws with status and body otherwise. */
export function bodyOf(asked: string, { status, body }: OpsAnswer): unknown {
  if (status < 200 || status > 299) throw new Error(`${asked} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
