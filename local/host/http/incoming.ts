import type { IncomingMessage } from 'node:http';

/** A request as the host's own routes see it. */
export interface Incoming {
  method: string;
  /** Path segments after the mount point, percent-decoded. */
  segments: string[];
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** The largest body that the Functions host takes without the setting FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: 100 MB. */
const largestBody = 104_857_600;

/** Thrown when a body is larger than the host takes; answered with 413. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
}

/** Reads a whole request body. Throws BodyTooLarge as soon as its length says so, or more has come. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody)
    throw new BodyTooLarge(`The body is larger than ${largestBody} bytes.`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largestBody) throw new BodyTooLarge(`The body is larger than ${largestBody} bytes.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Splits a path into decoded segments; undefined when it is not valid percent-encoding. */
export function decodedSegments(path: string): string[] | undefined {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
