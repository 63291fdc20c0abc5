import { randomUUID } from 'node:crypto';
import Module from 'node:module';
import { z } from 'zod';
import type { LogLevel } from './log.ts';
import type { RpcRequest, RpcResponse } from './rpc.ts';

/** A binding as `@azure/functions` registers it; trigger-specific fields are parsed where they are used. */
const binding = z.looseObject({
  type: z.string(),
  direction: z.enum(['in', 'out', 'inout']),
  properties: z.record(z.string(), z.string()).optional(),
});

const functionMetadata = z.object({
  name: z.string().min(1),
  bindings: z.record(z.string(), binding),
  retryOptions: z.unknown().optional(),
});

/** The function that an app registered, called with its inputs and the context. */
export type FunctionCallback = (...inputs: unknown[]) => unknown;
/** A binding of a registered function. */
export type Binding = z.infer<typeof binding>;
/** What an app says about a function when it registers it. */
type FunctionMetadata = z.infer<typeof functionMetadata>;

/** A registered function with its code. */
export interface RegisteredFunction {
  metadata: FunctionMetadata;
  callback: FunctionCallback;
}

/** The object that `@azure/functions` asks for each call, once for each invocation (coreTypes.InvocationModel). */
export interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<RpcResponse>;
}

/** The context that the host gives to the programming model for one invocation (CoreInvocationContext). */
export interface CoreInvocationContext {
  invocationId: string;
  request: RpcRequest;
  metadata: FunctionMetadata;
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks' | undefined;
  log(level: LogLevel, category: string, message: string): void;
}

/** The library that the app uses, as it introduced itself. */
export interface ProgrammingModel {
  name: string;
  version: string;
  getInvocationModel(context: CoreInvocationContext): InvocationModel;
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>>;
}

const hookNames = ['appStart', 'appTerminate', 'preInvocation', 'postInvocation', 'log'] as const;
/** The moments at which an app may run code of its own. */
export type HookName = (typeof hookNames)[number];
/** A hook of the app. */
export type HookCallback = (context: Record<string, unknown>) => unknown;

/** What an app has registered so far. */
export interface Registry {
  functions: Map<string, RegisteredFunction>;
  hooks: Record<HookName, HookCallback[]>;
  model: ProgrammingModel | undefined;
  locked: boolean;
}

/** The version that the host reports to apps; the facts were taken from this release line of the Functions host. */
export const hostVersion = '4.1037.0';

class Disposable {
  static from(...items: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const item of items) item.dispose();
    });
  }
  readonly #onDispose: () => unknown;
  constructor(onDispose: () => unknown) {
    this.#onDispose = onDispose;
  }
  dispose(): unknown {
    return this.#onDispose();
  }
}

function systemError(error: Error): Error {
  return Object.assign(error, { isAzureFunctionsSystemError: true });
}

function isHookName(name: string): name is HookName {
  return hookNames.some((known) => known === name);
}

/** Builds the module `@azure/functions-core`: each member that `@azure/functions` 4.16 calls, and those the Node worker adds. */
export function createCoreModule(log: (level: LogLevel, category: string, message: string) => void) {
  const registry: Registry = {
    functions: new Map(),
    hooks: { appStart: [], appTerminate: [], preInvocation: [], postInvocation: [], log: [] },
    model: undefined,
    locked: false,
  };
  const core = {
    version: hostVersion,
    hostVersion,
    Disposable,
    setProgrammingModel(model: ProgrammingModel) {
      registry.model = model;
    },
    getProgrammingModel: () => registry.model,
    registerFunction(metadata: unknown, callback: FunctionCallback): Disposable {
      const parsed = functionMetadata.parse(metadata);
      if (registry.locked)
        throw systemError(
          new Error(`A function can only be registered during app startup: '${parsed.name}' comes too late.`),
        );
      if (registry.functions.has(parsed.name))
        throw systemError(new Error(`A function with the name '${parsed.name}' is already registered.`));
      registry.functions.set(parsed.name, { metadata: parsed, callback });
      return new Disposable(() => registry.functions.delete(parsed.name));
    },
    registerHook(name: string, callback: HookCallback): Disposable {
      if (!isHookName(name)) throw systemError(new RangeError(`Unrecognized hook '${name}'.`));
      const list = registry.hooks[name];
      list.push(callback);
      return new Disposable(() => list.splice(list.indexOf(callback), 1));
    },
    log,
  };
  return { core, registry };
}

/**
 * Answers `require('@azure/functions-core')` in this process with `core`, as the Node worker does.
 * Must run before anything loads `@azure/functions`, which asks once and remembers.
 */
export function installCoreModule(core: object): void {
  const original = Module.prototype.require;
  Module.prototype.require = new Proxy(original, {
    apply: (target, self, args) => (args[0] === '@azure/functions-core' ? core : Reflect.apply(target, self, args)),
  });
}

/** A new id for an invocation, in the form that Azure logs. */
export function newInvocationId(): string {
  return randomUUID();
}
