import type { HostedFunction } from './bindings.ts';
import type { Clock } from './clock.ts';
import { type CoreInvocationContext, type InvocationModel, newInvocationId, type Registry } from './core-module.ts';
import type { Log, LogLevel } from './log.ts';
import type { RpcResponse, RpcTypedData } from './rpc.ts';

/** Calls a function of the app with the data of its trigger; rejects with what the function threw. */
export type Invoke = (fn: HostedFunction, data: RpcTypedData, options?: InvokeOptions) => Promise<RpcResponse>;

/** What a trigger adds to a call. */
interface InvokeOptions {
  triggerMetadata?: Record<string, RpcTypedData>;
  /** The orchestration instance, for the log. */
  instanceId?: string;
}

/** What the invoker needs from the host. */
export interface InvokerParts {
  registry: Registry;
  /** Data that hooks of the app share over all calls. */
  appHookData: Record<string, unknown>;
  /** Measures how long a function runs. */
  clock: Clock;
  log: Log;
  /** From host.json functionTimeout, in milliseconds. */
  timeout: number;
  /** The JSON text that an input of type durableClient receives. */
  durableClientInput: () => string;
}

interface Call {
  core: CoreInvocationContext;
  model: InvocationModel;
}

/** Builds the invoker: arguments, pre-invocation hooks, the function, post-invocation hooks, response, in the order of the Node worker. */
export function createInvoker(parts: InvokerParts): { invoke: Invoke; idle: () => Promise<void> } {
  const running = new Set<Promise<unknown>>();
  const invoke: Invoke = (fn, data, options = {}) => {
    const work = call(parts, fn, data, options);
    const settled = work.catch(() => undefined).finally(() => running.delete(settled));
    running.add(settled);
    return work;
  };
  const idle = async () => {
    while (running.size > 0) await Promise.all(running);
  };
  return { invoke, idle };
}

async function call(
  parts: InvokerParts,
  fn: HostedFunction,
  data: RpcTypedData,
  options: InvokeOptions,
): Promise<RpcResponse> {
  const { registry, durableClientInput } = parts;
  if (!registry.model) throw new Error('No programming model is registered: the app has not loaded @azure/functions.');
  const invocationId = newInvocationId();
  const core: CoreInvocationContext = {
    invocationId,
    metadata: fn.metadata,
    state: undefined,
    request: {
      invocationId,
      functionId: fn.name,
      inputData: [
        { name: fn.trigger.name, data },
        ...fn.clientInputs.map((name) => ({ name, data: { string: durableClientInput() } })),
      ],
      triggerMetadata: options.triggerMetadata ?? {},
      traceContext: { traceParent: '', traceState: '', attributes: {} },
    },
    log: (level, category, message) => userLog(parts, fn, invocationId, options, level, category, message),
  };
  const work = run(parts, { core, model: registry.model.getInvocationModel(core) }, fn);
  return withTimeout(parts, work, fn, invocationId);
}

function userLog(
  parts: InvokerParts,
  fn: HostedFunction,
  invocationId: string,
  options: InvokeOptions,
  level: LogLevel,
  category: string,
  message: string,
): void {
  const line = { level, message, category };
  for (const hook of parts.registry.hooks.log) hook(line);
  const instance = options.instanceId === undefined ? {} : { instanceId: options.instanceId };
  parts.log(line.level, line.message, { function: fn.name, invocationId, ...instance });
}

async function run(parts: InvokerParts, { core, model }: Call, fn: HostedFunction): Promise<RpcResponse> {
  const { appHookData } = parts;
  const { hooks } = parts.registry;
  const { context, inputs } = await model.getArguments();
  const hookData = {};
  core.state = 'preInvocationHooks';
  const before = { hookData, appHookData, invocationContext: context, inputs, functionCallback: fn.callback };
  for (const hook of hooks.preInvocation) await hook(before);
  core.state = 'invocation';
  const after: { result?: unknown; error?: unknown } & Record<string, unknown> = {
    hookData,
    appHookData,
    invocationContext: context,
    inputs: before.inputs,
  };
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }
  core.state = 'postInvocationHooks';
  for (const hook of hooks.postInvocation) await hook(after);
  if (after.error !== undefined) throw after.error;
  return model.getResponse(context, after.result);
}

function withTimeout<T>(parts: InvokerParts, work: Promise<T>, fn: HostedFunction, invocationId: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = parts.clock.setTimer(parts.clock.now() + parts.timeout, () =>
      reject(
        new Error(
          `Timeout value of ${parts.timeout} ms exceeded by function: ${fn.name} (Id: '${invocationId}'). In Azure the worker is restarted here.`,
        ),
      ),
    );
    work.then(resolve, reject).finally(cancel);
  });
}
