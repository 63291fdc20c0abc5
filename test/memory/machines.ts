import { ArmError } from '../../local/azure/arm/resource-manager.ts';
import { takeFailure } from '../../local/azure/compute/knobs.ts';
import { requireSize } from '../../local/azure/compute/sizes.ts';
import type { MachinePower, Tags } from '../../src/domain/compute/world.ts';
import type { MachinePort } from '../../src/ports/compute.ts';
import {
  type Changing,
  type ComputeOptions,
  missingCompute,
  requireIdle,
  requireQuota,
  settleChanges,
} from './compute-change.ts';
import { asked } from './resource-manager.ts';

interface Machine extends Changing {
  readonly id: string;
  size: string;
  tags: Tags;
  power: MachinePower;
}

/** A machine that is there as if somebody had made it by hand. */
export interface HandMadeMachine {
  readonly name: string;
  readonly size: string;
  readonly tags: Tags;
  readonly power: 'running' | 'stopped' | 'deallocated';
}

/** The virtual machines of one resource group in memory, whose changes take time. */
export class MemoryMachines {
  readonly port: MachinePort;
  readonly #machines = new Map<string, Machine>();
  readonly #options: ComputeOptions;

  constructor(options: ComputeOptions, images: readonly string[]) {
    this.#options = options;
    this.port = {
      list: async () =>
        this.#visible().map(({ id, name, size, tags, provisioningState }) => ({
          id,
          name,
          size,
          tags,
          provisioningState,
        })),
      powers: async () => new Map(this.#visible().map(({ id, power }) => [id.replace('research', 'RESEARCH'), power])),
      create: ({ name, size, image, tags }) =>
        asked(`create the virtual machine ${name}`, () => {
          if (!images.includes(image))
            throw new Error(`The deployment has no image '${image}'; it has ${images.join(', ')}`);
          this.#create(name, size, tags);
        }),
      start: (name) => asked(`start the virtual machine ${name}`, () => this.#start(this.#require(name))),
      deallocate: (name) =>
        asked(`deallocate the virtual machine ${name}`, () => this.#deallocate(this.#require(name))),
      resize: (name, size) =>
        asked(`resize the virtual machine ${name}`, () => this.#resize(this.#require(name), size)),
      retag: (name, tags) =>
        asked(`change the tags of the virtual machine ${name}`, () => this.#retag(this.#require(name), tags)),
      remove: (name) => asked(`delete the virtual machine ${name}`, () => this.#remove(name)),
    };
  }

  /** Puts a machine there that the control plane did not make. */
  seed({ name, size, tags, power }: HandMadeMachine): void {
    const made = { id: idOf(name), name, size, tags, power, createdAt: 0, provisioningState: 'Succeeded' };
    this.#machines.set(name.toLowerCase(), made);
  }

  #create(name: string, wanted: string, tags: Tags): void {
    const { knobs } = this.#options;
    this.#settle();
    if (this.#machines.has(name.toLowerCase()))
      throw new ArmError(412, 'PreconditionFailed', `The virtual machine '${name}' exists already.`);
    const { size, cores } = requireSize(wanted);
    requireQuota(this.#sizes(), cores, knobs);
    const createdAt = this.#now();
    const made: Machine = {
      id: idOf(name),
      name,
      size,
      tags,
      power: 'starting',
      createdAt,
      provisioningState: 'Creating',
    };
    this.#machines.set(name.toLowerCase(), made);
    this.#allocate(made, 'unknown');
  }

  #start(machine: Machine): void {
    const before = machine.power;
    machine.provisioningState = 'Updating';
    if (before === 'running') {
      this.#change(machine, () => undefined);
      return;
    }
    machine.power = 'starting';
    this.#allocate(machine, before);
  }

  #deallocate(machine: Machine): void {
    machine.provisioningState = 'Updating';
    if (machine.power !== 'deallocated') machine.power = 'deallocating';
    this.#change(machine, () => {
      machine.power = 'deallocated';
    });
  }

  #resize(machine: Machine, wanted: string): void {
    const { size, cores } = requireSize(wanted);
    if (size === machine.size) return;
    requireQuota(this.#sizes(), cores - requireSize(machine.size).cores, this.#options.knobs);
    machine.size = size;
    machine.provisioningState = 'Updating';
    const after = machine.power;
    if (after === 'running') machine.power = 'starting';
    this.#change(machine, () => {
      machine.power = after;
    });
  }

  #retag(machine: Machine, tags: Tags): void {
    machine.tags = { ...tags };
    machine.provisioningState = 'Updating';
    this.#change(machine, () => undefined);
  }

  /** What is gone already is no error, and what is changing goes too. */
  #remove(name: string): void {
    this.#settle();
    const machine = this.#machines.get(name.toLowerCase());
    if (machine === undefined) return;
    machine.provisioningState = 'Deleting';
    this.#change(machine, () => void this.#machines.delete(name.toLowerCase()));
  }

  /** Brings the machine to run, unless Azure has none left: then its power is `otherwise`. */
  #allocate(machine: Machine, otherwise: MachinePower): void {
    const fails = takeFailure(this.#options.knobs);
    const done = () => {
      machine.power = fails ? otherwise : 'running';
    };
    this.#change(machine, done, fails);
  }

  #change(machine: Machine, done: () => void, fails = false): void {
    machine.change = { doneAt: this.#now() + this.#options.knobs.changeMilliseconds, fails, done };
  }

  #require(name: string): Machine {
    this.#settle();
    const machine = this.#machines.get(name.toLowerCase());
    if (machine === undefined) throw missingCompute(`Microsoft.Compute/virtualMachines/${name}`);
    requireIdle(machine);
    return machine;
  }

  #visible(): readonly Machine[] {
    const { emptyLists, lagMilliseconds } = this.#options.knobs;
    this.#settle();
    if (emptyLists) return [];
    return [...this.#machines.values()].filter(({ createdAt }) => createdAt + lagMilliseconds <= this.#now());
  }

  #sizes(): readonly string[] {
    return [...this.#machines.values()].map(({ size }) => size);
  }

  #settle(): void {
    settleChanges(this.#machines.values(), this.#now());
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}

/** The list of power states spells resource groups in capitals. */
function idOf(name: string): string {
  return `/subscriptions/memory/resourceGroups/research/providers/Microsoft.Compute/virtualMachines/${name}`;
}
