import { setImmediate as nextTurn } from 'node:timers/promises';
import { hasEnded } from '../../local/host/durable/instance.ts';
import { createActivities } from '../../src/activities/index.ts';
import type { Flow } from '../../src/domain/door.ts';
import { TestHub } from '../orchestrators/task-hub.ts';
import { settledWithCrypto } from './crypto-work.ts';
import type { InstanceStatus, Orchestrations } from './orchestrations.ts';
import { type MakeOrchestrations, settings } from './world.ts';

/** The durable library's own executor with the laptop's engine: every episode replays a history, as in the app. Slow, and what the direct one is held to. */
export const libraryOrchestrations: MakeOrchestrations = (world, perform): Orchestrations => {
  const names = Object.keys(createActivities(world.god, settings));
  const hub = new TestHub(Object.fromEntries(names.map((name) => [name, (input: unknown) => perform(name, input)])), {
    now: () => world.time.now().getTime(),
    setTimer: (at, run) => world.time.at(at, run),
  });
  const known = new Set<string>();
  const status = (id: string): InstanceStatus | undefined => {
    if (!known.has(id)) return undefined;
    const { status: is } = hub.instance(id);
    if (!hasEnded(is)) return 'Running';
    return is === 'Completed' ? 'Completed' : 'Failed';
  };
  return {
    start(flow: Flow, id: string, input: unknown) {
      known.add(id);
      hub.start(flow, id, input);
    },
    wake: (id) => hub.raise(id, 'wake'),
    status,
    running: () => hub.running(),
    async settled() {
      for (let quiet = 0; quiet < 2; ) {
        await nextTurn();
        await settledWithCrypto();
        quiet = hub.isQuiet ? quiet + 1 : 0;
      }
    },
  };
};
