import { randomUUID } from 'node:crypto';
import { blobLimits } from '../../../../local/azure/limits/blobs.ts';
import { type Answer, type Asked, ask, type Probes } from './ask.ts';

const mebi = 1024 * 1024;
const moved = 'it would move more than a test should';
const { append, block, largeAppend, largeBlock, largeUpload, metadata, upload } = blobLimits;

/** Asks the Blob service of the limits, in a container of its own in the account of the host. */
export async function blobProbes(blobUrl: string, token: string): Promise<Probes> {
  const base = { authorization: `Bearer ${token}`, 'x-ms-version': '2023-11-03' };
  const send = (path: string, { headers, ...asked }: Asked = {}): Promise<Answer> =>
    ask(`${blobUrl}/${path}`, { ...asked, headers: { ...base, ...headers } });
  const made = await send('limits?restype=container', { method: 'PUT', headers: { 'content-length': 0 } });
  if (made.status !== 201) throw new Error(`the container of the probes was not made: ${made.body}`);

  const put = (name: string, { headers, ...asked }: Asked = {}): Promise<Answer> =>
    send(`limits/${name}`, {
      method: 'PUT',
      body: 'x',
      ...asked,
      headers: { 'x-ms-blob-type': 'BlockBlob', ...headers },
    });
  const encoded = (name: string): string => name.split('/').map(encodeURIComponent).join('/');
  const named = (name: string): Promise<Answer> => put(encoded(name));
  const declared = (query: string, bytes: number, version: string): Promise<Answer> =>
    put(`${randomUUID()}${query}`, { headers: { 'content-length': bytes, 'x-ms-version': version } });
  const stands = async (size = 1): Promise<string> => {
    const name = randomUUID();
    await put(name, { body: Buffer.alloc(size) });
    return name;
  };
  const appended = async (bytes: number, version: string): Promise<Answer> => {
    const name = randomUUID();
    await put(name, { body: '', headers: { 'x-ms-blob-type': 'AppendBlob' } });
    return await put(`${name}?comp=appendblock`, { body: Buffer.alloc(bytes), headers: { 'x-ms-version': version } });
  };
  const range = async (bytes: number, headers: Record<string, string>): Promise<Answer> =>
    await send(`limits/${await stands(5 * mebi)}`, { headers: { 'x-ms-range': `bytes=0-${bytes - 1}`, ...headers } });
  const list = (query: string): Promise<Answer> => send(`limits?restype=container&comp=list${query}`);
  const staged = (idBytes: number): Promise<Answer> =>
    put(`${randomUUID()}?comp=block&blockid=${encodeURIComponent(Buffer.alloc(idBytes, 'b').toString('base64'))}`);
  const committed = async (count: number): Promise<Answer> => {
    const id = Buffer.from('one').toString('base64');
    const name = randomUUID();
    await put(`${name}?comp=block&blockid=${encodeURIComponent(id)}`, { body: 'x' });
    const body = `<?xml version="1.0" encoding="utf-8"?><BlockList>${`<Latest>${id}</Latest>`.repeat(count)}</BlockList>`;
    return await put(`${name}?comp=blocklist`, { body });
  };
  const when = async (ifNoneMatch: string): Promise<Answer> =>
    await send(`limits/${await stands()}`, { headers: { 'if-none-match': ifNoneMatch } });
  const leased = async (headers: Record<string, string>): Promise<Answer> =>
    await put(`${await stands()}?comp=lease`, { body: '', headers });
  const md5 = { 'x-ms-range-get-content-md5': 'true' };
  const crc64 = { 'x-ms-range-get-content-crc64': 'true' };
  const acquire = (seconds: number) => ({ 'x-ms-lease-action': 'acquire', 'x-ms-lease-duration': `${seconds}` });
  const broken = (seconds: number) => ({ 'x-ms-lease-action': 'break', 'x-ms-lease-break-period': `${seconds}` });

  return {
    name: { taken: () => named('n'.repeat(blobLimits.name.most)), refused: () => named('n'.repeat(1025)) },
    segments: {
      taken: () => named(Array(blobLimits.segments.most).fill('s').join('/')),
      refused: () =>
        named(
          Array(blobLimits.segments.most + 1)
            .fill('s')
            .join('/'),
        ),
    },
    controls: { taken: () => named('a b'), refused: () => named('a\u0001b') },
    dots: { taken: () => named('a/..b'), refused: () => send('limits/a%2F..%2Fb', { method: 'PUT', body: 'x' }) },
    container: {
      taken: () => send(`${'c'.repeat(63)}?restype=container`, { method: 'PUT', body: '' }),
      refused: () => send(`${'c'.repeat(64)}?restype=container`, { method: 'PUT', body: '' }),
    },
    metadata: {
      taken: () => put(randomUUID(), { headers: { 'x-ms-meta-a': 'x'.repeat(metadata.most - 1) } }),
      refused: () => put(randomUUID(), { headers: { 'x-ms-meta-a': 'x'.repeat(metadata.most) } }),
    },
    metadataName: {
      taken: () => put(randomUUID(), { headers: { 'x-ms-meta-a_1': 'x' } }),
      refused: () => put(randomUUID(), { headers: { 'x-ms-meta-a-b': 'x' } }),
    },
    append: {
      taken: () => appended(append.most, '2021-12-02'),
      refused: () => declared('?comp=appendblock', append.most + 1, '2021-12-02'),
    },
    largeAppend: {
      taken: () => appended(append.most + 1, '2022-11-02'),
      refused: () => declared('?comp=appendblock', largeAppend.most + 1, '2022-11-02'),
    },
    block: { taken: moved, refused: () => declared('?comp=block&blockid=YQ%3D%3D', block.most + 1, '2019-07-07') },
    largeBlock: {
      taken: moved,
      refused: () => declared('?comp=block&blockid=YQ%3D%3D', largeBlock.most + 1, '2019-12-12'),
    },
    upload: { taken: moved, refused: () => declared('', upload.most + 1, '2019-07-07') },
    largeUpload: { taken: moved, refused: () => declared('', largeUpload.most + 1, '2019-12-12') },
    unsized: {
      taken: () => named('sized'),
      refused: () => put('unsized', { headers: { 'transfer-encoding': 'chunked' }, body: Buffer.from('x') }),
    },
    blockId: { taken: () => staged(blobLimits.blockId.most), refused: () => staged(blobLimits.blockId.most + 1) },
    blockList: { taken: () => committed(100), refused: () => committed(blobLimits.blockList.most + 1) },
    rangeDigest: { taken: () => range(4 * mebi, md5), refused: () => range(4 * mebi + 1, md5) },
    rangeChecksum: { taken: 'Azurite knows no CRC64 of a range', refused: () => range(4 * mebi + 1, crc64) },
    bothDigests: { taken: () => range(1, md5), refused: () => range(1, { ...md5, ...crc64 }) },
    encryptionScope: {
      taken: () => named('unscoped'),
      refused: () => put('scoped', { headers: { 'x-ms-encryption-scope': 'none-of-ours' } }),
    },
    marker: {
      taken: async () => {
        await Promise.all([stands(), stands()]);
        const { body } = await list('&maxresults=1');
        return await list(`&marker=${encodeURIComponent(/<NextMarker>(.+)<\/NextMarker>/.exec(body)?.[1] ?? '')}`);
      },
      refused: () => list('&marker=nonsense'),
    },
    results: { taken: () => list('&maxresults=1'), refused: () => list('&maxresults=0') },
    etag: { taken: () => when('"another"'), refused: () => when('unquoted') },
    lease: { taken: () => leased(acquire(60)), refused: () => leased(acquire(61)) },
    leaseBreak: {
      taken: async () => {
        const name = await stands();
        await put(`${name}?comp=lease`, { body: '', headers: acquire(15) });
        return await put(`${name}?comp=lease`, { body: '', headers: broken(60) });
      },
      refused: () => leased(broken(61)),
    },
    newestVersion: {
      taken: () => send('?comp=list', { headers: { 'x-ms-version': '2026-10-06' } }),
      refused: () => send('?comp=list', { headers: { 'x-ms-version': '2099-01-01' } }),
    },
    oldestVersion: {
      taken: () => send('?comp=list', { headers: { 'x-ms-version': '2017-11-09' } }),
      refused: () => send('?comp=list', { headers: { 'x-ms-version': '2017-07-29' } }),
    },
    accountKeys: {
      taken: () => list(''),
      refused: () => send('?comp=list', { headers: { authorization: 'SharedKey host:c2lnbmVk' } }),
    },
  };
}

/** Asks the Queue service of the limits. */
export function queueProbes(queueUrl: string, token: string): Probes {
  const headers = { authorization: `Bearer ${token}`, 'x-ms-version': '2023-11-03' };
  const queue = `${queueUrl}/scan-results/messages`;
  const get = (query: string): Promise<Answer> => ask(`${queue}?${query}`, { headers });
  const post = (length: number): Promise<Answer> => {
    const body = `<QueueMessage><MessageText>${'x'.repeat(length)}</MessageText></QueueMessage>`;
    return ask(queue, { method: 'POST', headers: { ...headers, 'content-type': 'application/xml' }, body });
  };
  return {
    messages: { taken: () => get('numofmessages=32'), refused: () => get('numofmessages=33') },
    hidden: { taken: () => get('visibilitytimeout=604800'), refused: () => get('visibilitytimeout=604801') },
    bytes: { taken: () => post(64 * 1024), refused: () => post(64 * 1024 + 1) },
  };
}
