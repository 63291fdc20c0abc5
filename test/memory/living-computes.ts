import { defaultKnobs } from '../../local/azure/compute/knobs.ts';
import { reconcileAtTimer } from '../../src/compute/functions/reconcile-timer.ts';
import { reconcilerIn } from './compute-timer.ts';
import type { LivingWorld } from './living-world.ts';
import { MemoryMachines } from './machines.ts';
import { MemoryWorkspace } from './workspace.ts';

const minute = 60_000;

/** The computes of a deployment that lives on, and the timer that holds them to the definitions. */
export class LivingComputes {
  readonly knobs = defaultKnobs();
  readonly machines: MemoryMachines;
  readonly workspace: MemoryWorkspace;
  /** Everything that the timer warned of. */
  readonly warnings: string[] = [];
  readonly #living: LivingWorld;

  constructor(living: LivingWorld) {
    this.#living = living;
    const options = { clock: living.world.time, knobs: this.knobs };
    this.machines = new MemoryMachines(options, ['dsvm']);
    this.workspace = new MemoryWorkspace(options);
  }

  /** Lets time go by until then, with a run of the timer every so many minutes. */
  async until(time: string, everyMinutes: number): Promise<void> {
    const { time: clock } = this.#living.world;
    for (let next = clock.now().getTime() + everyMinutes * minute; next <= Date.parse(time); ) {
      await this.#living.until(new Date(next).toISOString());
      await this.#tick();
      next = clock.now().getTime() + everyMinutes * minute;
    }
  }

  /** Which machines there are, and the power of each. */
  async powers(): Promise<Record<string, string>> {
    const statuses = await this.machines.port.statuses();
    const entries = [...statuses].map(([id, { power }]) => [id.split('/').at(-1) ?? '', power ?? 'unknown'] as const);
    return Object.fromEntries(entries.sort());
  }

  async #tick(): Promise<void> {
    const { ports, time } = this.#living.world;
    const reconciler = reconcilerIn(this.#living.world, this);
    const warn = (text: string) => void this.warnings.push(text);
    const services = { projects: ports.projects, looks: ports.looks, clock: time, reconciler };
    await reconcileAtTimer(services, { info: () => {}, warn, error: warn });
  }
}
