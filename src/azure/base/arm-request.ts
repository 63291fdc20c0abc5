import { ServiceClient } from '@azure/core-client';
import {
  createPipelineRequest,
  type HttpMethods,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import { answeredText } from './answer.ts';

export interface ArmConnection {
  readonly endpoint: string;
  readonly credentialScopes: readonly string[];
  readonly credential: TokenCredential;
}

/** A client for what Azure's own packages do not offer; it asks again as they do. `maxRetries` 0: what fails is not sent again. */
export function armClient(
  { endpoint, credential, credentialScopes }: ArmConnection,
  maxRetries?: number,
): ServiceClient {
  const retryOptions = maxRetries === undefined ? {} : { maxRetries };
  return new ServiceClient({ endpoint, credential, credentialScopes: [...credentialScopes], retryOptions });
}

/** What is asked of Resource Manager: below its address, at a version of the resource's API. */
export interface ArmAsked {
  readonly method: HttpMethods;
  readonly path: string;
  readonly apiVersion: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

export function armRequest(
  endpoint: string,
  { method, path, apiVersion, query = {}, body }: ArmAsked,
): PipelineRequest {
  const url = new URL(`${endpoint}${path}`);
  for (const [name, value] of Object.entries({ ...query, 'api-version': apiVersion }))
    url.searchParams.set(name, value);
  const request = createPipelineRequest({ url: url.href, method });
  request.headers.set('accept', 'application/json');
  if (body !== undefined) {
    request.headers.set('content-type', 'application/json');
    request.body = JSON.stringify(body);
  }
  return request;
}

const refusal = z.object({ code: answeredText, message: answeredText });
/** Resource Manager puts what it says into an envelope; Azure Monitor does not. */
const refusalBody = z
  .object({ error: refusal })
  .transform(({ error }) => error)
  .or(refusal)
  .catch({ code: undefined, message: undefined });

/** Throws with status, code and words when it is a refusal. */
export function armAnswer({ status, bodyAsText }: PipelineResponse): unknown {
  const body = readJson(bodyAsText ?? '');
  if (status < 300) return body;
  const { code, message = `Azure answered with status ${status}` } = refusalBody.parse(body);
  throw Object.assign(new Error(message), { statusCode: status, code });
}

function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error('Azure answered with something that is no JSON', { cause: error });
  }
}
