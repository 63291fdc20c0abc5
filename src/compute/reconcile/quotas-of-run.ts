import type { ComputeAction } from '../domain/kinds.ts';
import { noMemory } from '../domain/memory.ts';
import { type ComputePlan, type DesiredCompute, type ObservedCompute, plan } from '../domain/plan.ts';
import { type CoreQuotas, type RegionQuotas, takeCores } from '../domain/quotas.ts';
import { demandOf, quotasNeeded } from '../domain/room.ts';
import type { MachinePort, WorkspacePort } from '../ports/compute.ts';

export interface QuotaPorts {
  readonly machines: Pick<MachinePort, 'quotas'>;
  readonly workspace: Pick<WorkspacePort, 'quotas'>;
}

type Service = keyof CoreQuotas;

/**
 * The quotas of Azure as one run knows them: looked up once, and only when a plan has a step that depends on them, with what the projects
 * before took. Where Azure does not give them they are not known, and it is asked for the step as if there were none.
 */
export class QuotasOfRun {
  readonly #ports: QuotaPorts;
  readonly #known = new Map<Service, RegionQuotas | undefined>();

  constructor(ports: QuotaPorts) {
    this.#ports = ports;
  }

  /** The plan with the steps for which there are cores. */
  async plan(wanted: DesiredCompute, observed: ObservedCompute, now: Date): Promise<ComputePlan> {
    const made = plan(wanted, observed, now);
    const needed = quotasNeeded(made.actions);
    if (needed.length === 0) return made;
    for (const service of needed) await this.#lookUp(service);
    return plan(wanted, { ...observed, quotas: this.#quotas() }, now);
  }

  /** Whether steps may be left out for want of cores, whatever is remembered. */
  mayNeed(wanted: DesiredCompute, seen: Omit<ObservedCompute, 'memory'>, now: Date): boolean {
    return quotasNeeded(plan(wanted, { ...seen, memory: noMemory }, now).actions).length > 0;
  }

  /** Counts the cores of steps that Azure has accepted. */
  took(actions: readonly ComputeAction[]): void {
    for (const demand of actions.flatMap((action) => demandOf(action) ?? [])) {
      const taken = takeCores(this.#quotas(), demand);
      if ('left' in taken) this.#known.set(demand.of, taken.left[demand.of]);
    }
  }

  #quotas(): CoreQuotas {
    return { machines: this.#known.get('machines'), workspace: this.#known.get('workspace') };
  }

  async #lookUp(service: Service): Promise<void> {
    if (this.#known.has(service)) return;
    this.#known.set(service, await this.#ports[service].quotas().catch(() => undefined));
  }
}
