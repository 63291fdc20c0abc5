import { Module } from 'node:module';
import { pathToFileURL } from 'node:url';
import triggers from '../infra/triggers.json' with { type: 'json' };

/**
 * Loads a bundle as the Functions worker does: `@azure/functions-core` appears through a hook on `require`. Prints what was registered,
 * and what the first blob trigger's handler is given for a deferred binding.
 */
interface Registered {
  readonly metadata: { readonly name: string; readonly bindings: Record<string, { type: string; direction?: string }> };
}

const registered: Registered[] = [];
class Disposable {
  dispose(): void {}
}
let model: { getInvocationModel(context: object): { getArguments(): Promise<{ inputs: unknown[] }> } } | undefined;
const core = {
  version: 'test',
  hostVersion: '4',
  Disposable,
  setProgrammingModel: (given: typeof model) => {
    model = given;
  },
  registerFunction: (metadata: Registered['metadata']) => {
    registered.push({ metadata });
    return new Disposable();
  },
  registerHook: () => new Disposable(),
  log: (level: string, _category: string, message: string) => {
    if (level === 'warning' || level === 'error') console.error(message);
  },
};

Module.prototype.require = new Proxy(Module.prototype.require, {
  apply: (target, self, args) => (args[0] === '@azure/functions-core' ? core : Reflect.apply(target, self, args)),
});

const [, , entry] = process.argv;
if (entry === undefined) throw new Error('say which bundle to load');
await import(pathToFileURL(entry).href);

const { function: functionId, connection, container } = triggers.uploads.ingress;
const content = JSON.stringify({ Connection: connection, ContainerName: container, BlobName: 'heart/a/b.csv' });
const upload = registered.find(({ metadata }) => metadata.name === functionId);
const trigger = Object.entries(upload?.metadata.bindings ?? {}).find(([, { type }]) => type === 'blobTrigger');
const invocation = model?.getInvocationModel({
  invocationId: '1',
  metadata: upload?.metadata,
  request: {
    invocationId: '1',
    functionId,
    inputData: [
      {
        name: trigger?.[0],
        data: {
          modelBindingData: {
            version: '1.0',
            source: 'AzureStorageBlobs',
            contentType: 'application/json',
            content: Buffer.from(content),
          },
        },
      },
    ],
    triggerMetadata: {},
    traceContext: {},
  },
  log: () => {},
});
const deferred = (await invocation?.getArguments())?.inputs[0];
console.log(JSON.stringify({ functions: registered.map(({ metadata }) => metadata), deferred }));
