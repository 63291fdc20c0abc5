import { countedOf, type Spent } from '../../../scripts/scale.ts';
import type { ServiceCall } from '../../memory/hook.ts';
import { Requests } from '../requests.ts';

/** How long each request takes for whom waits for it. */
export const millisecondsOfRequest = 5;

type Counted = Exclude<keyof Spent, 'entities' | 'processor' | 'wall'>;

const reads = ['get', 'getRange', 'getProperties'];
/** Azure takes nothing for deletes. */
const free = ['remove'];

/** Counts the requests of the control plane, each of which takes so long. */
export class Tally {
  readonly #requests = new Requests();
  #counts = new Map<Counted, number>();
  #entities = new Map<string, number>();

  /** What each request goes through. */
  readonly before = async (call: ServiceCall): Promise<void> => {
    if (call.caller !== 'control-plane') return;
    for (const counted of kindsOf(call)) this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1);
    const partition = partitionOf(call);
    if (partition !== undefined)
      this.#entities.set(partition.name, (this.#entities.get(partition.name) ?? 0) + partition.entities);
    await this.#requests.before();
  };

  /** Does the work and gives what it took. */
  async spend(work: () => Promise<unknown>): Promise<Spent> {
    this.clear();
    const { processor, waited } = await this.#requests.spent(millisecondsOfRequest, work);
    return this.given(processor, processor + waited);
  }

  clear(): void {
    this.#counts = new Map();
    this.#entities = new Map();
  }

  /** What was counted since it was cleared. */
  given(processor: number, wall: number): Spent {
    const counts: Readonly<Partial<Record<keyof Spent, number>>> = {
      ...Object.fromEntries(this.#counts),
      ...{ processor, wall, entities: Math.max(0, ...this.#entities.values()) },
    };
    return countedOf((key) => counts[key] ?? 0);
  }
}

/** Of several, what each of so many took. */
export function meanOf(all: readonly Spent[], many = all.length): Spent {
  return countedOf((key) => all.reduce((total, one) => total + one[key], 0) / many);
}

function kindsOf({ service, operation }: ServiceCall): readonly Counted[] {
  if (service.startsWith('table ')) return ['requests', 'tables'];
  if (service === 'data-factory')
    return operation === 'start' ? ['requests', 'resourceManager', 'runs'] : ['requests', 'resourceManager'];
  if (service === 'machines' || service === 'workspace') return ['requests', 'resourceManager'];
  if (!service.includes('/') || free.includes(operation)) return ['requests'];
  return ['requests', reads.includes(operation) ? 'blobReads' : 'blobWrites'];
}

/** Where in a table a request goes, and how many of its entities it takes. */
function partitionOf({ service, operation, args }: ServiceCall): { name: string; entities: number } | undefined {
  if (!service.startsWith('table ')) return undefined;
  const [first] = args;
  const named = (key: unknown, entities = 1) => ({ name: `${service} ${String(key)}`, entities });
  if (typeof first === 'string') return named(first);
  if (operation === 'transact' && Array.isArray(first)) return named(Object(first[0])[1]?.partitionKey, first.length);
  if (operation === 'query') return named(/PartitionKey eq '([^']*)'/.exec(String(Object(first).filter))?.[1]);
  return named(Object(first).partitionKey);
}
