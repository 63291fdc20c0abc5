import { z } from 'zod';
import { ChildHost, until } from '../host/child-host.ts';

const memory = z.object({ rss: z.number() });

/** A host of its own on which many orchestrations wait for an event. */
export class Crowd {
  readonly host = new ChildHost();
  readonly count: number;

  constructor(count: number) {
    this.count = count;
  }

  /** Starts all of them and waits until they wait. */
  async gather(): Promise<void> {
    const ids = Array.from({ length: this.count }, (_none, at) => `crowd-${at}`);
    await Promise.all(ids.map((id) => this.host.postJson(`orchestrators/wait/${id}`)));
    await until('all wait', async () => {
      const response = await this.host.durable(`instances/?top=${this.count}&runtimeStatus=Running`);
      return z.array(z.unknown()).parse(await response.json()).length === this.count || undefined;
    });
  }

  /** Resident memory of the host in MB. */
  async megabytes(): Promise<number> {
    return memory.parse(await (await this.host.fetch('/api/memory')).json()).rss / 1e6;
  }
}
