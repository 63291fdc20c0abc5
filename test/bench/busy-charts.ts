import { readCharts } from '../../src/features/charts/desk-charts.ts';
import { chartsPage } from '../../src/features/charts/pages/charts-page.ts';
import { renderPage } from '../../src/pages/base/layout.ts';
import { anOperation } from '../contract/samples.ts';
import { aVisitor } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';
import { Requests } from './requests.ts';

const openOfEach = 25;
const weeksOfEach = ['2025-W30', '2026-W05', '2026-W08', '2026-W09'];

/** A deployment of forty projects with a thousand open operations, in each of which something ended in some weeks and a machine ran. */
export class BusyCharts {
  static readonly projects = 40;
  readonly requests = new Requests();
  readonly #world = new MemoryWorld(3, this.requests);

  async start(): Promise<this> {
    for (let number = 0; number < BusyCharts.projects; number += 1) await this.#fill(`study-${number}`);
    return this;
  }

  /** What the page shows of all projects, or of one. */
  async read(project?: string, from?: string): ReturnType<typeof readCharts> {
    return await readCharts({ ...this.#world.ports, outageHours: 24 }, { project, from });
  }

  /** The page. */
  async show(project?: string): Promise<string> {
    return await renderPage(chartsPage(await this.read(project), aVisitor));
  }

  async #fill(project: string): Promise<void> {
    const { register, weeks, hours } = this.#world.ports;
    const since = this.#world.time.now().toISOString();
    for (let open = 0; open < openOfEach; open += 1)
      await register.open(anOperation({ project, state: 'checking', startedAt: since, since }), []);
    const size = { count: 2, bytes: 1_000_000 };
    for (const week of weeksOfEach)
      await weeks.count(project, [
        { key: `a.${week}`, week, of: 'ingress', end: 'available', milliseconds: 60_000, size },
        { key: `d.${week}`, week, of: 'drift', end: 'found' },
      ]);
    const month = { month: '2026-02', machines: 3_600_000, instances: 0, missed: 0 };
    await hours.write(project, { months: [month] }, undefined);
  }
}
