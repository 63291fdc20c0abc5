import { z } from 'zod';
import type { HostedFunction } from '../bindings.ts';
import { type QueueConnection, queueConnection } from '../blob/connection.ts';
import { HostError, messageOf } from '../host-error.ts';
import type { RpcTypedData } from '../rpc.ts';
import { resolveExpression, type Settings } from '../settings.ts';
import type { QueueMessage } from './queue-rest.ts';

/** A queue function with its queue and connection. */
export interface QueueFunction {
  fn: HostedFunction;
  queue: string;
  connection: QueueConnection;
}

const binding = z.looseObject({
  queueName: z.string().min(1),
  connection: z.string().default('AzureWebJobsStorage'),
});

/** Reads the trigger of a queue function. */
export function queueFunction(fn: HostedFunction, settings: Settings): QueueFunction {
  try {
    const trigger = binding.parse(fn.trigger.binding);
    const queue = resolveExpression(trigger.queueName, settings, `The queue of '${fn.name}'`);
    return { fn, queue, connection: queueConnection(trigger.connection, settings) };
  } catch (error) {
    throw new HostError('app', `The queue function '${fn.name}' cannot run: ${messageOf(error)}`);
  }
}

/** What a queue function is told of its message beside the text. */
export function queueMetadata(message: QueueMessage): Record<string, RpcTypedData> {
  const { id, popReceipt, text, dequeueCount, insertionTime, expirationTime, nextVisibleTime } = message;
  const time = (value: string) => ({ json: JSON.stringify(new Date(value).toISOString()) });
  return {
    queueTrigger: { string: text },
    id: { string: id },
    popReceipt: { string: popReceipt },
    dequeueCount: { json: String(dequeueCount) },
    insertionTime: time(insertionTime),
    expirationTime: time(expirationTime),
    nextVisibleTime: time(nextVisibleTime),
  };
}
