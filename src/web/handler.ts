import type { ReadableStream } from 'node:stream/web';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Description } from '../api/description.ts';
import type { Page } from '../pages/base/layout.ts';
import type { Orchestrations } from '../ports/workflows.ts';

/**
 * The parts of a request that handlers use. Not among them: `user`, which believes a header that any caller can send, and `text` and
 * `json`, which read bodies of any length (`body.ts` reads what is allowed).
 */
export interface WebRequest extends Pick<HttpRequest, 'method' | 'url' | 'headers' | 'params'> {
  readonly body: ReadableStream<Uint8Array> | null;
}

export type Handler = (request: WebRequest, workflows: Orchestrations) => Promise<HttpResponseInit>;

/** A route parameter. Throws when the route has none of that name: a fault of the route table, not of the caller. */
export function param(request: WebRequest, name: string): string {
  const value = request.params[name];
  if (value === undefined) throw new Error(`The route has no parameter {${name}}`);
  return value;
}

export interface Route extends Description {
  readonly name: string;
  readonly handler: Handler;
  /** Whoever is signed in and the pages beside this one, for a page that tells of a refusal. */
  readonly around?: (request: WebRequest) => Promise<Pick<Page, 'visitor' | 'navigation' | 'search'>>;
}
