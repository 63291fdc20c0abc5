import { z } from 'zod';
import { messageOf } from '../host-error.ts';
import type { RpcResponse } from '../rpc.ts';

const retryOptions = z.looseObject({
  firstRetryIntervalInMilliseconds: z.number(),
  maxNumberOfAttempts: z.number().int(),
  backoffCoefficient: z.number().optional(),
  maxRetryIntervalInMilliseconds: z.number().optional(),
  retryTimeoutInMilliseconds: z.number().optional(),
});
/** Retry options as durable-functions sends them; intervals in milliseconds. */
export type RetryOptions = z.infer<typeof retryOptions>;

const input = z.unknown().optional();
const text = z.string().nullish();

/** One entry of the action list of an orchestrator, in the numbering of durable-functions. */
export type Action =
  | { actionType: 0; functionName: string; input?: unknown }
  | { actionType: 1; functionName: string; input?: unknown; retryOptions: RetryOptions }
  | {
      actionType: 2;
      functionName: string;
      instanceId?: string | null | undefined;
      version?: string | null | undefined;
      input?: unknown;
    }
  | {
      actionType: 3;
      functionName: string;
      instanceId?: string | null | undefined;
      version?: string | null | undefined;
      input?: unknown;
      retryOptions: RetryOptions;
    }
  | { actionType: 4; input?: unknown }
  | { actionType: 5; fireAt: string; isCanceled: boolean }
  | { actionType: 6; externalEventName: string }
  | { actionType: 11 | 12; compoundActions: Action[] };

const action: z.ZodType<Action> = z.lazy(() =>
  z.discriminatedUnion('actionType', [
    z.object({ actionType: z.literal(0), functionName: z.string(), input }),
    z.object({ actionType: z.literal(1), functionName: z.string(), input, retryOptions }),
    z.object({ actionType: z.literal(2), functionName: z.string(), instanceId: text, version: text, input }),
    z.object({
      actionType: z.literal(3),
      functionName: z.string(),
      instanceId: text,
      version: text,
      input,
      retryOptions,
    }),
    z.object({ actionType: z.literal(4), input }),
    z.object({ actionType: z.literal(5), fireAt: z.string(), isCanceled: z.boolean() }),
    z.object({ actionType: z.literal(6), externalEventName: z.string() }),
    z.object({ actionType: z.union([z.literal(11), z.literal(12)]), compoundActions: z.array(action) }),
  ]),
);

const actions = z.array(action);
const anyAction = z.looseObject({ actionType: z.number(), compoundActions: z.array(z.unknown()).optional() });

const notProvided: Record<number, string> = {
  7: 'callEntity',
  8: 'callHttp',
  9: 'signalEntity',
  10: 'a scheduled signal to an entity',
  13: 'lock',
  14: 'the release of a lock',
};

const state = z.object({
  isDone: z.boolean(),
  actions: z.array(z.array(z.unknown())).length(1, 'must hold exactly one list'),
  output: z.unknown().optional(),
  error: z.string().optional(),
  customStatus: z.unknown().optional(),
});

/** What the orchestrator function answered in one episode. */
export interface OrchestratorReply {
  isDone: boolean;
  actions: Action[];
  /** JSON text of the output, null when there is none. */
  output: string | null;
  customStatus: string | null;
  /** The error of the orchestrator code, after its actions have been replayed. */
  error: string | undefined;
  /** Set when the function failed without a state, or sent one that Azure refuses: nothing can be replayed. */
  broken: string | undefined;
}

/** A custom status larger than this, in UTF-16 bytes, fails the instance (Durable extension, 16 KB). */
const customStatusLimit = 16 * 1024;
const stateLabel = '$OutOfProcData$:';

function broken(reason: string): OrchestratorReply {
  return { isDone: false, actions: [], output: null, customStatus: null, error: undefined, broken: reason };
}

function parseActions(list: unknown[]): Action[] {
  const parsed = actions.safeParse(list);
  if (parsed.success) return parsed.data;
  for (const entry of list) refuseNotProvided(entry);
  throw parsed.error;
}

function refuseNotProvided(entry: unknown): void {
  const shape = anyAction.parse(entry);
  const name = notProvided[shape.actionType];
  if (name) throw new Error(`This host does not provide ${name}.`);
  for (const child of shape.compoundActions ?? []) refuseNotProvided(child);
}

function parseState(content: unknown): OrchestratorReply {
  try {
    const parsed = state.parse(content);
    const customStatus = parsed.customStatus === undefined ? null : JSON.stringify(parsed.customStatus);
    if (customStatus !== null && customStatus.length * 2 > customStatusLimit) {
      const size = Math.floor((customStatus.length * 2) / 1024);
      return broken(
        `The UTF-16 size of the JSON-serialized payload must not exceed 16 KB. The current payload size is ${size} KB.`,
      );
    }
    return {
      isDone: parsed.isDone,
      actions: parseActions(parsed.actions[0] ?? []),
      output: parsed.output === undefined ? null : JSON.stringify(parsed.output),
      customStatus,
      error: parsed.error,
      broken: undefined,
    };
  } catch (error) {
    return broken(messageOf(error));
  }
}

/** Reads the answer of an orchestrator function that returned. */
export function replyFromResponse(response: RpcResponse): OrchestratorReply {
  const json = response.returnValue?.json ?? response.returnValue?.string;
  if (json === undefined)
    return broken('The data returned by the out-of-process function execution was not valid json.');
  return parseState(JSON.parse(json));
}

/** Reads the answer of an orchestrator function that threw: durable-functions puts its state behind a label in the message. */
export function replyFromError(error: unknown): OrchestratorReply {
  const message = messageOf(error);
  const at = message.indexOf(stateLabel);
  if (at < 0) return broken(message);
  const reply = parseState(JSON.parse(message.slice(at + stateLabel.length)));
  if (reply.error !== undefined || reply.broken !== undefined) return reply;
  // The code threw something without a message: the extension finds no error in the state and shows the whole failure.
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return broken(`One or more errors occurred. (Result: Failure\nException: ${message}\nStack: ${stack})`);
}
