import { defaultKnobs } from '../../local/azure/compute/knobs.ts';
import { powerTag } from '../../src/compute/domain/power.ts';
import { reconcileAtTimer } from '../../src/compute/functions/reconcile-timer.ts';
import type { Reconciler } from '../../src/compute/reconcile/reconcile.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { reconcilerIn } from '../memory/compute-timer.ts';
import { throughHook } from '../memory/hook.ts';
import { MemoryMachines } from '../memory/machines.ts';
import { MemoryWorkspace } from '../memory/workspace.ts';
import { MemoryWorld } from '../memory/world.ts';
import { Requests } from './requests.ts';

const size = 'Standard_D4s_v5';
const timeZone = 'UTC';
/** Each project has so many machines, every other of which runs; all are as they are defined. */
const machinesOfEach = 25;
const quiet = { info: () => undefined, warn: refuse, error: refuse };

/** A deployment of so many projects with their machines, and the timer that holds them to their definitions. */
export class BusyComputes {
  readonly requests = new Requests();
  readonly #world = new MemoryWorld(6, this.requests);
  readonly #machines: MemoryMachines;
  readonly #reconciler: Reconciler;

  constructor() {
    const options = { clock: this.#world.time, knobs: defaultKnobs() };
    this.#machines = new MemoryMachines(options, ['data-science']);
    const { port } = new MemoryWorkspace(options);
    this.#reconciler = reconcilerIn(this.#world, {
      machines: { port: throughHook('control-plane', 'machines', this.#machines.port, this.requests) },
      workspace: { port: throughHook('control-plane', 'workspace', port, this.requests) },
    });
  }

  /** Defines and makes so many machines, and lets two runs look at them. */
  async start(machines: number): Promise<this> {
    for (let project = 0; project < machines / machinesOfEach; project += 1) {
      const id = `study-${project}`;
      const virtualMachines = Array.from({ length: machinesOfEach }, (_, number) => this.#seed(id, number));
      await this.#world.project({ id, compute: computeDefinition.parse({ timeZone, virtualMachines }) });
    }
    for (let run = 0; run < 2; run += 1) await this.look();
    return this;
  }

  /** One run of the timer, five minutes after the last. */
  async look(): Promise<void> {
    await this.#world.time.pass(5 * 60_000);
    this.requests.count = 0;
    const { projects, looks, clock } = this.#world.ports;
    await reconcileAtTimer({ projects, looks, clock, reconciler: this.#reconciler }, quiet);
  }

  #seed(project: string, number: number) {
    const name = `${project}-vm-${number}`;
    const power = { mode: number % 2 === 0 ? 'always-on' : 'off' } as const;
    const tags = { 'sallyport-project': project, 'sallyport-power': powerTag(power, timeZone) };
    this.#machines.seed({ name, size, tags, power: power.mode === 'off' ? 'deallocated' : 'running' });
    return { name, size, image: 'data-science', power };
  }
}

function refuse(text: string): never {
  throw new Error(`The computes are not at rest: ${text}`);
}
