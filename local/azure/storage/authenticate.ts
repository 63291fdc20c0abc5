import { type Directory, identify, type KnownCaller } from '../directory.ts';
import { blobLimits } from '../limits/blobs.ts';
import type { LocalRequest } from '../server.ts';
import { type TokenIssuer, TokenRefused } from '../tokens.ts';
import { beyond, StorageRefusal } from './storage-request.ts';

const { accountKeys, newestVersion, oldestVersion } = blobLimits;

/** Audience of every storage token. */
export const storageAudience = 'https://storage.azure.com';

/** Who asks. Throws StorageRefusal for whoever brings no good token. */
export async function authenticate(
  request: LocalRequest,
  options: { readonly directory: Directory; readonly tokens: TokenIssuer },
): Promise<KnownCaller> {
  const authorization = request.headers.authorization;
  if (/^SharedKey(Lite)? /i.test(authorization ?? '') || request.url.searchParams.has('sig')) {
    throw beyond(accountKeys, 'Key based authentication is not permitted on this storage account.');
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

function requireBearerVersion({ headers }: LocalRequest): void {
  const version = headers['x-ms-version'];
  if (typeof version === 'string' && version >= oldestVersion.most) return;
  throw beyond(
    oldestVersion,
    `Server failed to authenticate the request: the scheme Bearer is not supported in version ${String(version ?? 'none')} (header x-ms-version).`,
  );
}

/** As Azure does in a region that does not have a version yet. */
export function requireKnownVersion({ headers }: LocalRequest, newest: string): void {
  const version = headers['x-ms-version'];
  if (typeof version !== 'string' || version <= newest) return;
  const message = 'The value for one of the HTTP headers is not in the correct format.';
  const { status, code } = newestVersion.refused;
  throw new StorageRefusal(status, code, message, { header: 'x-ms-version', value: version });
}
