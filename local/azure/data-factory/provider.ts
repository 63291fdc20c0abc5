import { ArmError } from '../arm/arm-error.ts';
import type { ArmRequest, ResourceProvider } from '../arm/resource-manager.ts';
import { type OpenContainer, openWithToken } from './activities/storage.ts';
import { DefinitionsRefused, loadDefinitions } from './definitions/load.ts';
import { openFactory } from './factory.ts';
import { FactoryKnobs } from './knobs.ts';
import { type Route, runRoutes } from './routes.ts';
import type { RunEnvironment } from './runs/environment.ts';
import { machineTime } from './runs/run-time.ts';
import { openRunStore } from './runs/store.ts';

export interface DataFactoryOptions {
  readonly factoryName: string;
  readonly resourceGroup: string;
  /** `infra/data-factory`. */
  readonly definitionsFolder: string;
  /** What the deployment puts in the place of each linked service's endpoint, such as `https://127.0.0.1:10000/public`. */
  readonly linkedServices: Readonly<Record<string, { readonly serviceEndpoint: string }>>;
  /** Names of the integration runtimes that the deployment makes. */
  readonly integrationRuntimes?: readonly string[];
  /** A storage token of the factory's managed identity. */
  token(): Promise<string>;
  /** Where runs are kept across restarts. */
  readonly stateFolder: string;
  readonly knobs?: FactoryKnobs;
  /** Instead of the bearer token, for tests on a storage that knows none. */
  readonly openContainer?: OpenContainer;
  /** Runs or activity runs in one answer of a query. */
  readonly pageSize?: number;
  now?(): Date;
}

/** The provider, the knobs that make it misbehave, and `close`, which leaves running pipelines to the next start. */
export interface DataFactoryProvider extends ResourceProvider {
  readonly knobs: FactoryKnobs;
  close(): Promise<void>;
}

const apiVersion = '2018-06-01';
const action = 'Microsoft.DataFactory/factories';

/**
 * A stand-in for Data Factory behind the Resource Manager endpoint: loads the definitions that the deployment uses and runs them against
 * storage. Throws DefinitionsRefused for anything that it does not run.
 */
export function dataFactoryProvider(options: DataFactoryOptions): DataFactoryProvider {
  const definitions = loadDefinitions(options.definitionsFolder, options.integrationRuntimes ?? ['managed-network']);
  const endpoints = new Map(
    Object.entries(options.linkedServices).map(([name, { serviceEndpoint }]) => [name, serviceEndpoint]),
  );
  const undeployed = [...definitions.linkedServices.keys()].filter((name) => !endpoints.has(name));
  if (undeployed.length > 0) {
    throw new DefinitionsRefused(undeployed.map((name) => `linked service '${name}': no service endpoint is given`));
  }
  const environment: RunEnvironment = {
    factoryName: options.factoryName,
    definitions,
    endpoints,
    openContainer: options.openContainer ?? openWithToken(options.token),
    store: openRunStore(options.stateFolder),
    knobs: options.knobs ?? new FactoryKnobs(),
    ...machineTime(options.now ?? (() => new Date())),
  };
  const factory = openFactory(environment);
  const routes = runRoutes(environment, factory, options.pageSize ?? 100);
  return {
    namespace: 'Microsoft.DataFactory',
    knobs: environment.knobs,
    close: factory.close,
    async handle(request, authorize) {
      requireFactory(request, options);
      for (const route of routes) {
        const names = matchRoute(route, request);
        if (names === undefined) continue;
        authorize(`${action}/${route.action}`);
        return await route.answer(request, ...names);
      }
      const path = request.segments.join('/');
      throw new ArmError(404, 'NotFound', `The stand-in for Data Factory has no ${request.method} ${path}.`);
    },
  };
}

function requireFactory(request: ArmRequest, options: DataFactoryOptions): void {
  const version = request.query.get('api-version');
  if (version !== apiVersion) {
    throw new ArmError(
      400,
      'InvalidApiVersionParameter',
      `The api-version '${version}' is invalid. The supported version is '${apiVersion}'.`,
    );
  }
  const [type = '', name = ''] = request.segments;
  const isOurs =
    type.toLowerCase() === 'factories' &&
    name.toLowerCase() === options.factoryName.toLowerCase() &&
    request.resourceGroup?.toLowerCase() === options.resourceGroup.toLowerCase();
  if (isOurs) return;
  throw new ArmError(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.DataFactory/${type}/${name}' under resource group '${request.resourceGroup}' was not found.`,
  );
}

/** The names that a path takes, or undefined when the route is another one. Resource Manager takes no notice of case. */
function matchRoute(route: Route, request: ArmRequest): string[] | undefined {
  const segments = request.segments.slice(2);
  if (route.method !== request.method || segments.length !== route.path.length) return undefined;
  const fits = route.path.every((part, index) => part === '*' || part.toLowerCase() === segments[index]?.toLowerCase());
  return fits ? segments.filter((_, index) => route.path[index] === '*') : undefined;
}
