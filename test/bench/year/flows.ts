import type { Kind } from '../../../scripts/scale.ts';
import type { Door } from '../../../src/domain/base/door.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { bringIn } from '../../memory/bring-in.ts';
import type { Hook, ServiceCall } from '../../memory/hook.ts';
import { letOut } from '../../memory/let-out.ts';
import { MemoryWorld } from '../../memory/world.ts';
import type { TestHub } from '../../orchestrators/task-hub.ts';
import { processorTime } from '../clock.ts';
import { millisecondsOfRequest, Tally } from './tally.ts';

/** So often each is played, so that the code is warm; the last one counts. */
const rounds = 5;

/** Executions are activities, and turns of orchestrators. */
type Flow = Pick<Kind, 'spent' | 'activities' | 'executions'>;
interface PlayedFlow {
  readonly flow: Flow;
  /** So often its files were listed. */
  readonly listings: number;
}

const filesLie = ['public/ingress', 'secure/datasets'];

/** A world that counts from the opening on. */
class CountedWorld extends MemoryWorld {
  readonly #tally: Tally;
  #hub: TestHub | undefined;

  constructor(tally: Tally, before: Hook['before']) {
    super(1, { before, after: () => undefined });
    this.#tally = tally;
  }

  override async open(door: Door, path: string): Promise<OperationKey> {
    const key = await super.open(door, path);
    this.#tally.clear();
    return key;
  }

  override hub(): TestHub {
    this.#hub = super.hub();
    return this.#hub;
  }

  /** What the host executed. */
  get executed(): Omit<Flow, 'spent'> {
    const { calls = [], episodes = [] } = this.#hub ?? {};
    return { activities: calls.length, executions: calls.length + episodes.length };
  }
}

/** A dataset of two files, from its opening until it is available. */
export const datasetFlow = () => flow(bringIn, 'available');

/** A package of one file, from its opening until it is released: two people decide. */
export const packageFlow = () => flow(letOut, 'released');

async function flow(play: (world: MemoryWorld) => Promise<string>, end: string): Promise<PlayedFlow> {
  for (let round = 1; round < rounds; round += 1) await played(play, end);
  return await played(play, end);
}

async function played(play: (world: MemoryWorld) => Promise<string>, end: string): Promise<PlayedFlow> {
  const tally = new Tally();
  let listings = 0;
  const world = new CountedWorld(tally, async (call: ServiceCall) => {
    const { caller, service, operation } = call;
    if (caller === 'control-plane' && operation === 'list' && filesLie.includes(service)) listings += 1;
    await tally.before(call);
  });
  await world.project();
  let state = '';
  const processor = await processorTime(async () => {
    state = await play(world);
  });
  if (state !== end) throw new Error(`It is ${state} and not ${end}`);
  const { requests } = tally.given(0, 0);
  // People and runs are waited for too; here only requests count, one after the other.
  const spent = tally.given(processor, processor + requests * millisecondsOfRequest);
  return { flow: { spent, ...world.executed }, listings };
}
