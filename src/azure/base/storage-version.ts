import { type PipelinePolicy, RestError } from '@azure/core-rest-pipeline';
import { TableClient, type TableServiceClientOptions } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';

const header = 'x-ms-version';

/** The first version of the storage services that lists blobs in Arrow. */
export const firstArrowVersion = '2026-10-06';

class VersionRefused extends Error {
  override readonly name = 'VersionRefused';
  readonly statusCode = 400;
  readonly code = 'InvalidHeaderValue';

  constructor(url: string, version: string) {
    super(
      `${new URL(url).host} refuses the header ${header}: ${version}, a version that storage does not have in every region yet. Set STORAGE_API_VERSION to one that this account takes`,
    );
  }
}

interface Headers {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

/** Of a batch of rows the SDK hands on the refusal, of everything else it throws it. */
interface Answer {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  readonly bodyAsText?: string | null;
}

/** Sends a request to storage in a version of its services, whichever its SDK would ask for. Throws VersionRefused. */
export async function askedIn<R extends { readonly url: string; readonly headers: Headers }, A extends Answer>(
  version: string,
  request: R,
  send: (request: R) => Promise<A>,
): Promise<A> {
  request.headers.set(header, version);
  const refused = (answer: Answer) => answer.status === 400 && isAboutVersion(answer);
  try {
    const answer = await send(request);
    if (!refused(answer)) return answer;
  } catch (error) {
    if (!(error instanceof RestError) || error.response === undefined || !refused(error.response)) throw error;
  }
  throw new VersionRefused(request.url, version);
}

/** Blobs and queues name the header in their answer, tables do not, and what answers HEAD has no body. */
function isAboutVersion({ headers, bodyAsText }: Answer): boolean {
  const said = bodyAsText ?? '';
  const code = headers.get('x-ms-error-code') ?? said;
  return code.includes('InvalidHeaderValue') && (!said.includes('<HeaderName>') || said.includes(header));
}

export function tableIn(
  version: string,
  url: string,
  name: string,
  credential: TokenCredential,
  options: TableServiceClientOptions = {},
): TableClient {
  const policy: PipelinePolicy = {
    name: 'storageVersion',
    sendRequest: (request, next) => askedIn(version, request, next),
  };
  return new TableClient(url, name, credential, { ...options, additionalPolicies: [{ policy, position: 'perCall' }] });
}
