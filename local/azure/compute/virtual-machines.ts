import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ArmError } from '../arm/arm-error.ts';
import { type ComputeKnobs, takeFailure } from './knobs.ts';
import { beginOperation, type LongOperation } from './long-operation.ts';
import { type Machine, machineState, settleMachines } from './machine.ts';
import type { MachineCreation } from './machine-creation.ts';
import type { MachineUpdate } from './machine-update.ts';
import { notePower } from './measures.ts';
import { exceeded, type Quota, quotaExceeded, quotasOf } from './quotas.ts';
import { requireSize } from './sizes.ts';
import { openStateFile, type StateFile } from './state-file.ts';

/** A machine that is there from the start, as if somebody had made it. */
export interface SeedMachine {
  readonly name: string;
  readonly size: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly power: 'running' | 'stopped' | 'deallocated';
  readonly imageId: string;
}

export interface MachinesOptions {
  readonly stateFile: string;
  readonly location: string;
  readonly knobs: ComputeKnobs;
  now(): number;
}

/** The virtual machines of the stand-in's resource group: what they are, what changes, and what Azure would refuse. */
export class VirtualMachines {
  readonly #file: StateFile<ReturnType<typeof machineState.parse>>;
  readonly #options: MachinesOptions;

  constructor(options: MachinesOptions) {
    this.#options = options;
    this.#file = openStateFile(options.stateFile, machineState, { machines: [], operations: [] });
  }

  get operations(): readonly LongOperation[] {
    return this.#file.value.operations;
  }

  /** Every machine that reads can see by now. */
  visible(): readonly Machine[] {
    const { knobs } = this.#options;
    const now = this.#settle();
    return this.#file.value.machines.filter(({ createdAt }) => createdAt + knobs.lagMilliseconds <= now);
  }

  find(name: string): Machine | undefined {
    this.#settle();
    return this.#file.value.machines.find((machine) => machine.name.toLowerCase() === name.toLowerCase());
  }

  /** Machines count whether they run or not. */
  quotas(): readonly Quota[] {
    const { coresQuota: all, familyQuotas: families } = this.#options.knobs;
    this.#settle();
    return quotasOf(
      this.#file.value.machines.map(({ size }) => ({ size, count: 1 })),
      { all, families },
    );
  }

  seed(wanted: SeedMachine): void {
    if (this.find(wanted.name) !== undefined) return;
    const { size } = requireSize(wanted.size);
    this.#file.value.machines.push({
      ...this.#blank(wanted.name, size, wanted.imageId),
      tags: { ...wanted.tags },
      power: wanted.power,
      ran: wanted.power === 'running' ? [{ from: 0 }] : [],
      createdAt: 0,
      provisioningState: 'Succeeded',
    });
    this.#file.save();
  }

  create(name: string, body: MachineCreation): { machine: Machine; operation: LongOperation } {
    const { location } = this.#options;
    if (body.location.toLowerCase().replaceAll(' ', '') !== location) {
      throw new ArmError(
        400,
        'InvalidResourceReference',
        `The subnet and the machine must be in one region; the subnet is in ${location}, not ${body.location}.`,
      );
    }
    const { size } = requireSize(body.properties.hardwareProfile.vmSize);
    this.#requireQuota(size);
    const { adminPassword: _secret, ...osProfile } = body.properties.osProfile;
    const { storageProfile, securityProfile, networkProfile } = body.properties;
    const created: Machine = {
      ...this.#blank(name, size, storageProfile.imageReference.id),
      tags: { ...body.tags },
      power: 'starting',
      provisioningState: 'Creating',
      asked: { storageProfile, networkProfile, osProfile, securityProfile, identity: body.identity },
    };
    this.#file.value.machines.push(created);
    return { machine: created, operation: this.#allocate(created, 'none') };
  }

  update(machine: Machine, { tags, properties }: MachineUpdate): LongOperation | undefined {
    const { size } = requireSize(properties?.hardwareProfile?.vmSize ?? machine.size);
    const resized = size !== machine.size;
    if (!resized && (tags === undefined || isDeepStrictEqual(tags, machine.tags))) return undefined;
    this.#requireIdle(machine);
    if (resized) this.#requireQuota(size, machine.size);
    if (tags !== undefined) machine.tags = { ...tags };
    machine.size = size;
    machine.provisioningState = 'Updating';
    const restarts = resized && machine.power === 'running';
    if (restarts) machine.power = 'starting';
    return this.#change(machine, restarts ? 'running' : machine.power);
  }

  start(machine: Machine): LongOperation {
    this.#requireIdle(machine);
    machine.provisioningState = 'Updating';
    if (machine.power === 'running') return this.#change(machine, 'running');
    const before = machine.power;
    machine.power = 'starting';
    return this.#allocate(machine, before);
  }

  deallocate(machine: Machine): LongOperation {
    this.#requireIdle(machine);
    machine.provisioningState = 'Updating';
    if (machine.power !== 'deallocated') machine.power = 'deallocating';
    return this.#change(machine, 'deallocated');
  }

  remove(machine: Machine): LongOperation {
    machine.provisioningState = 'Deleting';
    return this.#change(machine, undefined);
  }

  #blank(name: string, size: string, imageId: string) {
    const { location, now } = this.#options;
    return { name, vmId: randomUUID(), location, size, createdAt: now(), revision: 1, imageId, ran: [], asked: {} };
  }

  /** Brings the machine to run, unless Azure has none left: then its power is `otherwise`. */
  #allocate(machine: Machine, otherwise: Machine['power']): LongOperation {
    const fails = takeFailure(this.#options.knobs);
    return this.#change(machine, fails ? otherwise : 'running', fails);
  }

  /** `power` undefined: the machine is gone afterwards. */
  #change(machine: Machine, power: Machine['power'] | undefined, fails = false): LongOperation {
    const { knobs, now } = this.#options;
    const operation = beginOperation(this.#file.value.operations, now(), knobs.changeMilliseconds, fails);
    const remove = power === undefined;
    notePower(machine.ran, machine.power === 'running', now());
    machine.change = { doneAt: operation.doneAt, ...(power === undefined ? {} : { power }), remove, fails };
    machine.revision += 1;
    this.#file.save();
    return operation;
  }

  #settle(): number {
    const now = this.#options.now();
    if (settleMachines(this.#file.value, now)) this.#file.save();
    return now;
  }

  #requireIdle({ name, provisioningState, change }: Machine): void {
    if (change === undefined) return;
    throw new ArmError(
      409,
      'ConflictingConcurrentWriteNotAllowed',
      `The request for the machine '${name}' conflicts with one that is still running (${provisioningState}).`,
    );
  }

  #requireQuota(size: string, from?: string): void {
    const over = exceeded(this.quotas(), { size, count: 1 }, from);
    if (over !== undefined) throw quotaExceeded(over);
  }
}
