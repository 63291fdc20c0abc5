import { ArmError } from '../../local/azure/arm/arm-error.ts';
import { takeFailure } from '../../local/azure/compute/knobs.ts';
import {
  exceeded,
  learningQuotaExceeded,
  type Quota,
  quotasOf,
  requireQuotasShown,
} from '../../local/azure/compute/quotas.ts';
import { requireSize } from '../../local/azure/compute/sizes.ts';
import type { Scale } from '../../src/compute/domain/kinds/cluster.ts';
import type { ObservedWorkspace } from '../../src/compute/domain/kinds.ts';
import type { Tags } from '../../src/compute/domain/world.ts';
import type { WorkspacePort } from '../../src/compute/ports/compute.ts';
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

interface Cluster extends Changing {
  readonly kind: 'AmlCompute';
  readonly size: string;
  readonly tags: Tags;
  scale: Scale;
}

interface Instance extends Changing {
  readonly kind: 'ComputeInstance';
  readonly size: string;
  readonly tags: Tags;
  state: string;
  idleMinutes?: number | undefined;
  idleStoppedAt?: string | undefined;
  runsSince: number;
}

/** The computes of one Azure ML workspace in memory, whose changes take time. */
export class MemoryWorkspace {
  readonly port: WorkspacePort;
  readonly #computes = new Map<string, Cluster | Instance>();
  readonly #options: ComputeOptions;

  constructor(options: ComputeOptions) {
    this.#options = options;
    this.port = {
      list: async () => this.#list(),
      quotas: () =>
        asked('look up the quotas of Azure ML', () => {
          requireQuotasShown(options.knobs);
          return regionQuotas('Total Cluster Dedicated Regional vCPUs', this.#quotas());
        }),
      take: (step) => this.#take(step),
    };
  }

  #take(step: Parameters<WorkspacePort['take']>[0]): Promise<void> {
    const { name } = step;
    switch (step.kind) {
      case 'create-cluster': {
        const { size, scale, tags } = step;
        return this.#create(name, size, (made) => ({ ...made, kind: 'AmlCompute', tags, scale }));
      }
      case 'create-instance': {
        const { size, idleMinutes, tags } = step;
        const instance = { kind: 'ComputeInstance', tags, state: 'Creating', idleMinutes, runsSince: 0 } as const;
        return this.#create(name, size, (made) => ({ ...made, ...instance }));
      }
      case 'limit-instance':
        return asked(`limit the idle time of the compute instance ${name}`, () => this.#limit(name, step.to));
      case 'rescale-cluster':
        return asked(`change the scale of the cluster ${name}`, () => this.#rescale(name, step.to));
      case 'start-instance':
        return asked(`start the compute instance ${name}`, () => this.#turn(name, ['Stopped', 'Starting', 'Running']));
      case 'stop-instance':
        return asked(`stop the compute instance ${name}`, () => this.#turn(name, ['Running', 'Stopping', 'Stopped']));
      case 'delete-cluster':
      case 'delete-instance':
        return asked(`delete the compute ${name}`, () => {
          const compute = this.#require(name);
          compute.provisioningState = 'Deleting';
          this.#change(compute, () => void this.#computes.delete(name.toLowerCase()));
        });
    }
  }

  async #create(
    name: string,
    wanted: string,
    make: (made: Changing & { readonly size: string }) => Cluster | Instance,
  ): Promise<void> {
    await asked(`create the compute ${name}`, () => {
      this.#settle();
      if (this.#computes.has(name.toLowerCase()))
        throw new Error('A compute of that name exists already, and Azure ML would overwrite it; choose another name');
      const { size } = requireSize(wanted);
      const made = make({ name, size, createdAt: this.#now(), provisioningState: 'Creating' });
      if (made.kind === 'ComputeInstance') {
        this.#requireFreeInRegion(name);
        const over = exceeded(this.#quotas(), { size, count: 1 });
        if (over !== undefined) throw learningQuotaExceeded(over);
      }
      this.#computes.set(name.toLowerCase(), made);
      const fails = takeFailure(this.#options.knobs);
      const done = () => {
        if (made.kind !== 'ComputeInstance') return;
        made.state = fails ? 'CreateFailed' : 'Running';
        made.runsSince = made.createdAt + this.#options.knobs.changeMilliseconds;
      };
      this.#change(made, done, fails);
    });
  }

  #quotas(): readonly Quota[] {
    const { learningQuota: all, learningFamilyQuotas: families } = this.#options.knobs;
    this.#settle();
    const used = [...this.#computes.values()].map((one) => ({
      size: one.size,
      count: one.kind === 'AmlCompute' ? one.scale.minNodes : 1,
    }));
    return quotasOf(used, { all, families });
  }

  #requireFreeInRegion(name: string): void {
    const { instancesElsewhere } = this.#options.knobs;
    if (!instancesElsewhere.some((taken) => taken.toLowerCase() === name.toLowerCase())) return;
    throw new ArmError(
      400,
      'BadRequest',
      `Compute name '${name}' is not available. Reason: AlreadyExists: somebody outside this workspace has it; choose another name`,
    );
  }

  #rescale(name: string, scale: Scale): void {
    const compute = this.#require(name);
    if (compute.kind !== 'AmlCompute') throw new ArmError(400, 'BadRequest', `The compute '${name}' is no cluster.`);
    requireIdle(compute);
    compute.provisioningState = 'Updating';
    this.#change(compute, () => {
      compute.scale = scale;
    });
  }

  #turn(name: string, [from, during, then]: readonly [string, string, string]): void {
    const compute = this.#require(name);
    if (compute.kind !== 'ComputeInstance')
      throw new ArmError(400, 'BadRequest', `The compute '${name}' is no instance.`);
    requireIdle(compute);
    if (compute.state !== from)
      throw new ArmError(400, 'BadRequest', `A compute instance that is ${compute.state} cannot be ${then}.`);
    compute.state = during;
    const doneAt = this.#now() + this.#options.knobs.changeMilliseconds;
    this.#change(compute, () => {
      compute.state = then;
      compute.runsSince = doneAt;
      compute.idleStoppedAt = undefined;
    });
  }

  #limit(name: string, idleMinutes: number): void {
    const compute = this.#require(name);
    if (compute.kind !== 'ComputeInstance')
      throw new ArmError(400, 'BadRequest', `The compute '${name}' is no instance.`);
    requireIdle(compute);
    if (idleMinutes < 15 || idleMinutes > 3 * 1440)
      throw new ArmError(400, 'BadRequest', 'idleTimeBeforeShutdown must be from 15 minutes to 3 days');
    compute.idleMinutes = idleMinutes;
  }

  #list(): ObservedWorkspace {
    const { emptyLists, lagMilliseconds } = this.#options.knobs;
    this.#settle();
    const visible = [...this.#computes.values()].filter(({ createdAt }) => createdAt + lagMilliseconds <= this.#now());
    const shown = emptyLists ? [] : visible;
    const shared = ({ name, size, tags, provisioningState }: Cluster | Instance) => ({
      name,
      size,
      tags,
      provisioningState,
      ...failureOf(provisioningState),
    });
    return {
      clusters: shown.flatMap((one) =>
        one.kind === 'AmlCompute' ? [{ ...shared(one), scale: one.scale, nodes: nodesOf(one) }] : [],
      ),
      instances: shown.flatMap((one) =>
        one.kind === 'ComputeInstance' ? [{ ...shared(one), state: one.state, ...idleOf(one) }] : [],
      ),
      others: [],
    };
  }

  #require(name: string): Cluster | Instance {
    this.#settle();
    const compute = this.#computes.get(name.toLowerCase());
    if (compute === undefined) throw missingCompute(`computes/${name}`);
    return compute;
  }

  #change(compute: Cluster | Instance, done: () => void, fails = false): void {
    compute.change = { doneAt: this.#now() + this.#options.knobs.changeMilliseconds, fails, done };
  }

  #settle(): void {
    settleChanges(this.#computes.values(), this.#now());
    for (const one of this.#computes.values()) if (one.kind === 'ComputeInstance') this.#stopIdle(one);
  }

  #stopIdle(one: Instance): void {
    const { name, state, idleMinutes, runsSince, change } = one;
    const isUnused = this.#options.knobs.idleInstances.some((idle) => idle.toLowerCase() === name.toLowerCase());
    if (!isUnused || idleMinutes === undefined || state !== 'Running' || change !== undefined) return;
    if (this.#now() < runsSince + idleMinutes * 60_000) return;
    one.state = 'Stopped';
    one.idleStoppedAt = new Date(this.#now()).toISOString();
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}

function nodesOf({ provisioningState, scale }: Cluster): number {
  return provisioningState === 'Creating' ? 0 : scale.minNodes;
}

function idleOf({ idleMinutes, idleStoppedAt }: Instance) {
  return {
    ...(idleMinutes === undefined ? {} : { idleMinutes }),
    ...(idleStoppedAt === undefined ? {} : { idleStoppedAt }),
  };
}
