import type { IncomingMessage } from 'node:http';
import { HostError } from '../host-error.ts';
import type { Settings } from '../settings.ts';

/** A request as the host's own routes see it. */
export interface Incoming {
  method: string;
  /** Path segments after the mount point, percent-decoded. */
  segments: string[];
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

const defaultLimit = 104_857_600;

/** The most bytes of a body that the Functions host takes: the setting FUNCTIONS_REQUEST_BODY_SIZE_LIMIT, else 100 MB. */
export function bodyLimit(settings: Settings): number {
  const text = settings['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT'];
  if (text === undefined) return defaultLimit;
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new HostError('settings', `FUNCTIONS_REQUEST_BODY_SIZE_LIMIT must be a number of bytes, not '${text}'.`);
}

/** Thrown when a body is larger than the host takes; answered with 413. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
}

/** Reads a whole request body. Throws BodyTooLarge as soon as its length says so, or more has come. */
export async function readBody(request: IncomingMessage, most = defaultLimit): Promise<Buffer> {
  const tooLarge = new BodyTooLarge(`The body is larger than ${most} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > most) throw tooLarge;
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
