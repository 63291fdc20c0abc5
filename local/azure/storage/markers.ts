import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { blobLimits } from '../limits/blobs.ts';
import type { LocalReply, LocalRequest } from '../server.ts';
import { beyond } from './storage-request.ts';

/** Markers of the service behind are names of blobs; callers get them in a form like Azure's, and nothing else is taken back. */
const form = /^2!(\d+)!([A-Za-z0-9_-]+)$/;

/** The same listing with the marker of the service behind. Throws StorageRefusal for a marker that no listing gave. */
export function withPlainMarker(request: LocalRequest): LocalRequest {
  const marker = request.url.searchParams.get('marker');
  if (request.url.searchParams.get('comp') !== 'list' || marker === null || marker === '') return request;
  const [, length, encoded = ''] = form.exec(marker) ?? [];
  if (Number(length) !== encoded.length || encoded === '')
    throw beyond(blobLimits.marker, `The marker '${marker}' is none that a listing gave.`);
  const url = new URL(request.url);
  url.searchParams.set('marker', Buffer.from(encoded, 'base64url').toString('utf8'));
  return { ...request, url };
}

/** The answer to a listing with the marker as callers get it. */
export async function withOwnMarker({ url }: LocalRequest, reply: LocalReply): Promise<LocalReply> {
  if (url.searchParams.get('comp') !== 'list' || reply.status !== 200 || reply.drop === true) return reply;
  const xml = reply.body instanceof Readable ? await text(reply.body) : reply.body;
  if (typeof xml !== 'string') return reply;
  const { 'content-length': _length, ...headers } = reply.headers ?? {};
  return { ...reply, headers, body: xml.replace(/<NextMarker>(.+?)<\/NextMarker>/s, encodedElement) };
}

function encodedElement(_all: string, escaped: string): string {
  const marker = escaped
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
  const encoded = Buffer.from(marker).toString('base64url');
  return `<NextMarker>2!${encoded.length}!${encoded}</NextMarker>`;
}
