import { loadApp } from './app-loader.ts';
import { type HostedFunction, hostFunction } from './bindings.ts';
import { createCoreModule, type HookName, installCoreModule, type Registry } from './core-module.ts';
import { HostError } from './host-error.ts';
import type { Log } from './log.ts';

/** What the Node worker of Azure tells the library about itself. */
const workerCapabilities = {
  RawHttpBodyBytes: 'true',
  RpcHttpTriggerMetadataRemoved: 'true',
  RpcHttpBodyOnly: 'true',
  IgnoreEmptyValuedRpcHttpHeaders: 'true',
  UseNullableValueDictionaryForHttp: 'true',
  WorkerStatus: 'true',
  TypedDataCollection: 'true',
  HandlesWorkerTerminateMessage: 'true',
};

/** The app as it runs in this process. */
export interface Worker {
  registry: Registry;
  /** Data that hooks of the app share over all calls. */
  appHookData: Record<string, unknown>;
  functions: ReadonlyMap<string, HostedFunction>;
  /** Runs the app's hooks for the end of the host. */
  terminate(): Promise<void>;
}

/** Loads the app into this process and runs its start hooks; throws HostError when it uses something that the host does not run. */
export async function startWorker(appFolder: string, log: Log): Promise<Worker> {
  const { core, registry } = createCoreModule((level, _category, message) => log(level, message));
  installCoreModule(core);
  await loadApp(appFolder);
  registry.locked = true;
  if (!registry.model)
    throw new HostError('app', `The app in ${appFolder} has registered no function: it never used @azure/functions.`);
  const capabilities = await registry.model.getCapabilities({ ...workerCapabilities });
  if (capabilities['HttpUri'])
    throw new HostError('app', 'The app turns on HTTP streaming (enableHttpStream), which this host does not run.');
  const appHookData: Record<string, unknown> = {};
  const runHooks = async (name: HookName) => {
    for (const hook of registry.hooks[name]) await hook({ hookData: {}, appHookData, functionAppDirectory: appFolder });
  };
  await runHooks('appStart');
  const functions = [...registry.functions.values()].map(hostFunction);
  return {
    registry,
    appHookData,
    functions: new Map(functions.map((fn) => [fn.name, fn])),
    terminate: () => runHooks('appTerminate'),
  };
}
