import { setImmediate as nextTurn } from 'node:timers/promises';
import { hasEnded } from '../../local/host/durable/instance.ts';
import { createActivities } from '../../src/activities/index.ts';
import type { Flow } from '../../src/domain/base/door.ts';
import { presentVersion } from '../orchestrators/present-version.ts';
import { TestHub } from '../orchestrators/task-hub.ts';
import { settledWithCrypto } from './crypto-work.ts';
import type { InstanceStatus, Orchestrations, Perform } from './orchestrations.ts';
import { type MakeOrchestrations, settings, type World } from './world.ts';

/** The durable library's own executor with the laptop's engine: every episode replays a history, as in the app. Slow, and what the direct one is held to. */
export const libraryOrchestrations: MakeOrchestrations = libraryTold(() => {});

/** The same, and `tell` is handed the task hub of each schedule. */
export function libraryTold(tell: (hub: TestHub) => void): MakeOrchestrations {
  return (world, perform) => inLibrary(world, perform, tell);
}

function inLibrary(world: World, perform: Perform, tell: (hub: TestHub) => void): Orchestrations {
  // Between these the engine has nothing to do, and asking its database after each wake of anybody would cost more than all it does.
  let isStirred = false;
  const stir = () => {
    isStirred = true;
  };
  const names = Object.keys(createActivities(world.god, settings));
  const activity = (name: string) => (input: unknown) => perform(name, input).finally(stir);
  const clock = {
    now: () => world.time.now().getTime(),
    setTimer: (at: number, run: () => void) =>
      world.time.at(at, () => {
        stir();
        run();
      }),
  };
  const activities = Object.fromEntries(names.map((name) => [name, activity(name)]));
  let deployed = presentVersion;
  const begun = () => {
    // The direct one has no limit, by which everything would come at another time.
    const made = new TestHub(activities, clock, undefined, Number.MAX_SAFE_INTEGER, deployed);
    tell(made);
    return made;
  };
  let hub = begun();
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
      stir();
      hub.start(flow, id, input);
    },
    wake(id) {
      stir();
      hub.raise(id, 'wake');
    },
    deploy(version) {
      stir();
      deployed = version;
      hub.deploy(version);
    },
    lose() {
      const { length } = hub.running();
      hub.die();
      known.clear();
      hub = begun();
      stir();
      return length;
    },
    status,
    running: () => hub.running(),
    async settled() {
      await settledWithCrypto();
      while (isStirred) {
        isStirred = false;
        for (let quiet = 0; quiet < 2; ) {
          await nextTurn();
          await settledWithCrypto();
          quiet = hub.isQuiet ? quiet + 1 : 0;
        }
      }
    },
  };
}
