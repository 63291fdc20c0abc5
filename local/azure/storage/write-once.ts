import { StorageRefusal, type StorageRequest } from './storage-request.ts';

/** The containers whose deployment sets a write-once policy (`infra/modules/storage.bicep`); that of the audit allows protected appends. */
const writeOnce = [
  { account: 'control', container: 'audit' },
  { account: 'control', container: 'tree' },
  { account: 'safe', container: 'copy' },
  ...['evidence', 'places', 'views'].map((container) => ({ account: 'secure', container })),
];

const changes = new Set([
  'PutBlob',
  'PutBlock',
  'PutBlockList',
  'PutPage',
  'DeleteBlob',
  'SetBlobProperties',
  'SetBlobMetadata',
  'SnapshotBlob',
]);

/** Whether the request would change a blob that a write-once policy protects, if that blob exists. Source: Microsoft's "Container-level WORM policies for immutable blob data". */
export function changesWriteOnce({ account, place, action }: StorageRequest): boolean {
  return changes.has(action) && writeOnce.some((known) => known.account === account && known.container === place);
}

/** Azure's answer to such a request. */
export function immutable(): StorageRefusal {
  return new StorageRefusal(
    409,
    'BlobImmutableDueToPolicy',
    'This operation is not permitted as the blob is immutable due to a policy.',
  );
}
