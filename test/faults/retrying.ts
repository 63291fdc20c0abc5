import type { Ports } from '../../src/ports/ports.ts';
import { ConflictError } from '../../src/ports/records.ts';

/** How often a port is asked again, as the host would run the activity again: one call sends requests from several places, and each of them may fail once. */
const mostTries = 10;

/** Ports whose every call is made again when it failed, as an activity is; what somebody else changed first is no failure. */
export function retrying(ports: Ports): Ports {
  const entries = Object.entries(ports).map(([name, port]) => [name, retryingPort(port)]);
  return { ...ports, ...Object.fromEntries(entries) };
}

/** One port of that kind. */
export function retryingPort<T extends object>(port: T): T {
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        const call = (): unknown => Reflect.apply(member, target, given);
        const first = call();
        if (first instanceof Promise) return again(first, call);
        return isIterable(first) ? all(first, call) : first;
      };
    },
  });
}

async function again(first: Promise<unknown>, call: () => unknown): Promise<unknown> {
  let result: unknown = first;
  for (let tries = 1; ; tries += 1) {
    try {
      return await result;
    } catch (error) {
      if (error instanceof ConflictError || tries === mostTries) throw error;
      result = call();
    }
  }
}

/** Gives nothing before everything was read: whoever begins anew begins at the start. */
async function* all(first: AsyncIterable<unknown>, call: () => unknown): AsyncGenerator<unknown> {
  let reading: AsyncIterable<unknown> = first;
  const items: unknown[] = [];
  for (let tries = 1; ; tries += 1) {
    items.length = 0;
    try {
      for await (const item of reading) items.push(item);
      break;
    } catch (error) {
      if (tries === mostTries) throw error;
      const next = call();
      if (!isIterable(next)) throw error;
      reading = next;
    }
  }
  yield* items;
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
