import type { BlobOperation, Permission } from '../roles.ts';
import { splitBlobPath } from './blob-path.ts';
import { neverGranted, type RequestHead, StorageRefusal, type StorageRequest } from './storage-request.ts';

/**
 * Says what a Blob service request does and which permission it needs. Source: Microsoft's "Permissions for blob service operations".
 * Throws StorageRefusal for what no role here includes: tags, access policies, account properties, delegation keys, batches, copies from a URL.
 */
export function classifyBlobRequest(head: RequestHead): StorageRequest {
  const { account, container, blob } = splitBlobPath(head.path);
  if (head.header('x-ms-copy-source') !== undefined) {
    throw new StorageRefusal(
      403,
      'CannotVerifyCopySource',
      'Copying from a URL is not allowed: no role here both reads the source and writes the target.',
    );
  }
  const extra = extraRights.find((name) => head.header(name) !== undefined);
  if (extra !== undefined) throw neverGranted(`a request with the header ${extra}`);
  if (container === '') return accountRequest(head, account);
  if (blob === '' && head.query.get('restype') === 'container') return containerRequest(head, account, container);
  return blobRequest(head, account, container, blob);
}

/** Headers that ask for a right beside the operation's own: blob tags and write-once policies of single blobs. */
const extraRights = [
  'x-ms-tags',
  'x-ms-if-tags',
  'x-ms-immutability-policy-until-date',
  'x-ms-immutability-policy-mode',
  'x-ms-legal-hold',
];

function accountRequest(head: RequestHead, account: string): StorageRequest {
  const component = head.query.get('comp');
  if (head.method === 'GET' && component === 'list' && head.query.get('restype') === null) {
    return { account, place: '', action: 'ListContainers', needs: [need(account, '*', undefined, 'list')] };
  }
  throw neverGranted(`${head.method} on the account (comp=${component ?? 'none'})`);
}

function containerRequest(head: RequestHead, account: string, container: string): StorageRequest {
  const component = head.query.get('comp') ?? '';
  const onContainer = (action: string, ...needs: Permission[]): StorageRequest => ({
    account,
    place: container,
    action,
    needs,
  });
  switch (`${head.method} ${component}`) {
    case 'GET list': {
      if (/\b(tags|permissions)\b/i.test(head.query.get('include') ?? '')) throw neverGranted('listing with tags');
      return onContainer('ListBlobs', need(account, container, head.query.get('prefix') ?? '', 'list'));
    }
    case 'GET ':
    case 'HEAD ':
    case 'GET metadata':
    case 'HEAD metadata':
      return onContainer('GetContainerProperties', need(account, '*', undefined, 'read'));
    case 'PUT ':
      return onContainer('CreateContainer', need(account, '*', undefined, 'write'));
    case 'PUT metadata':
      return onContainer('SetContainerMetadata', need(account, '*', undefined, 'write'));
    case 'PUT lease':
      return onContainer('LeaseContainer', need(account, '*', undefined, 'write'));
    case 'DELETE ':
      return onContainer('DeleteContainer', need(account, '*', undefined, 'delete'));
    default:
      throw neverGranted(`${head.method} on a container (comp=${component})`);
  }
}

const uploads = new Map([
  ['', 'PutBlob'],
  ['block', 'PutBlock'],
  ['blocklist', 'PutBlockList'],
  ['appendblock', 'AppendBlock'],
]);
/** Uploads that the right to create is enough for; blocks need the right to write. */
const byCreators = new Set(['PutBlob', 'AppendBlock']);
const reads = new Map([
  ['', 'GetBlob'],
  ['metadata', 'GetBlobMetadata'],
  ['blocklist', 'GetBlockList'],
  ['pagelist', 'GetPageRanges'],
]);
const writes = new Map([
  ['properties', 'SetBlobProperties'],
  ['metadata', 'SetBlobMetadata'],
  ['lease', 'LeaseBlob'],
  ['snapshot', 'SnapshotBlob'],
  ['tier', 'SetBlobTier'],
  ['page', 'PutPage'],
  ['seal', 'SealAppendBlob'],
  ['undelete', 'UndeleteBlob'],
]);

function blobRequest(head: RequestHead, account: string, container: string, blob: string): StorageRequest {
  const component = head.query.get('comp') ?? '';
  const byVersion = head.query.has('versionid') ? { byVersion: true as const } : {};
  const target = blob === '' ? { container: '$root', blob: container } : { container, blob };
  const on = (action: string, operation: BlobOperation): StorageRequest => ({
    account,
    place: target.container,
    action,
    needs: [{ ...need(account, target.container, target.blob, operation), ...byVersion }],
  });
  const read = reads.get(component);
  if (head.method === 'HEAD' && component === '') return on('GetBlobProperties', 'read');
  if ((head.method === 'GET' || head.method === 'HEAD') && read !== undefined) return on(read, 'read');
  if (head.method === 'DELETE' && component === '') return on('DeleteBlob', 'delete');
  const upload = uploads.get(component);
  if (head.method === 'PUT' && upload !== undefined) {
    const asked = on(upload, 'write');
    if (!byCreators.has(upload)) return asked;
    return { ...asked, needsWhenNew: [need(account, target.container, target.blob, 'create')] };
  }
  const write = writes.get(component);
  if (head.method === 'PUT' && write !== undefined) return on(write, 'write');
  throw neverGranted(`${head.method} on a blob (comp=${component})`);
}

function need(account: string, container: string, path: string | undefined, operation: BlobOperation): Permission {
  return { service: 'blob', account, container, path, operation };
}
