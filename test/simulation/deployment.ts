import { ulid } from 'ulid';
import { type ComputeKnobs, defaultKnobs } from '../../local/azure/compute/knobs.ts';
import type { FactoryKnobs } from '../../local/azure/data-factory/knobs.ts';
import { operationIdOf, timeInId } from '../../src/domain/base/door.ts';
import type { Clock, Random } from '../../src/ports/ports.ts';
import { receiptKey, uuidOf } from '../memory/chance.ts';
import { MemoryChat } from '../memory/chat.ts';
import { type MemoryFactory, memoryDataFactory } from '../memory/data-factory.ts';
import type { Hook } from '../memory/hook.ts';
import { MemoryInbox } from '../memory/inbox.ts';
import { MemoryMachines } from '../memory/machines.ts';
import { MemoryStorage, type StorageWorld } from '../memory/storage.ts';
import type { VirtualTime } from '../memory/time.ts';
import { MemoryVault } from '../memory/vault.ts';
import { MemoryWorkspace } from '../memory/workspace.ts';
import type { Draws } from './draws.ts';

/** Everything that an instance of the app stands on and that outlives it. */
export interface Deployment {
  readonly storage: MemoryStorage;
  readonly vault: MemoryVault;
  readonly factory: MemoryFactory;
  readonly factoryKnobs: FactoryKnobs;
  readonly inbox: MemoryInbox;
  readonly chat: MemoryChat;
  readonly machines: MemoryMachines;
  readonly workspace: MemoryWorkspace;
  readonly computeKnobs: ComputeKnobs;
  /** The chance of one instance of the app. */
  random(instance: string): Random;
}

/** The services of a deployment, whose clocks may differ from the world's by some seconds. `factoryHook` sees what Data Factory does in storage. */
export function deploy(
  time: VirtualTime,
  draws: Draws,
  parts: {
    storageClock: Clock;
    factoryHook: Hook;
    releaseAccount?: StorageWorld['releaseAccount'];
    hasSecondCopy?: boolean;
  },
): Deployment {
  const { releaseAccount = 'public', hasSecondCopy = false } = parts;
  const vault = new MemoryVault(time);
  vault.add('receipt-key', receiptKey({ bytes: (count) => draws.bytes('receipt key', count) }));
  vault.add('checkpoint-key', receiptKey({ bytes: (count) => draws.bytes('checkpoint key', count) }));
  vault.add('session-key', draws.bytes('session key', 32).toString('base64url'));
  const storage = new MemoryStorage({
    clock: parts.storageClock,
    hook: parts.factoryHook,
    releaseAccount,
    hasSecondCopy,
    auditWait: (tries) => time.sleep(15 * tries * draws.next('audit wait')),
  });
  const factory = memoryDataFactory({ time, storage, releaseAccount });
  const computeKnobs = { ...defaultKnobs(), changeMilliseconds: 60_000 };
  const compute = { clock: time, knobs: computeKnobs };
  return {
    storage,
    vault,
    factory,
    factoryKnobs: factory.knobs,
    inbox: new MemoryInbox(),
    chat: new MemoryChat(),
    machines: new MemoryMachines(compute, ['data-science']),
    workspace: new MemoryWorkspace(compute),
    computeKnobs,
    random: (instance) => ({
      operationId: (door) =>
        operationIdOf(
          door,
          ulid(timeInId(door, time.now().getTime()), () => draws.next(`${instance} ulid`)),
        ),
      handle: () => draws.bytes(`${instance} handle`, 32).toString('base64url'),
      uuid: () => uuidOf(draws.bytes(`${instance} uuid`, 16)),
    }),
  };
}
