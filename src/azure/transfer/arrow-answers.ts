import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import type { TokenCredential } from '@azure/identity';
import {
  type AnonymousCredential,
  BlobServiceClient,
  type HttpOperationResponse,
  newPipeline,
  type RequestPolicy,
  type StoragePipelineOptions,
  type WebResource,
} from '@azure/storage-blob';
import type { ContainerBlob } from '../base/blob-container.ts';
import { askedIn, firstArrowVersion } from '../base/storage-version.ts';
import { type ArrowPage, readArrow } from './arrow-blobs.ts';

/** The media type of a listing in Apache Arrow's form for streams. */
const arrowStream = 'application/vnd.apache.arrow.stream';

/** How each message of such a stream begins; one of no length ends it. */
const beginOfMessage = Buffer.from('ffffffff', 'hex');
const endOfStream = Buffer.from('ffffffff00000000', 'hex');

/** A listing was asked for in Arrow, and none came that can be trusted. */
export class NoArrow extends Error {
  /** The service answered in XML, as it will again. */
  readonly answeredXml: boolean;

  constructor(message: string, answeredXml = false) {
    super(message);
    this.name = 'NoArrow';
    this.answeredXml = answeredXml;
  }
}

/** Where the answers to one request for a page leave its blobs. */
const arrival = new AsyncLocalStorage<{ blobs: readonly ContainerBlob[] | undefined }>();

/**
 * A storage account that is asked in a version of its services, and whose listings in Arrow come whole or not at all: the SDK alone takes an empty body for a listing without blobs,
 * and one that ends between two batches for a shorter one, where XML shows by its last tag that it was cut.
 */
export function listedAccount(
  url: string,
  credential: TokenCredential | AnonymousCredential,
  version: string,
  options: StoragePipelineOptions = {},
): BlobServiceClient {
  const pipeline = newPipeline(credential, options);
  pipeline.factories.push({
    create: (next) => {
      const versioned: RequestPolicy = {
        sendRequest: (request) => askedIn(version, request, (asked) => next.sendRequest(asked)),
      };
      return { sendRequest: (request) => send(version, request, versioned) };
    },
  });
  return new BlobServiceClient(url, pipeline);
}

/** What `request` gives, and the blobs of the page in Arrow that an account of `listedAccount` received for it. */
export async function withBlobs<T>(
  request: () => Promise<T>,
): Promise<readonly [T, readonly ContainerBlob[] | undefined]> {
  const arrived = { blobs: undefined };
  const given = await arrival.run(arrived, request);
  return [given, arrived.blobs];
}

async function send(version: string, request: WebResource, next: RequestPolicy): Promise<HttpOperationResponse> {
  const arrived = arrival.getStore();
  if (arrived === undefined || !request.headers.get('accept')?.includes(arrowStream))
    return await next.sendRequest(request);
  if (version < firstArrowVersion) throw new NoArrow(`Storage does not list in Arrow in version ${version}`, true);
  const response = await next.sendRequest(request);
  const page = (await pageOf(response)) ?? (await pageOf(await next.sendRequest(request)));
  if (page === undefined) throw new NoArrow('Twice a listing in Arrow came without its beginning or its end');
  arrived.blobs = page.blobs;
  // The SDK is left with where the listing goes on: the blobs are read already.
  response.readableStreamBody = Readable.from([page.rest], { objectMode: false });
  return response;
}

/** The page in the answer; undefined when it was cut. Throws NoArrow for what is no page in Arrow. */
async function pageOf({ headers, readableStreamBody: body }: HttpOperationResponse): Promise<ArrowPage | undefined> {
  const form = headers.get('content-type') ?? 'no content type';
  if (form.split(';')[0]?.trim().toLowerCase() !== arrowStream) {
    body?.resume();
    throw new NoArrow(`A listing that was asked for in Arrow came as ${form}`, true);
  }
  const bytes = await arrivedOf(body);
  if (!isWhole(bytes)) return undefined;
  try {
    return await readArrow(bytes);
  } catch (error) {
    throw new NoArrow(`A listing in Arrow cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What arrived before the end, or before the connection broke. */
async function arrivedOf(body: NodeJS.ReadableStream | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of body ?? []) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  } catch {
    // What came until then shows no end.
  }
  return Buffer.concat(chunks);
}

function isWhole(bytes: Buffer): boolean {
  const begin = bytes.subarray(0, endOfStream.length);
  const end = bytes.subarray(-endOfStream.length);
  return begin.indexOf(beginOfMessage) === 0 && !begin.equals(endOfStream) && end.equals(endOfStream);
}
