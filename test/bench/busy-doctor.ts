import { runDoctor } from '../../src/features/doctor/run-doctor.ts';
import { portsOf, quiet } from '../features/doctor/doctor-ports.ts';
import { manyProjects } from '../features/doctor/many-projects.ts';
import { MemoryWorld } from '../memory/world.ts';
import { Requests } from './requests.ts';

/** A deployment of so many projects, and its doctor in a process that has read the definitions before. */
export class BusyDoctor {
  readonly requests = new Requests();
  readonly #ports: ReturnType<typeof portsOf>;
  readonly #world = new MemoryWorld(5, this.requests);

  constructor() {
    this.#ports = portsOf(this.#world);
  }

  async start(projects: number): Promise<this> {
    await manyProjects(this.#world, projects);
    await this.look();
    this.requests.count = 0;
    return this;
  }

  async look(): Promise<void> {
    const { checks } = await runDoctor(this.#ports, quiet);
    const heads = checks.find(({ id }) => id === 'heads-agree');
    if (heads?.result !== 'ok') throw new Error(`The doctor found of heads: ${heads?.found}`);
  }
}
