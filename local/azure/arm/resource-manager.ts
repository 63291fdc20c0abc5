import type { FaultPlan } from '../faults.ts';
import type { LocalReply, LocalRequest } from '../server.ts';
import { type Caller, TokenRefused, tenantId } from '../tokens.ts';
import { checkApiVersion } from './api-versions.ts';
import { ArmError } from './arm-error.ts';
import { checkTags } from './tags.ts';

/** A Resource Manager request taken apart. Path segments after the provider's namespace keep their case in `segments`. */
export interface ArmRequest {
  readonly method: string;
  readonly subscription: string;
  /** Undefined for requests on the subscription, such as listing every VM. */
  readonly resourceGroup: string | undefined;
  /** Alternating type and name after the namespace: ['factories', 'adf', 'pipelines', 'ingress-copy', 'createRun']. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: LocalRequest['headers'];
  /** Origin to build nextLink, Location and Azure-AsyncOperation from. */
  readonly origin: string;
  json(): Promise<unknown>;
}

/** One resource provider behind the Resource Manager endpoint. `authorize` throws ArmError 403 unless the caller's role has the action on the scope. */
export interface ResourceProvider {
  /** 'Microsoft.DataFactory', matched without regard to case. */
  readonly namespace: string;
  handle(request: ArmRequest, authorize: (action: string) => void): Promise<LocalReply>;
  /** Lets go of whatever runs, when the stack closes. */
  close?(): Promise<void>;
}

export interface ResourceManagerOptions {
  readonly subscription: string;
  readonly providers: readonly ResourceProvider[];
  readonly faults: FaultPlan;
  verify(authorization: string | undefined): Promise<Caller>;
  /** Whether the identity behind the caller has the action. */
  allows(caller: Caller, action: string): boolean;
}

/** Builds the request handler of the Resource Manager stand-in: token, subscription, api-version and role first, then the provider. */
export function resourceManager(options: ResourceManagerOptions): (request: LocalRequest) => Promise<LocalReply> {
  return (request) =>
    options.faults.apply('arm', request, async () => {
      try {
        return await route(request, options);
      } catch (error) {
        if (error instanceof ArmError) return armErrorReply(error);
        if (error instanceof TokenRefused) return unauthenticated(request, error);
        throw error;
      }
    });
}

async function route(request: LocalRequest, options: ResourceManagerOptions): Promise<LocalReply> {
  const caller = await options.verify(request.headers.authorization);
  const parsed = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?\/providers\/([^/]+)\/(.+)$/i.exec(
    request.url.pathname,
  );
  const [, subscription, resourceGroup, namespace, rest] = parsed ?? [];
  if (subscription === undefined || namespace === undefined || rest === undefined) {
    throw new ArmError(404, 'InvalidResourceType', `No resource type is known at ${request.url.pathname}.`);
  }
  if (subscription.toLowerCase() !== options.subscription.toLowerCase()) {
    throw new ArmError(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`);
  }
  checkApiVersion(request.url.pathname, request.url.searchParams.get('api-version'));
  const provider = options.providers.find((candidate) => candidate.namespace.toLowerCase() === namespace.toLowerCase());
  if (provider === undefined)
    throw new ArmError(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`);
  const armRequest: ArmRequest = {
    method: request.method,
    subscription,
    resourceGroup: resourceGroup === undefined ? undefined : decodeURIComponent(resourceGroup),
    segments: rest.split('/').map(decodeURIComponent),
    query: request.url.searchParams,
    headers: request.headers,
    origin: request.url.origin,
    json: async () => {
      const body = parseJson(await request.body());
      checkTags(body);
      return body;
    },
  };
  return await provider.handle(armRequest, (action) => {
    if (options.allows(caller, action)) return;
    throw new ArmError(
      403,
      'AuthorizationFailed',
      `The client '${caller.oid}' does not have authorization to perform action '${action}'.`,
    );
  });
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ArmError(400, 'InvalidRequestContent', 'The request content is not valid JSON.');
  }
}

/** Resource Manager has a word of its own for each way in which a token is wrong, and a challenge that names the tenant. */
function unauthenticated(request: LocalRequest, { code, message }: TokenRefused): LocalReply {
  const word =
    request.headers.authorization === undefined
      ? 'AuthenticationFailed'
      : code === 'InvalidAudience'
        ? 'InvalidAuthenticationTokenAudience'
        : code;
  const challenge = `Bearer authorization_uri="https://login.microsoftonline.com/${tenantId}", error="invalid_token", error_description="${word}"`;
  return { ...armErrorReply(new ArmError(401, word, message)), headers: { 'www-authenticate': challenge } };
}

function armErrorReply(error: ArmError): LocalReply {
  return { status: error.status, body: { error: { code: error.code, message: error.message } } };
}
