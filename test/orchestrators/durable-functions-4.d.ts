/**
 * What `durable-functions` 4.0.0-beta.1 exports of the names that src uses, and of those no member that it does not ask for. Read from
 * https://github.com/microsoft/durabletask-js (packages/azure-functions-durable, commit d073ca0), since no registry has the package yet.
 */
import type { FunctionHandler, FunctionInput, InvocationContext } from '@azure/functions';

/** Of its core, and exported by no name. */
declare class Task<T> {
  get isCompleted(): boolean;
  get isFaulted(): boolean;
  get result(): T | undefined;
  getResult(): T;
}

declare class TimerTask extends Task<undefined> {
  get isCanceled(): boolean;
  cancel(): void;
}

export declare class RetryOptions {
  backoffCoefficient: number;
  maxRetryIntervalInMilliseconds?: number;
  readonly firstRetryIntervalInMilliseconds: number;
  readonly maxNumberOfAttempts: number;
  constructor(firstRetryIntervalInMilliseconds: number, maxNumberOfAttempts: number);
}

declare class DurableOrchestrationContext {
  get instanceId(): string;
  get isReplaying(): boolean;
  get currentUtcDateTime(): Date;
  get version(): string;
  readonly Task: {
    all: (tasks: Task<unknown>[]) => Task<unknown[]>;
    any: (tasks: Task<unknown>[]) => Task<Task<unknown>>;
  };
  getInput<T = unknown>(): T;
  callActivity<T = unknown>(name: string, input?: unknown): Task<T>;
  callActivityWithRetry<T = unknown>(name: string, retryOptions: RetryOptions, input?: unknown): Task<T>;
  createTimer(fireAt: Date | number): TimerTask;
  waitForExternalEvent<T = unknown>(name: string): Task<T>;
  continueAsNew(input: unknown, saveEvents?: boolean): void;
}

export declare enum OrchestrationRuntimeStatus {
  Running = 'Running',
  Pending = 'Pending',
}

/** No InvocationContext any more. */
export interface OrchestrationContext {
  df: DurableOrchestrationContext;
  log(...args: unknown[]): void;
}

export type OrchestrationHandler = (
  context: OrchestrationContext,
) => Generator<Task<unknown>, unknown, unknown> | unknown;

export type ActivityHandler = FunctionHandler;

export interface DurableClient {
  startNew(
    orchestratorName: string,
    options?: { input?: unknown; instanceId?: string; version?: string },
  ): Promise<string>;
  getStatus(
    instanceId: string,
    options?: { showInput?: boolean },
  ): Promise<{ readonly input: unknown; readonly runtimeStatus: OrchestrationRuntimeStatus }>;
  raiseEvent(instanceId: string, eventName: string, eventData?: unknown): Promise<void>;
}

export declare function getClient(context: InvocationContext): DurableClient;

export declare namespace app {
  function orchestration(
    functionName: string,
    handlerOrOptions: OrchestrationHandler | { handler: OrchestrationHandler },
  ): void;
  function activity(functionName: string, handlerOrOptions: ActivityHandler | { handler: ActivityHandler }): void;
}

export declare namespace input {
  function durableClient(): FunctionInput;
}

// biome-ignore lint/complexity/noUselessEmptyExport: without it a file of declarations exports every name.
export {};
