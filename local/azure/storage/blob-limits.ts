import { blobLimits } from '../limits/blobs.ts';
import type { Limit } from '../limits/limit.ts';
import { beyond, type RequestHead, type StorageRequest } from './storage-request.ts';

const { append, block, blockId, blockList, bothDigests, encryptionScope, etag, largeAppend, largeBlock } = blobLimits;
const { largeUpload, lease, leaseBreak, metadata, metadataName, rangeChecksum, rangeDigest, results } = blobLimits;
const { unsized, upload } = blobLimits;

/** By what an upload may be as large as it is, before a version and from it on. */
const sizes: Readonly<Record<string, { readonly before: Numbered; readonly from: string; readonly later: Numbered }>> =
  {
    AppendBlock: { before: append, from: '2022-11-02', later: largeAppend },
    PutBlock: { before: block, from: '2019-12-12', later: largeBlock },
    PutBlob: { before: upload, from: '2019-12-12', later: largeUpload },
  };
type Numbered = Limit & { readonly most: number };

/** Refuses of a request to the Blob service what Azure refuses and Azurite takes. `headers`: as they came. */
export function checkBlob(
  { action }: Pick<StorageRequest, 'action'>,
  head: RequestHead,
  headers: Readonly<Record<string, unknown>>,
): void {
  checkSize(action, head);
  checkMetadata(headers);
  checkRange(head);
  checkListing(action, head);
  checkLease(action, head);
  const scope = head.header('x-ms-encryption-scope');
  if (scope !== undefined) throw beyond(encryptionScope, `The account has no encryption scope '${scope}'.`);
  for (const name of ['if-match', 'if-none-match']) {
    const given = head.header(name);
    if (given !== undefined && given !== '*' && !/^(?:W\/)?"[^"]*"(?:, ?(?:W\/)?"[^"]*")*$/.test(given))
      throw beyond(etag, `The value of ${name} is no ETag in quotes: ${given}`);
  }
  const id = head.query.get('blockid');
  if (action === 'PutBlock' && id !== null && Buffer.byteLength(id, 'base64') > blockId.most)
    throw beyond(blockId, `The id of a block has more than ${blockId.most} bytes.`);
}

/** Refuses a list that commits more blocks than a blob may have. */
export function checkBlockList(body: Buffer): void {
  const count = [...body.toString('utf8').matchAll(/<(?:Latest|Committed|Uncommitted)>/g)].length;
  if (count > blockList.most) throw beyond(blockList, `The list has ${count} blocks; ${blockList.most} is the limit.`);
}

function checkSize(action: string, { header }: RequestHead): void {
  const rule = sizes[action];
  if (rule === undefined) return;
  const length = header('content-length');
  if (length === undefined) throw beyond(unsized, 'The length of the content was not given.');
  const limit = (header('x-ms-version') ?? '') < rule.from ? rule.before : rule.later;
  if (Number(length) > limit.most) throw beyond(limit, `The request has ${length} bytes; ${limit.most} is the limit.`);
}

function checkMetadata(headers: Readonly<Record<string, unknown>>): void {
  const prefix = 'x-ms-meta-';
  const given = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), String(value)] as const] : [],
  );
  const bytes = given.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (bytes > metadata.most) throw beyond(metadata, `The metadata has ${bytes} bytes; ${metadata.most} is the limit.`);
  const odd = given.find(([name]) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name));
  if (odd !== undefined) throw beyond(metadataName, `'${odd[0]}' is no name of metadata.`);
}

function checkRange({ header }: RequestHead): void {
  const asked = [
    { limit: rangeDigest, wanted: header('x-ms-range-get-content-md5') === 'true' },
    { limit: rangeChecksum, wanted: header('x-ms-range-get-content-crc64') === 'true' },
  ].filter(({ wanted }) => wanted);
  if (asked.length > bothDigests.most) throw beyond(bothDigests, 'MD5 and CRC64 are asked of one range.');
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(header('x-ms-range') ?? header('range') ?? '') ?? [];
  const bytes = to === undefined ? Number.POSITIVE_INFINITY : Number(to) - Number(from) + 1;
  for (const { limit } of asked)
    if (bytes > limit.most) throw beyond(limit, `A digest is given of at most ${limit.most} bytes of a range.`);
}

function checkListing(action: string, { query }: RequestHead): void {
  const wanted = query.get('maxresults');
  if (!action.startsWith('List') || wanted === null || (/^\d+$/.test(wanted) && Number(wanted) >= results.most)) return;
  throw beyond(results, `maxresults must be ${results.most} or more, not ${wanted}.`);
}

const shortestLease = 15;

function checkLease(action: string, { header }: RequestHead): void {
  if (!action.startsWith('Lease')) return;
  const duration = header('x-ms-lease-duration');
  const [seconds, period] = [Number(duration), Number(header('x-ms-lease-break-period') ?? 0)];
  if (duration !== undefined && seconds !== -1 && !(seconds >= shortestLease && seconds <= lease.most))
    throw beyond(lease, `A lease takes ${shortestLease} to ${lease.most} seconds, or -1 for no end.`);
  if (!(period >= 0 && period <= leaseBreak.most)) throw beyond(leaseBreak, 'A lease is broken within 60 seconds.');
}
