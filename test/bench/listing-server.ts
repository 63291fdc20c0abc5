import { once } from 'node:events';
import { createServer } from 'node:http';

/** Answers List Blobs with so many files of a folder, in pages of 5,000; tells its parent the port. */
const count = Number(process.argv[2]);
const pageSize = 5000;

const server = createServer((request, response) => {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const from = Number(query.get('marker') ?? 0);
  const until = Math.min(from + pageSize, count);
  const blobs = Array.from({ length: until - from }, (_none, at) => blob(from + at)).join('');
  const next = until < count ? `<NextMarker>${until}</NextMarker>` : '<NextMarker />';
  response.setHeader('content-type', 'application/xml').setHeader('date', new Date().toUTCString());
  response.end(
    `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="ingress"><Blobs>${blobs}</Blobs>${next}</EnumerationResults>`,
  );
});

/** The properties that Azure gives of a block blob. */
function blob(number: number): string {
  const name = `heart-study/cohort/part-${String(number).padStart(8, '0')}.csv`;
  const time = 'Wed, 25 Nov 2026 10:00:00 GMT';
  return `<Blob><Name>${name}</Name><Properties><Creation-Time>${time}</Creation-Time><Last-Modified>${time}</Last-Modified><Etag>0x8DF000000${number}</Etag><Content-Length>${number}</Content-Length><Content-Type>text/csv</Content-Type><Content-Encoding /><Content-Language /><Content-CRC64 /><Content-MD5>sQqNsWTgdUEFt6mb5y4/5Q==</Content-MD5><Cache-Control /><Content-Disposition /><BlobType>BlockBlob</BlobType><AccessTier>Hot</AccessTier><AccessTierInferred>true</AccessTierInferred><LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState><ServerEncrypted>true</ServerEncrypted></Properties><Metadata /><OrMetadata /></Blob>`;
}

server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.(Object(server.address()).port);
