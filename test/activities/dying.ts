import { createActivities } from '../../src/activities/index.ts';
import type { Flow } from '../../src/domain/base/door.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { flowSettings, type World } from './world.ts';

/** What changes something, by port. */
const effects: Readonly<Partial<Record<keyof Ports, readonly string[]>>> = {
  register: ['update', 'move', 'settle', 'updateOwed'],
  holds: ['put', 'remove'],
  audit: ['append'],
  manifests: ['write', 'writeReceipt'],
  fileLists: ['write', 'remove'],
  dataFactory: ['start', 'cancel'],
  duties: ['put'],
};

/** Ports whose process dies once, before or after the effect of that number. */
export function dying(ports: Ports, at: number, when: 'before' | 'after'): Ports {
  let count = 0;
  const mortal = <T extends object>(port: T, names: readonly string[]): T =>
    new Proxy(port, {
      get(target, name) {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function' || !names.includes(String(name))) return found;
        return async (...parts: unknown[]) => {
          count += 1;
          const dies = count === at;
          if (dies && when === 'before') throw new Error(`died before ${String(name)}`);
          const result: unknown = await Reflect.apply(found, target, parts);
          if (dies) throw new Error(`died after ${String(name)}`);
          return result;
        };
      },
    });
  return new Proxy(ports, {
    get(target, name) {
      const port: unknown = Reflect.get(target, name);
      const names: unknown = Reflect.get(effects, name);
      return Array.isArray(names) && typeof port === 'object' && port !== null ? mortal(port, names) : port;
    },
  });
}

/** Runs a flow whose process dies once; retries and new instances go on as they do by themselves. */
export async function runDying(world: World, flow: Flow, key: OperationKey, ports: Ports): Promise<string> {
  const alive = { ...world.activities };
  Object.assign(world.activities, createActivities(ports, flowSettings));
  try {
    return (await world.run(flow, key)).state;
  } finally {
    Object.assign(world.activities, alive);
  }
}

/** Asks until the answer comes, as a person or the sweep does. */
export async function insist(world: World, ask: (ports: Ports) => Promise<unknown>, ports: Ports): Promise<void> {
  await ask(ports).catch(() => ask(world.ports));
}
