import { readHold } from '../../src/activities/transfer/holds.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import type { Hook } from '../memory/hook.ts';
import { letOut } from '../memory/let-out.ts';
import { MemoryWorld } from '../memory/world.ts';

/** What bounds and looks for losses ask, by where in the code: a request made below it is theirs. */
const beside: ReadonlyMap<string, string> = new Map([
  ['windows of mails', 'src/activities/notification/budgeted.ts'],
  ['a lost register', 'src/use-cases/overview/find-lost.ts'],
  ['doors', 'src/azure/operation/door-rows.ts'],
  ['holds of all projects', 'holdLinesOf'],
]);

/** The requests of the control plane for a package from its drop to its release: one file, two decisions. */
export interface ExportRequests {
  /** Without those for bounds and losses, by service. */
  readonly services: ReadonlyMap<string, number>;
  readonly beside: ReadonlyMap<string, number>;
}

/** Counts them in memory. Throws when something that is counted beside asks for nothing any more. */
export async function exportRequests(): Promise<ExportRequests> {
  const services = new Map<string, number>();
  const found = new Map<string, number>();
  let isLooking = false;
  const hook: Hook = {
    before: ({ caller, service }) => {
      if (caller !== 'control-plane' || isLooking) return;
      const what = askedBeside();
      if (what === undefined) services.set(service, (services.get(service) ?? 0) + 1);
      else found.set(what, (found.get(what) ?? 0) + 1);
    },
    after: () => undefined,
  };
  /** What this program asks itself, to see the package's state, is no request of the control plane. */
  class Watched extends MemoryWorld {
    override async operation(key: OperationKey): Promise<Operation> {
      isLooking = true;
      const operation = await super.operation(key);
      isLooking = false;
      return operation;
    }
  }
  const world = new Watched(1, hook);
  await world.project();
  // Once for each project its holds are held against the audit.
  await readHold(world.ports, 'heart-study');
  for (const counted of [services, found]) counted.clear();
  const state = await letOut(world);
  if (state !== 'released') throw new Error(`The package is ${state}`);
  const none = [...beside.keys()].filter((what) => !found.has(what));
  if (none.length > 0) throw new Error(`Nothing is asked for any more for ${none.join(', ')}`);
  return { services, beside: found };
}

/** For which bound or loss the request is that is made just now, by the callers that are waiting for it. */
function askedBeside(): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  const { stack = '' } = new Error('counted');
  Error.stackTraceLimit = stackTraceLimit;
  return [...beside.keys()].find((what) => stack.includes(beside.get(what) ?? ''));
}

export function sumOf(counted: ReadonlyMap<string, number>): number {
  return [...counted.values()].reduce((sum, count) => sum + count, 0);
}

/** Each with its number, the most first. */
export function linesOf(counted: ReadonlyMap<string, number>): string[] {
  return [...counted].sort(([, one], [, other]) => other - one).map(([what, count]) => `${what} ${count}`);
}
