import { ArmError } from '../../local/azure/arm/arm-error.ts';
import { checkTags } from '../../local/azure/arm/tags.ts';
import { imagesPublishedAt, takeFailure } from '../../local/azure/compute/knobs.ts';
import { measure, notePower, type RunPeriod } from '../../local/azure/compute/measures.ts';
import { exceeded, type Quota, quotaExceeded, quotasOf, requireQuotasShown } from '../../local/azure/compute/quotas.ts';
import { requireSize } from '../../local/azure/compute/sizes.ts';
import { imageOf } from '../../src/compute/domain/image-age.ts';
import type { MachineImage, MachinePower, MachineStatus } from '../../src/compute/domain/kinds/machine.ts';
import { type LoadSpan, loadSpanMinutes } from '../../src/compute/domain/usage/load.ts';
import type { Tags } from '../../src/compute/domain/world.ts';
import type { MachinePort } from '../../src/compute/ports/compute.ts';
import {
  type Changing,
  type ComputeOptions,
  failureOf,
  missingCompute,
  regionQuotas,
  requireIdle,
  settleChanges,
} from './compute-change.ts';
import { asked } from './resource-manager.ts';

type Step = Parameters<MachinePort['take']>[0];

interface Machine extends Changing {
  readonly id: string;
  readonly image?: MachineImage | undefined;
  size: string;
  tags: Tags;
  power: MachinePower;
  readonly ran: RunPeriod[];
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
  #began: number | undefined;

  constructor(options: ComputeOptions, images: readonly string[]) {
    this.#options = options;
    this.port = {
      list: async () =>
        this.#visible().map(({ id, name, size, tags, provisioningState, image }) => ({
          id,
          name,
          size,
          tags,
          provisioningState,
          image,
        })),
      statuses: async () =>
        new Map(this.#visible().map((machine) => [machine.id.replace('research', 'RESEARCH'), statusOf(machine)])),
      imagePublished: (id) =>
        asked(`look up when the image ${id} was published`, () => {
          if (!images.some((image) => imageId(image).toLowerCase() === id.toLowerCase())) throw missingCompute(id);
          return this.#imagesDate();
        }),
      quotas: () =>
        asked('look up the quotas of machines', () => {
          requireQuotasShown(options.knobs);
          return regionQuotas('cores', this.#quotas());
        }),
      load: (name, { from, until }) =>
        asked(`read the load of the virtual machine ${name}`, () => this.#load(name, from, until)),
      take: (step) => asked(triedOf(step), () => this.#take(step, images)),
    };
  }

  #take(step: Step, images: readonly string[]): void {
    const { name } = step;
    switch (step.kind) {
      case 'create-machine': {
        const { size, image, tags } = step;
        if (!images.includes(image))
          throw new Error(`The deployment has no image '${image}'; it has ${images.join(', ')}`);
        checkTags({ tags });
        this.#create(name, size, tags, imageOf({ id: imageId(image) }));
        return;
      }
      case 'start-machine':
        this.#start(this.#require(name));
        return;
      case 'deallocate-machine':
        this.#deallocate(this.#require(name));
        return;
      case 'resize-machine':
        this.#resize(this.#require(name), step.to);
        return;
      case 'retag-machine':
        checkTags({ tags: step.tags });
        this.#retag(this.#require(name), step.tags);
        return;
      case 'delete-machine':
        this.#remove(name);
        return;
    }
  }

  /** Puts a machine there that the control plane did not make. */
  seed({ name, size, tags, power }: HandMadeMachine): void {
    const made: Machine = {
      provisioningState: 'Succeeded',
      id: idOf(name),
      name,
      size,
      tags,
      power,
      ran: power === 'running' ? [{ from: 0 }] : [],
      createdAt: 0,
    };
    this.#machines.set(name.toLowerCase(), made);
  }

  #create(name: string, wanted: string, tags: Tags, image: MachineImage | undefined): void {
    this.#settle();
    if (this.#machines.has(name.toLowerCase()))
      throw new ArmError(412, 'PreconditionFailed', `The virtual machine '${name}' exists already.`);
    const { size } = requireSize(wanted);
    this.#requireQuota(size);
    const createdAt = this.#now();
    const made: Machine = {
      id: idOf(name),
      name,
      size,
      tags,
      power: 'starting',
      ran: [],
      image,
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
    const { size } = requireSize(wanted);
    if (size === machine.size) return;
    this.#requireQuota(size, machine.size);
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
    const doneAt = this.#now() + this.#options.knobs.changeMilliseconds;
    notePower(machine.ran, machine.power === 'running', this.#now());
    const ended = () => {
      done();
      notePower(machine.ran, machine.power === 'running', doneAt);
    };
    machine.change = { doneAt, fails, done: ended };
  }

  #require(name: string): Machine {
    this.#settle();
    const machine = this.#machines.get(name.toLowerCase());
    if (machine === undefined) throw missingCompute(`Microsoft.Compute/virtualMachines/${name}`);
    requireIdle(machine);
    return machine;
  }

  #load(name: string, from: Date, until: Date): readonly LoadSpan[] {
    this.#settle();
    const machine = this.#machines.get(name.toLowerCase());
    if (machine === undefined) throw missingCompute(`Microsoft.Compute/virtualMachines/${name}`);
    const { knobs } = this.#options;
    const span = [from.getTime(), until.getTime()] as const;
    return measure(machine, span, loadSpanMinutes * 60_000, { knobs, now: this.#now() }).map(
      ({ at, cpuPercent, bytes }) => ({
        at: new Date(at).toISOString(),
        cpuPercent,
        networkBytes: bytes === undefined ? undefined : 2 * bytes,
      }),
    );
  }

  #visible(): readonly Machine[] {
    const { emptyLists, lagMilliseconds } = this.#options.knobs;
    this.#settle();
    if (emptyLists) return [];
    return [...this.#machines.values()].filter(({ createdAt }) => createdAt + lagMilliseconds <= this.#now());
  }

  #quotas(): readonly Quota[] {
    const { coresQuota: all, familyQuotas: families } = this.#options.knobs;
    this.#settle();
    return quotasOf(
      [...this.#machines.values()].map(({ size }) => ({ size, count: 1 })),
      { all, families },
    );
  }

  #requireQuota(size: string, from?: string): void {
    const over = exceeded(this.#quotas(), { size, count: 1 }, from);
    if (over !== undefined) throw quotaExceeded(over);
  }

  /** For images they begin once somebody asks: the clock of a deployment may not stand before. */
  #imagesDate(): string {
    this.#began ??= this.#now();
    return imagesPublishedAt(this.#options.knobs, this.#began);
  }

  #settle(): void {
    settleChanges(this.#machines.values(), this.#now());
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}

function statusOf({ power, provisioningState }: Machine): MachineStatus {
  return { power, ...failureOf(provisioningState) };
}

function imageId(image: string): string {
  return `/subscriptions/memory/resourceGroups/research/providers/Microsoft.Compute/galleries/images/images/${image}/versions/1.0.0`;
}

/** The list of power states spells resource groups in capitals. */
function idOf(name: string): string {
  return `/subscriptions/memory/resourceGroups/research/providers/Microsoft.Compute/virtualMachines/${name}`;
}

function triedOf({ kind, name }: Step): string {
  if (kind === 'retag-machine') return `change the tags of the virtual machine ${name}`;
  return `${kind.slice(0, kind.indexOf('-'))} the virtual machine ${name}`;
}
