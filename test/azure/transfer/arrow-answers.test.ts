import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { AnonymousCredential } from '@azure/storage-blob';
import { afterEach, describe, expect, test } from 'vitest';
import { arrowListing } from '../../../local/azure/storage/arrow-table.ts';
import { ListingSummary, listAll } from '../../../src/activities/transfer/location-listing.ts';
import { firstArrowVersion } from '../../../src/azure/base/storage-version.ts';
import { listedAccount } from '../../../src/azure/transfer/arrow-answers.ts';
import { blobListing } from '../../../src/azure/transfer/data-listing.ts';
import { blobVersions } from '../../../src/azure/transfer/dataset-versions.ts';
import { collect } from '../../contract/samples.ts';

const arrowStream = 'application/vnd.apache.arrow.stream';
const time = 'Wed, 25 Nov 2026 10:00:00 GMT';

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: Buffer | string;
  /** The connection breaks before the body is whole. */
  readonly breaks?: boolean;
}
interface Asked {
  readonly form: 'arrow' | 'xml';
  readonly marker: string | undefined;
}

let server: Server | undefined;
afterEach(() => void server?.close());

/** A service that answers by a script, and what it was asked. */
async function service(answer: (asked: Asked, count: number) => Answer, version = firstArrowVersion) {
  const asked: Asked[] = [];
  server = createServer(({ url = '/', headers }, response) => {
    const { searchParams } = new URL(url, 'http://localhost');
    const form = headers.accept?.includes(arrowStream) ? 'arrow' : 'xml';
    asked.push({ form, marker: searchParams.get('marker') ?? undefined });
    const {
      status = 200,
      type = form === 'arrow' ? arrowStream : 'application/xml',
      body,
      breaks = false,
    } = answer(asked.at(-1) ?? { form, marker: undefined }, asked.length);
    const length = Buffer.byteLength(body) + (breaks ? 1 : 0);
    response.writeHead(status, { 'content-type': type, 'content-length': length, date: time });
    if (breaks) response.write(body, () => response.destroy());
    else response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${Object(server.address()).port}/account`;
  const account = listedAccount(url, new AnonymousCredential(), version, { retryOptions: { maxTries: 1 } });
  return { asked, account, listing: blobListing({ public: account, secure: account, release: account }) };
}

async function names(listing: ReturnType<typeof blobListing>): Promise<string[]> {
  return (await collect(listing.pages('exports', 'p/'))).flatMap(({ blobs }) => blobs.map(({ path }) => path));
}

function row(name: string, texts: Record<string, string> = {}, metadata: [string, string][] = []) {
  const properties = { 'Last-Modified': time, Etag: '0x8DF', 'Content-Length': '3', BlobType: 'BlockBlob' };
  return { texts: { Name: name, ...properties, ...texts }, metadata };
}

const whole = arrowListing([row('p/a'), row('p/b')], '');
const end = 8;
/** Where the first message, that of the schema, ends. */
const schemaEnd = 8 + whole.readInt32LE(4);
const xml = `<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs><Blob><Name>p/a</Name><Properties><Last-Modified>${time}</Last-Modified><Etag>0x8DF</Etag><Content-Length>3</Content-Length></Properties></Blob></Blobs><NextMarker /></EnumerationResults>`;

describe('a listing in Arrow', () => {
  test.each([
    ['is empty', Buffer.alloc(0)],
    ['is nothing but the end', whole.subarray(-end)],
    ['ends after the schema', whole.subarray(0, schemaEnd)],
    ['ends in the blobs', whole.subarray(0, -100)],
    ['does not say that it ends', whole.subarray(0, -end)],
    ['has no names', arrowListing([{ texts: { Etag: '0x8DF' }, metadata: [] }], '')],
    [
      'holds what is no table',
      Buffer.concat([Buffer.from('ffffffff10000000', 'hex'), Buffer.alloc(40, 7), whole.subarray(-end)]),
    ],
  ])('that %s is never taken for a listing: the service is asked for XML', async (_what, body) => {
    const { listing, asked } = await service(({ form }) => (form === 'arrow' ? { body } : { body: xml }));
    expect(await names(listing)).toEqual(['p/a']);
    expect(asked.at(-1)).toEqual({ form: 'xml', marker: undefined });
  });

  test.each([
    ['is empty', { body: '' }],
    ['breaks off', { body: whole.subarray(0, 300), breaks: true }],
  ])('that %s once is asked for once more', async (_what, broken) => {
    const { listing, asked } = await service((_asked, count) => (count === 1 ? broken : { body: whole }));
    expect(await names(listing)).toEqual(['p/a', 'p/b']);
    expect(asked.map(({ form }) => form)).toEqual(['arrow', 'arrow']);
  });

  test('whose later page stays cut is an error, since a continuation belongs to its form', async () => {
    const first = arrowListing([row('p/a')], 'next');
    const { listing, asked } = await service(({ marker }) => ({ body: marker === undefined ? first : '' }));
    await expect(names(listing)).rejects.toThrow(
      'Could not list exports/p/: Twice a listing in Arrow came without its beginning or its end',
    );
    expect(asked).toEqual([
      { form: 'arrow', marker: undefined },
      { form: 'arrow', marker: 'next' },
      { form: 'arrow', marker: 'next' },
    ]);
  });

  test('may have pages without blobs that lead on', async () => {
    const { listing } = await service(({ marker }) => ({
      body: marker === undefined ? arrowListing([], 'next') : whole,
    }));
    expect(await names(listing)).toEqual(['p/a', 'p/b']);
  });

  test('of nothing is a page without blobs', async () => {
    const { listing } = await service(() => ({ body: arrowListing([], '') }));
    expect(await collect(listing.pages('exports', 'p/'))).toEqual([{ date: new Date(time), blobs: [] }]);
  });

  test('does not let an upload look at rest whose blobs have no time yet, which would be read as that of 1970', async () => {
    const arriving = { texts: { Name: 'p/still', 'Content-Length': '0', BlobType: 'BlockBlob' }, metadata: [] };
    const { listing } = await service(() => ({ body: arrowListing([arriving], '') }));
    const [page] = await collect(listing.pages('exports', 'p/'));
    expect(page?.blobs).toMatchObject([{ path: 'p/still', etag: '', lastModified: new Date(time).toISOString() }]);
    const survey = new ListingSummary();
    for await (const _blob of listAll(listing, { place: 'exports', folder: 'p' }, survey, { uncommitted: true }));
    expect({ count: survey.count, newest: survey.newest }).toEqual({ count: 0, newest: undefined });
  });

  test('tells sizes beyond 32 bits, MD5s and metadata under any name', async () => {
    const md5 = 'sQqNsWTgdUEFt6mb5y4/5Q==';
    const metadata: [string, string][] = [
      ['_', 'under'],
      ['constructor', 'x'],
      ['__proto__', 'y'],
      ['Empty', ''],
    ];
    const blob = row('p/ü &amp; 😀\r\n', { 'Content-Length': '5497558138880', 'Content-MD5': md5 }, metadata);
    const { listing } = await service(() => ({ body: arrowListing([blob], '') }));
    const [page] = await collect(listing.pages('exports', 'p/'));
    expect(page?.blobs).toMatchObject([{ path: 'p/ü &amp; 😀\r\n', size: 5497558138880, md5 }]);
    expect(Object.entries(page?.blobs[0]?.metadata ?? {})).toEqual([
      ['_', 'under'],
      ['constructor', 'x'],
      ['__proto__', 'y'],
      ['empty', ''],
    ]);
  });

  test('shows versions and deleted blobs, of which only what is current and not deleted is there', async () => {
    const body = arrowListing(
      [row('v/a', { IsCurrentVersion: 'true' }), row('v/a'), row('v/b', { Deleted: 'true' })],
      '',
    );
    const { account } = await service(() => ({ body }));
    expect(await collect(blobVersions(account.getContainerClient('datasets')).all('v/'))).toEqual([
      { path: 'v/a', isCurrent: true },
      { path: 'v/a', isCurrent: false },
      { path: 'v/b', isCurrent: false },
    ]);
  });
});

describe('a service that lists in XML alone', () => {
  test('is asked for Arrow once', async () => {
    const { listing, asked } = await service(() => ({ type: 'application/xml', body: xml }));
    expect([await names(listing), await names(listing)]).toEqual([['p/a'], ['p/a']]);
    expect(asked.map(({ form }) => form)).toEqual(['arrow', 'xml', 'xml']);
  });

  test('in the version that is asked for is not asked for Arrow at all', async () => {
    const { listing, asked } = await service(() => ({ body: xml }), '2026-06-06');
    expect([await names(listing), await names(listing)]).toEqual([['p/a'], ['p/a']]);
    expect(asked.map(({ form }) => form)).toEqual(['xml', 'xml']);
  });

  test('may refuse the form', async () => {
    const { listing } = await service(({ form }) =>
      form === 'arrow' ? { status: 406, type: 'text/plain', body: '' } : { body: xml },
    );
    expect(await names(listing)).toEqual(['p/a']);
  });

  test('may hold metadata whose name the SDK reads only in answers that were asked for in XML', async () => {
    const body = xml.replace('</Properties>', '</Properties><Metadata><_>under</_></Metadata>');
    const { listing } = await service(() => ({ type: 'application/xml', body }));
    const [page] = await collect(listing.pages('exports', 'p/'));
    expect(page?.blobs).toMatchObject([{ path: 'p/a', metadata: { _: 'under' } }]);
  });
});

test('an error of the service is told as it is, in whatever form was asked', async () => {
  const { listing, asked } = await service(() => ({
    status: 404,
    type: 'application/xml',
    body: '<?xml version="1.0"?><Error><Code>ContainerNotFound</Code><Message>It does not exist.</Message></Error>',
  }));
  await expect(names(listing)).rejects.toThrow('Could not list exports/p/');
  expect(asked).toHaveLength(1);
});

test('a header that is refused is told as the version only where it is about that', async () => {
  const refused = (about: string) =>
    service(() => ({
      status: 400,
      type: 'application/xml',
      body: `<?xml version="1.0"?><Error><Code>InvalidHeaderValue</Code><Message>It is wrong.</Message>${about}</Error>`,
    }));
  const other = await refused('<HeaderName>If-Match</HeaderName><HeaderValue>x</HeaderValue>');
  await expect(names(other.listing)).rejects.toThrow('Could not list exports/p/: It is wrong.');
  server?.close();
  const version = await refused('<HeaderName>x-ms-version</HeaderName><HeaderValue>2026-10-06</HeaderValue>');
  await expect(names(version.listing)).rejects.toThrow('refuses the header x-ms-version: 2026-10-06');
  expect(version.asked).toHaveLength(1);
});
