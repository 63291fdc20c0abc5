import { once } from 'node:events';
import { createServer } from 'node:http';
import { arrowListing } from '../../local/azure/storage/arrow-table.ts';

/**
 * Answers List Blobs with so many files of a folder, in the pages that are asked for; in Arrow when it is told to and the caller asks
 * for it. Tells its parent the port.
 */
const count = Number(process.argv[2]);
const form = process.argv[3];
const arrowStream = 'application/vnd.apache.arrow.stream';
const time = 'Wed, 25 Nov 2026 10:00:00 GMT';

const server = createServer(({ url = '/', headers }, response) => {
  const query = new URL(url, 'http://localhost').searchParams;
  const from = Number(query.get('marker') ?? 0);
  const until = Math.min(from + Number(query.get('maxresults')), count);
  const blobs = Array.from({ length: until - from }, (_none, at) => blob(from + at));
  const next = until < count ? String(until) : '';
  const isArrow = form === 'arrow' && headers.accept?.includes(arrowStream) === true;
  response.setHeader('content-type', isArrow ? arrowStream : 'application/xml').setHeader('date', time);
  response.end(
    isArrow
      ? arrowListing(
          blobs.map((texts) => ({ texts, metadata: [] })),
          next,
        )
      : xmlListing(blobs, next),
  );
});

/** The elements that Azure gives of a block blob. */
function blob(number: number): Record<string, string> {
  return {
    Name: `heart-study/cohort/part-${String(number).padStart(8, '0')}.csv`,
    'Creation-Time': time,
    'Last-Modified': time,
    Etag: `0x8DF000000${number}`,
    'Content-Length': String(number),
    'Content-Type': 'text/csv',
    'Content-Encoding': '',
    'Content-Language': '',
    'Content-CRC64': '',
    'Content-MD5': 'sQqNsWTgdUEFt6mb5y4/5Q==',
    'Cache-Control': '',
    'Content-Disposition': '',
    BlobType: 'BlockBlob',
    AccessTier: 'Hot',
    AccessTierInferred: 'true',
    LeaseStatus: 'unlocked',
    LeaseState: 'available',
    ServerEncrypted: 'true',
  };
}

function xmlListing(blobs: readonly Record<string, string>[], next: string): string {
  const items = blobs.map(({ Name, ...properties }) => {
    const elements = Object.entries(properties).map(([name, text]) =>
      text === '' ? `<${name} />` : `<${name}>${text}</${name}>`,
    );
    return `<Blob><Name>${Name}</Name><Properties>${elements.join('')}</Properties><Metadata /><OrMetadata /></Blob>`;
  });
  const marker = next === '' ? '<NextMarker />' : `<NextMarker>${next}</NextMarker>`;
  return `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="ingress"><Blobs>${items.join('')}</Blobs>${marker}</EnumerationResults>`;
}

server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.(Object(server.address()).port);
