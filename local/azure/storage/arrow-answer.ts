import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { LocalReply, LocalRequest } from '../server.ts';
import { arrowListing, type ListedRow } from './arrow-table.ts';

/** The media type by which a listing is asked for, and answered, in this form. */
const arrowStream = 'application/vnd.apache.arrow.stream';

/** The first version of List Blobs that can answer so. */
export const firstArrowVersion = '2026-10-06';

/**
 * Azurite's answer to List Blobs in Arrow, when the caller asks for that as the SDKs do. Sources: Azure's SDKs for JavaScript, Go and
 * Rust, of which none asks for Arrow by default yet, and which all take XML from an account that does not answer in Arrow.
 */
export async function inArrow(request: LocalRequest, reply: LocalReply): Promise<LocalReply> {
  const { headers, url } = request;
  const version = headers['x-ms-version'];
  if (typeof version !== 'string' || version < firstArrowVersion || !headers.accept?.includes(arrowStream))
    return reply;
  if (url.searchParams.get('comp') !== 'list' || url.searchParams.has('delimiter')) return reply;
  if (reply.status !== 200 || reply.drop === true) return reply;
  const { 'content-length': _length, ...answered } = reply.headers ?? {};
  const xml = reply.body instanceof Readable ? await text(reply.body) : String(reply.body);
  return { ...reply, headers: { ...answered, 'content-type': arrowStream }, body: arrowOf(xml) };
}

function arrowOf(xml: string): Buffer {
  const rows = [...xml.matchAll(/<Blob>(.*?)<\/Blob>/gs)].map(([, blob = '']) => rowOf(blob));
  return arrowListing(rows, plain(/<NextMarker>(.*?)<\/NextMarker>/s.exec(xml)?.[1] ?? ''));
}

function rowOf(blob: string): ListedRow {
  const [, metadata = ''] = /<Metadata>(.*?)<\/Metadata>/s.exec(blob) ?? [];
  return { texts: Object.fromEntries(elements(blob.replace(metadata, ''))), metadata: elements(metadata) };
}

/** The names and texts of elements that hold nothing but text. */
function elements(xml: string): [string, string][] {
  return [...xml.matchAll(/<([\w-]+)(?: [^>]*)?>([^<]*)<\/\1>/g)].map(([, name = '', value = '']) => [
    name,
    plain(value),
  ]);
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function plain(value: string): string {
  return value.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_all, hex?: string, decimal?: string, name = '') => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal === undefined ? (entities[name] ?? '') : String.fromCodePoint(Number(decimal));
  });
}
