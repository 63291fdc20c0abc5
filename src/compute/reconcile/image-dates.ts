import { atOnce } from '../../use-cases/base/at-once.ts';
import type { ObservedMachine } from '../domain/kinds/machine.ts';
import { projectTag, tagValue } from '../domain/world.ts';
import type { MachinePort } from '../ports/compute.ts';
import { requestsAtOnce } from './requests-at-once.ts';

export interface ImagePorts {
  readonly machines: Pick<MachinePort, 'imagePublished'>;
}

/**
 * When images of galleries were published. That never changes, so each version is asked for once in the life of a process, and again only
 * where Azure did not say. What cannot be read is left out: it is told to people and decides nothing.
 */
export class ImageDates {
  readonly #ports: ImagePorts;
  readonly #known = new Map<string, string>();

  constructor(ports: ImagePorts) {
    this.#ports = ports;
  }

  /** The machines with the dates of their images. Those of no project are not asked about. */
  async dated(machines: readonly ObservedMachine[]): Promise<readonly ObservedMachine[]> {
    const ids = machines
      .filter(({ tags }) => tagValue(tags, projectTag) !== undefined)
      .flatMap(({ image }) => image?.id ?? []);
    await this.#lookUp(ids);
    return machines.map((machine) => {
      const date = this.#known.get(machine.image?.id?.toLowerCase() ?? '');
      if (machine.image === undefined || date === undefined) return machine;
      return { ...machine, image: { ...machine.image, date } };
    });
  }

  async #lookUp(ids: readonly string[]): Promise<void> {
    const versions = new Map(ids.map((id) => [id.toLowerCase(), id]));
    const waiting = [...versions].filter(([key]) => !this.#known.has(key));
    await atOnce(requestsAtOnce, waiting, async ([key, id]) => {
      const date = await this.#ports.machines.imagePublished(id).catch(() => undefined);
      if (date !== undefined) this.#known.set(key, date);
    });
  }
}
