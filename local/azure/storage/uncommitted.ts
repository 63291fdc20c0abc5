import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { LocalReply, LocalRequest } from '../server.ts';

/**
 * A listing with the blobs of which only blocks have arrived as Azure shows them: without time, ETag and content headers, which
 * Azurite makes up in part. Source: Microsoft's REST reference, "List Blobs", uncommitted blobs in the response.
 */
export async function withBareUncommitted({ url }: LocalRequest, reply: LocalReply): Promise<LocalReply> {
  const included = url.searchParams.get('include')?.split(',') ?? [];
  if (url.searchParams.get('comp') !== 'list' || !included.includes('uncommittedblobs')) return reply;
  if (reply.status !== 200 || !(reply.body instanceof Readable)) return reply;
  const { 'content-length': _length, ...headers } = reply.headers ?? {};
  return { ...reply, headers, body: (await text(reply.body)).replace(/<Blob>.*?<\/Blob>/gs, bareIfUncommitted) };
}

/** A committed blob always has a content type there. */
function bareIfUncommitted(blob: string): string {
  return /<Content-Type>/.test(blob) ? blob : blob.replace(/<(Last-Modified|Etag|Creation-Time)>.*?<\/\1>/g, '');
}
