import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Directory, identify } from './directory.ts';
import type { FaultPlan } from './faults.ts';
import { keyVaultLimits } from './limits/key-vault.ts';
import type { Limit } from './limits/limit.ts';
import { allows, type RoleMatrix } from './roles.ts';
import type { SecretStore, SecretVersion } from './secret-store.ts';
import type { LocalReply, LocalRequest } from './server.ts';
import { type TokenIssuer, TokenRefused, tenantId } from './tokens.ts';

/** Audience of Key Vault tokens. */
export const vaultAudience = 'https://vault.azure.net';

export interface KeyVaultOptions {
  readonly directory: Directory;
  readonly matrix: RoleMatrix;
  readonly tokens: TokenIssuer;
  readonly faults: FaultPlan;
  readonly secrets: SecretStore;
}

/** Builds the handler of the Key Vault stand-in: get a secret (latest or one version) and list versions page by page, and for its officers delete, recover and switch, with Key Vault's challenge and role check. */
export function keyVault(options: KeyVaultOptions): (request: LocalRequest) => Promise<LocalReply> {
  return (request) => options.faults.apply('vault', request, () => route(request, options));
}

async function route(request: LocalRequest, options: KeyVaultOptions): Promise<LocalReply> {
  const caller = await authenticate(request, options);
  if ('reply' in caller) return caller.reply;
  const apiVersion = request.url.searchParams.get('api-version') ?? '';
  if (!keyVaultLimits.apiVersion.most.split(' ').includes(apiVersion))
    return beyond(keyVaultLimits.apiVersion, `The api-version '${apiVersion}' is missing or not supported.`);
  const [kind, name, version] = request.url.pathname.split('/').filter((part) => part !== '');
  const longest = keyVaultLimits.name;
  if (name !== undefined && name.length > longest.most)
    return beyond(longest, `The name of a secret has at most ${longest.most} characters.`);
  if (name !== undefined && !/^[A-Za-z0-9-]+$/.test(name))
    return beyond(keyVaultLimits.nameForm, `'${name}' is no name of a secret: letters, digits and hyphens.`);
  const administered = name === undefined ? undefined : await administer(request, name, caller.name, options);
  if (administered !== undefined) return administered;
  if (request.method !== 'GET' || kind !== 'secrets' || name === undefined) {
    return refusal(
      403,
      'Forbidden',
      `No role here allows ${request.method} ${request.url.pathname}.`,
      'ForbiddenByRbac',
    );
  }
  const operation = version === 'versions' ? 'list-versions' : 'read';
  if (!allows(options.matrix, caller.principals, { service: 'secret', name, operation })) {
    return refusal(403, 'Forbidden', `'${caller.name}' may not ${operation} the secret '${name}'.`, 'ForbiddenByRbac');
  }
  const versions = options.secrets.versions(name);
  if (operation === 'list-versions') return versionPage(request, name, versions);
  const found = version === undefined ? versions.at(-1) : versions.find((item) => item.version === version);
  if (found === undefined) {
    return refusal(
      404,
      'SecretNotFound',
      `A secret with (name/id) ${name}/${version ?? ''} was not found in this key vault.`,
    );
  }
  if (!found.enabled) {
    return refusal(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.', 'SecretDisabled');
  }
  return { status: 200, body: { value: found.value, ...attributes(request, name, found) } };
}

/** What a Key Vault Secrets Officer does: delete a secret, recover it, switch a version. Undefined for anything else, and for everybody else. */
async function administer(
  request: LocalRequest,
  name: string,
  caller: string,
  { directory, secrets }: KeyVaultOptions,
): Promise<LocalReply | undefined> {
  const isOfficer = directory.persons.some(({ id, administers }) => id === caller && administers.includes('vault'));
  const [kind, , word] = request.url.pathname.split('/').filter((part) => part !== '');
  const recoveryId = `${request.url.origin}/deletedsecrets/${name}`;
  const done = { status: 200, body: { id: `${request.url.origin}/secrets/${name}`, recoveryId } };
  const missing = refusal(404, 'SecretNotFound', `A secret with (name/id) ${name} was not found in this key vault.`);
  if (!isOfficer) return undefined;
  switch (`${request.method} ${kind} ${kind === 'deletedsecrets' ? word : ''}`) {
    case 'DELETE secrets ':
      return secrets.remove(name) ? done : missing;
    case 'POST deletedsecrets recover':
      return secrets.recover(name) ? done : missing;
    case 'PATCH secrets ': {
      const version = word ?? secrets.versions(name).at(-1)?.version;
      if (version === undefined) return missing;
      const { attributes: wanted } = attributesChange.parse(JSON.parse((await request.body()).toString('utf8')));
      secrets.enable(name, version, wanted.enabled);
      return done;
    }
    default:
      return undefined;
  }
}

const attributesChange = z.object({ attributes: z.object({ enabled: z.boolean() }) });

const mostPerPage = keyVaultLimits.page.most;

/** Key Vault lists versions without their values, at most 25 at a time, in the order of their random ids and not of their age. */
function versionPage(request: LocalRequest, name: string, versions: readonly SecretVersion[]): LocalReply {
  const { searchParams } = request.url;
  const wanted = Number(searchParams.get('maxresults') ?? mostPerPage);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > mostPerPage) {
    return beyond(keyVaultLimits.page, `maxresults must be a number from 1 to ${mostPerPage}.`);
  }
  const after = searchParams.get('$skiptoken') ?? '';
  const left = versions
    .filter(({ version }) => version > after)
    .toSorted((one, other) => (one.version < other.version ? -1 : 1));
  const shown = left.slice(0, wanted);
  const next = new URL(request.url);
  next.searchParams.set('$skiptoken', shown.at(-1)?.version ?? '');
  const nextLink = left.length > shown.length ? next.href : null;
  return { status: 200, body: { value: shown.map((item) => attributes(request, name, item)), nextLink } };
}

async function authenticate(
  request: LocalRequest,
  options: KeyVaultOptions,
): Promise<ReturnType<typeof identify> | { reply: LocalReply }> {
  try {
    return identify(options.directory, await options.tokens.verify(request.headers.authorization, [vaultAudience]));
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    const challenge = `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="${vaultAudience}"`;
    const reply = refusal(401, 'Unauthorized', error.message);
    return { reply: { ...reply, headers: { 'www-authenticate': challenge } } };
  }
}

function attributes(request: LocalRequest, name: string, item: SecretVersion): object {
  const created = Math.floor(Date.parse(item.created) / 1000);
  return {
    id: `${request.url.origin}/secrets/${name}/${item.version}`,
    contentType: item.contentType,
    attributes: {
      enabled: item.enabled,
      created,
      updated: created,
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays: 90,
    },
  };
}

function beyond({ refused: { status, code } }: Limit, message: string): LocalReply {
  return refusal(status, code, message);
}

function refusal(status: number, code: string, message: string, inner?: string): LocalReply {
  const innererror = inner === undefined ? undefined : { code: inner };
  return {
    status,
    headers: { 'x-ms-request-id': randomUUID() },
    body: { error: { code, message, innererror } },
  };
}
