import type { Directory, KnownCaller } from '../directory.ts';
import type { FaultPlan } from '../faults.ts';
import { allows, type Permission, type RoleMatrix } from '../roles.ts';
import type { LocalReply, LocalRequest } from '../server.ts';
import type { TokenIssuer } from '../tokens.ts';
import { inArrow } from './arrow-answer.ts';
import { authenticate, requireKnownVersion } from './authenticate.ts';
import { storageAccounts } from './azurite.ts';
import { checkBlob, checkBlockList } from './blob-limits.ts';
import { classifyBlobRequest } from './blob-request.ts';
import type { Ledger } from './ledger.ts';
import { resumed } from './listing-pages.ts';
import { withOwnMarker, withPlainMarker } from './markers.ts';
import { forward, type Upstream } from './proxy.ts';
import { classifyQueueRequest } from './queue-request.ts';
import { retain } from './retention.ts';
import type { SoftDelete } from './soft-delete.ts';
import { storageErrorReply } from './storage-answer.ts';
import {
  type RequestHead,
  requireClearQuery,
  StorageRefusal,
  type StorageRequest,
  type StorageService,
} from './storage-request.ts';
import { checkTable } from './table-check.ts';
import { classifyTableBatch, classifyTableRequest, isTableBatch } from './table-request.ts';
import { withBareUncommitted } from './uncommitted.ts';
import type { VersionStore } from './version-store.ts';
import { changesWriteOnce, immutable } from './write-once.ts';

/** The newest form in which List Blobs can answer. */
export type ListingForm = 'arrow' | 'xml';

export interface GatewayOptions {
  readonly service: StorageService;
  readonly matrix: RoleMatrix;
  readonly directory: Directory;
  readonly tokens: TokenIssuer;
  readonly ledger: Ledger;
  readonly faults: FaultPlan;
  readonly upstream: Upstream;
  /** The previous versions of the one container that keeps them. */
  readonly versions: VersionStore;
  readonly softDelete: SoftDelete;
  /** In which form accounts list their blobs for those who ask for Arrow; older clouds know XML alone. */
  readonly listings: ListingForm;
  /** The newest version of the storage services that accounts know, as the region of an account does. */
  readonly newestVersion: string;
  /** Whether a blob exists, asked as the platform: not everybody may change what exists. */
  exists(request: LocalRequest): Promise<boolean>;
}

/** Builds the handler in front of one Azurite service: who is it, what does the request need, is it granted, then through. */
export function storageGateway(options: GatewayOptions): (request: LocalRequest) => Promise<LocalReply> {
  return async (incoming) => {
    let plain: LocalRequest;
    try {
      plain = options.service === 'blob' ? withPlainMarker(incoming) : incoming;
    } catch (error) {
      if (!(error instanceof StorageRefusal)) throw error;
      return storageErrorReply(options.service, incoming.method, error);
    }
    const reply = await options.faults.apply(options.service, plain, async (asked) => {
      const request = resumed(asked);
      try {
        return await pass(request, options);
      } catch (error) {
        if (!(error instanceof StorageRefusal)) throw error;
        return storageErrorReply(options.service, request.method, error);
      }
    });
    if (options.service !== 'blob') return reply;
    const marked = await withOwnMarker(incoming, reply);
    return options.listings === 'arrow' ? await inArrow(incoming, marked) : marked;
  };
}

async function pass(request: LocalRequest, options: GatewayOptions): Promise<LocalReply> {
  requireKnownVersion(request, options.newestVersion);
  const caller = await authenticate(request, options);
  const head = headOf(request);
  const tableBody = options.service === 'table' && request.method !== 'GET' ? await request.body() : undefined;
  const asked = refuseKnownly(() => classify(options.service, head, tableBody), request, caller, options);
  const granted = await authorize(asked, caller, request, options);
  const key = {
    identity: caller.name,
    service: options.service,
    account: asked.account,
    place: asked.place,
    method: request.method,
    action: asked.action,
  };
  if (!granted) {
    options.ledger.record({ ...key, outcome: 'refused' });
    throw new StorageRefusal(
      403,
      'AuthorizationPermissionMismatch',
      'This request is not authorized to perform this operation using this permission.',
    );
  }
  if (changesWriteOnce(asked) && !onlyIfNew(head) && (await options.exists(request))) {
    options.ledger.record({ ...key, outcome: 'refused' });
    throw immutable();
  }
  const body = await checkLimits(options.service, asked, head, request, tableBody);
  const retained = options.service === 'blob' ? await retain(asked, head, request, options.versions) : { request };
  const counters = options.ledger.record({ ...key, outcome: 'allowed' });
  if ('reply' in retained) return retained.reply;
  if (options.service !== 'blob') return await forward(retained.request, options.upstream, counters, body);
  const byPerson = options.directory.persons.some(({ id }) => id === caller.name);
  const restored = await options.softDelete.handle(asked, head, byPerson);
  if (restored !== undefined) return restored;
  const reply = await forward(retained.request, options.upstream, counters, body);
  return await options.softDelete.listed(asked, head, await withBareUncommitted(retained.request, reply));
}

/** The service behind the gateway refuses it itself when the blob exists. */
function onlyIfNew({ header }: RequestHead): boolean {
  return header('if-none-match') === '*';
}

function headOf(request: LocalRequest): RequestHead {
  requireClearQuery(request.url.searchParams);
  let path: string;
  try {
    path = decodeURIComponent(request.url.pathname).slice(1);
  } catch {
    throw new StorageRefusal(400, 'InvalidUri', 'The requested URI is not valid UTF-8 in percent-encoding.');
  }
  return {
    method: request.method,
    path,
    query: request.url.searchParams,
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(',') : value;
    },
  };
}

/** Limits of Azure that the service behind the gateway does not know. Gives a body that had to be read for that. */
async function checkLimits(
  service: StorageService,
  asked: StorageRequest,
  head: RequestHead,
  request: LocalRequest,
  tableBody: Buffer | undefined,
): Promise<Buffer | undefined> {
  if (service === 'table') checkTable(head, tableBody);
  if (service !== 'blob') return tableBody;
  checkBlob(asked, head, request.headers);
  if (asked.action !== 'PutBlockList') return undefined;
  const list = await request.body();
  checkBlockList(list);
  return list;
}

function classify(service: StorageService, head: RequestHead, tableBody: Buffer | undefined): StorageRequest {
  const asked =
    service === 'blob'
      ? classifyBlobRequest(head)
      : service === 'queue'
        ? classifyQueueRequest(head)
        : isTableBatch(head)
          ? classifyTableBatch(head, (tableBody ?? Buffer.alloc(0)).toString('utf8'))
          : classifyTableRequest(head);
  if (!storageAccounts.some((account) => account === asked.account)) {
    throw new StorageRefusal(404, 'ResourceNotFound', `No storage account is called '${asked.account}'.`);
  }
  return asked;
}

/** A request that is refused before it is understood is still counted. */
function refuseKnownly(
  work: () => StorageRequest,
  request: LocalRequest,
  caller: KnownCaller,
  options: GatewayOptions,
): StorageRequest {
  try {
    return work();
  } catch (error) {
    if (error instanceof StorageRefusal) {
      const { service } = options;
      const { method } = request;
      const action = error.code;
      options.ledger.record({
        identity: caller.name,
        service,
        account: '',
        place: '',
        method,
        action,
        outcome: 'refused',
      });
    }
    throw error;
  }
}

async function authorize(
  asked: StorageRequest,
  caller: KnownCaller,
  request: LocalRequest,
  options: GatewayOptions,
): Promise<boolean> {
  const has = (needs: readonly Permission[]): boolean =>
    needs.every((need) => allows(options.matrix, caller.principals, need));
  if (has(asked.needs)) return true;
  return asked.needsWhenNew !== undefined && has(asked.needsWhenNew) && !(await options.exists(request));
}
