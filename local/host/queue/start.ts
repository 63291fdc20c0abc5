import type { HostedFunction } from '../bindings.ts';
import { managedIdentity } from '../blob/managed-identity.ts';
import type { HostParts } from '../host-parts.ts';
import { QueueListener } from './queue-listener.ts';
import { queueRest } from './queue-rest.ts';
import { queueFunction } from './queue-trigger.ts';

/** The queue triggers of a host. */
export interface Queues {
  begin(): void;
  stop(): Promise<void>;
  /** Calls a queue function with the text as its message; false when it is none. */
  runNow(fn: HostedFunction, text: string): boolean;
}

/** Reads the queue functions; nothing is polled before `begin`. */
export function startQueues(parts: HostParts): Queues {
  const { functions, clock, invoke, log, settings, hostJson } = parts;
  const token = managedIdentity(process.env, clock);
  const listeners = [...functions.values()]
    .filter((fn) => fn.trigger.type === 'queueTrigger')
    .map((fn) => {
      const trigger = queueFunction(fn, settings);
      const rest = queueRest(trigger.connection, token, clock);
      return new QueueListener({ trigger, rest, invoke, clock, log, options: hostJson.extensions.queues });
    });
  return {
    begin: () => {
      for (const listener of listeners) listener.start();
    },
    stop: async () => void (await Promise.all(listeners.map((listener) => listener.stop()))),
    runNow: (fn, text) => {
      if (fn.trigger.type !== 'queueTrigger') return false;
      invoke(fn, { string: text }).catch((error: unknown) => log('error', String(error), { function: fn.name }));
      return true;
    },
  };
}
