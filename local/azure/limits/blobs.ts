import { type Limits, nobody, remembered, storageReference } from './limit.ts';

const names = `${storageReference}/naming-and-referencing-containers--blobs--and-metadata`;
const appending = `${storageReference}/append-block`;
const blocks = `${storageReference}/put-block`;
const errors = `${storageReference}/blob-service-error-codes`;
const listing = `${storageReference}/list-blobs`;
const leases = `${storageReference}/lease-blob`;
const versions = `${storageReference}/authorize-with-azure-active-directory`;
const ranges = 'https://learn.microsoft.com/javascript/api/@azure/storage-blob/blobdownloadheaders';
const region = 'https://github.com/Azure/azure-sdk-for-net/issues/45302';

const paths = 'storage/blob-path.ts';
const requests = 'storage/blob-limits.ts';
const product = 'test/azure/limits-kept.test.ts';

const tooLarge = { status: 413, code: 'RequestBodyTooLarge' };
const mebi = 1024 * 1024;

/** The Blob service: what it takes of names, uploads, ranges and listings. */
export const blobLimits = {
  name: {
    ...{ what: 'characters of the name of a blob', most: 1024, source: names, by: paths },
    refused: { status: 400, code: 'InvalidUri', wordIsOurs: true },
  },
  segments: {
    ...{ what: 'segments of the path of a blob', most: 254, source: names, by: paths },
    refused: { status: 400, code: 'InvalidUri', wordIsOurs: true },
  },
  controls: {
    ...{ what: 'names of blobs without control characters', most: 'none', source: names, by: paths },
    refused: { status: 400, code: 'InvalidUri', wordIsOurs: true },
  },
  dots: {
    ...{ what: 'segments of a path that are only dots', most: 'none', source: names, by: paths },
    refused: { status: 400, code: 'InvalidUri', wordIsOurs: true },
  },
  container: {
    ...{ what: 'characters of the name of a container', most: 63, by: 'azurite' },
    source: 'https://learn.microsoft.com/answers/questions/721777/is-there-an-exhaustive-list-of-what-can-cause-an-o',
    refused: { status: 400, code: 'OutOfRangeInput' },
  },
  metadata: {
    ...{ what: 'bytes of the metadata of a blob', most: 8 * 1024, by: requests },
    source: `${storageReference}/setting-and-retrieving-properties-and-metadata-for-blob-resources`,
    refused: { status: 400, code: 'MetadataTooLarge' },
  },
  metadataName: {
    ...{ what: 'a name of metadata is an identifier', most: 'no other', source: names, by: requests },
    refused: { status: 400, code: 'InvalidMetadata' },
  },
  append: {
    ...{ what: 'bytes of an append before version 2022-11-02', most: 4 * mebi, source: appending, by: requests },
    refused: tooLarge,
  },
  largeAppend: {
    ...{ what: 'bytes of an append from version 2022-11-02 on', most: 100 * mebi, source: appending, by: requests },
    refused: tooLarge,
    product,
  },
  appends: {
    ...{ what: 'appends to one blob', most: 50_000, source: errors, by: nobody, product },
    refused: { status: 409, code: 'BlockCountExceedsLimit' },
  },
  block: {
    ...{ what: 'bytes of a block before version 2019-12-12', most: 100 * mebi, source: blocks, by: requests },
    refused: tooLarge,
  },
  largeBlock: {
    ...{ what: 'bytes of a block from version 2019-12-12 on', most: 4000 * mebi, source: blocks, by: requests },
    refused: tooLarge,
  },
  upload: {
    ...{ what: 'bytes of an upload in one piece before version 2019-12-12', most: 256 * mebi, source: remembered },
    refused: tooLarge,
    by: requests,
  },
  largeUpload: {
    ...{ what: 'bytes of an upload in one piece from version 2019-12-12 on', most: 5000 * mebi, source: remembered },
    refused: tooLarge,
    by: requests,
  },
  unsized: {
    ...{ what: 'an upload says how long it is', most: 'always', source: blocks, by: requests },
    refused: { status: 411, code: 'MissingContentLengthHeader' },
  },
  blockId: {
    ...{ what: 'bytes of the id of a block, before Base64', most: 64, source: blocks, by: requests },
    refused: { status: 400, code: 'InvalidBlobOrBlock', wordIsOurs: true },
  },
  blockList: {
    ...{ what: 'blocks that a list commits', most: 50_000, source: errors, by: requests },
    refused: { status: 400, code: 'BlockListTooLong' },
  },
  uncommitted: {
    ...{ what: 'blocks of one blob that wait to be committed', most: 100_000, source: errors, by: nobody },
    refused: { status: 409, code: 'BlockCountExceedsLimit' },
  },
  rangeDigest: {
    ...{ what: 'bytes of a range whose MD5 is asked for', most: 4 * mebi, source: ranges, by: requests },
    refused: { status: 400, code: 'OutOfRangeInput', wordIsOurs: true },
  },
  rangeChecksum: {
    ...{ what: 'bytes of a range whose CRC64 is asked for', most: 4 * mebi, source: ranges, by: requests },
    refused: { status: 400, code: 'OutOfRangeInput', wordIsOurs: true },
  },
  bothDigests: {
    ...{ what: 'digests that are asked for of one range', most: 1, source: ranges, by: requests },
    refused: { status: 400, code: 'BothCrc64AndMd5RangeHeaderPresent' },
  },
  encryptionScope: {
    ...{ what: 'encryption scopes that an upload can name: the accounts have none', most: 'none', by: requests },
    source: 'https://learn.microsoft.com/azure/storage/blobs/encryption-scope-manage',
    refused: { status: 400, code: 'InvalidHeaderValue', wordIsOurs: true },
  },
  marker: {
    ...{ what: 'a marker is one that a listing gave', most: 'no other', source: listing, by: 'storage/markers.ts' },
    refused: { status: 400, code: 'OutOfRangeInput', wordIsOurs: true },
  },
  results: {
    ...{ what: 'blobs that a listing asks for at least', most: 1, source: listing, by: requests },
    refused: { status: 400, code: 'OutOfRangeQueryParameterValue' },
  },
  etag: {
    ...{ what: 'an ETag in a condition stands in quotes', most: 'always', source: remembered, by: requests },
    refused: { status: 400, code: 'InvalidHeaderValue', wordIsOurs: true },
  },
  lease: {
    ...{ what: 'seconds of a lease that ends', most: 60, source: leases, by: requests },
    refused: { status: 400, code: 'InvalidHeaderValue', wordIsOurs: true },
  },
  leaseBreak: {
    ...{ what: 'seconds until a lease is broken', most: 60, source: leases, by: requests },
    refused: { status: 400, code: 'InvalidHeaderValue', wordIsOurs: true },
  },
  newestVersion: {
    ...{ what: 'version of the services', most: 'the newest that the region has', source: region },
    refused: { status: 400, code: 'InvalidHeaderValue' },
    by: 'storage/gateway.ts',
    product: 'test/azure/base/storage-version.test.ts',
  },
  oldestVersion: {
    ...{ what: 'version from which bearer tokens are taken', most: '2017-11-09', source: versions },
    refused: { status: 403, code: 'AuthenticationFailed', wordIsOurs: true },
    by: 'storage/gateway.ts',
  },
  accountKeys: {
    ...{
      what: 'account keys and what is signed with them',
      most: 'none',
      source: remembered,
      by: 'storage/gateway.ts',
    },
    refused: { status: 403, code: 'KeyBasedAuthenticationNotPermitted' },
  },
  requestRate: {
    ...{ what: 'requests to one account in a second', most: 20_000, source: remembered, by: nobody },
    refused: { status: 503, code: 'ServerBusy' },
  },
} satisfies Limits;
