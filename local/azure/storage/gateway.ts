import type { Directory } from '../directory.ts';
import { identify, type KnownCaller } from '../directory.ts';
import type { FaultPlan } from '../faults.ts';
import { allows, type Permission, type RoleMatrix } from '../roles.ts';
import type { LocalReply, LocalRequest } from '../server.ts';
import { type TokenIssuer, TokenRefused } from '../tokens.ts';
import { inArrow } from './arrow-answer.ts';
import { storageAccounts } from './azurite.ts';
import { classifyBlobRequest } from './blob-request.ts';
import type { Ledger } from './ledger.ts';
import { resumed } from './listing-pages.ts';
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
import { checkEntities } from './table-limits.ts';
import { classifyTableBatch, classifyTableRequest, isTableBatch } from './table-request.ts';
import { withBareUncommitted } from './uncommitted.ts';
import type { VersionStore } from './version-store.ts';
import { changesWriteOnce, immutable } from './write-once.ts';

/** Audience of every storage token. */
export const storageAudience = 'https://storage.azure.com';

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
    const reply = await options.faults.apply(options.service, incoming, async (asked) => {
      const request = resumed(asked);
      try {
        return await pass(request, options);
      } catch (error) {
        if (!(error instanceof StorageRefusal)) throw error;
        return storageErrorReply(options.service, request.method, error);
      }
    });
    return options.service === 'blob' && options.listings === 'arrow' ? await inArrow(incoming, reply) : reply;
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
  checkLimits(options.service, request, tableBody);
  const retained = options.service === 'blob' ? await retain(asked, head, request, options.versions) : { request };
  const counters = options.ledger.record({ ...key, outcome: 'allowed' });
  if ('reply' in retained) return retained.reply;
  if (options.service !== 'blob') return await forward(retained.request, options.upstream, counters, tableBody);
  const byPerson = options.directory.persons.some(({ id }) => id === caller.name);
  const restored = await options.softDelete.handle(asked, head, byPerson);
  if (restored !== undefined) return restored;
  const reply = await forward(retained.request, options.upstream, counters, tableBody);
  return await options.softDelete.listed(asked, head, await withBareUncommitted(retained.request, reply));
}

/** The service behind the gateway refuses it itself when the blob exists. */
function onlyIfNew({ header }: RequestHead): boolean {
  return header('if-none-match') === '*';
}

async function authenticate(request: LocalRequest, options: GatewayOptions): Promise<KnownCaller> {
  const authorization = request.headers.authorization;
  if (/^SharedKey(Lite)? /i.test(authorization ?? '') || request.url.searchParams.has('sig')) {
    throw new StorageRefusal(
      403,
      'KeyBasedAuthenticationNotPermitted',
      'Key based authentication is not permitted on this storage account.',
    );
  }
  if (authorization === undefined) {
    throw new StorageRefusal(
      401,
      'NoAuthenticationInformation',
      'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
    );
  }
  requireBearerVersion(request);
  try {
    return identify(options.directory, await options.tokens.verify(authorization, [storageAudience]));
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    throw new StorageRefusal(
      401,
      'InvalidAuthenticationInfo',
      `Server failed to authenticate the request. ${error.message}`,
    );
  }
}

/** The first version of the storage services that takes bearer tokens. Source: Microsoft's "Authorize with Microsoft Entra ID" (REST). */
const firstBearerVersion = '2017-11-09';

function requireBearerVersion({ headers }: LocalRequest): void {
  const version = headers['x-ms-version'];
  if (typeof version === 'string' && version >= firstBearerVersion) return;
  throw new StorageRefusal(
    403,
    'AuthenticationFailed',
    `Server failed to authenticate the request: the scheme Bearer is not supported in version ${String(version ?? 'none')} (header x-ms-version).`,
  );
}

/** As Azure does in a region that does not have a version yet. Source: an answer of Azure's in azure-sdk-for-net#45302. */
function requireKnownVersion({ headers }: LocalRequest, newest: string): void {
  const version = headers['x-ms-version'];
  if (typeof version !== 'string' || version <= newest) return;
  const message = 'The value for one of the HTTP headers is not in the correct format.';
  throw new StorageRefusal(400, 'InvalidHeaderValue', message, { header: 'x-ms-version', value: version });
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

const mostMetadataBytes = 8 * 1024;

/** Limits of Azure that the service behind the gateway does not know. */
function checkLimits(service: StorageService, { headers }: LocalRequest, tableBody: Buffer | undefined): void {
  if (tableBody !== undefined) checkEntities(tableBody.toString('utf8'));
  if (service !== 'blob') return;
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-ms-meta-'));
  const bytes = metadata.reduce(
    (sum, [name, value]) => sum + name.length - 'x-ms-meta-'.length + String(value).length,
    0,
  );
  if (bytes <= mostMetadataBytes) return;
  throw new StorageRefusal(
    400,
    'MetadataTooLarge',
    `The metadata has ${bytes} bytes; ${mostMetadataBytes} is the limit.`,
  );
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
