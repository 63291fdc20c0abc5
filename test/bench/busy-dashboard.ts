import { storagePorts } from '../../src/azure/storage-ports.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { dashboardPage } from '../../src/features/desk/dashboard/dashboard-page.ts';
import { readOverview } from '../../src/features/desk/dashboard/overview.ts';
import { lastAudits } from '../../src/functions/system/last-audits.ts';
import { renderPage } from '../../src/pages/base/layout.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { aDecision, anEvent, anOperation, aRound } from '../contract/samples.ts';
import { aReader, aVisitor } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';
import { Requests } from './requests.ts';

const projects = 50;
const openOfEach = 20;
const inReviewOfEach = 10;
const idle = { start: async () => undefined, wake: async () => undefined };

/** A deployment of 50 projects with 1,000 operations on their way and 500 in review, which a sweep has looked at. */
export class BusyDashboard {
  readonly requests = new Requests();
  readonly #world = new MemoryWorld(3, this.requests);
  #show: () => Promise<string> = () => Promise.reject(new Error('Start it first'));

  async start(): Promise<this> {
    for (let number = 0; number < projects; number += 1) await this.#fill(`study-${number}`);
    await sweep(this.#world.ports, idle, sweepSettings);
    return this;
  }

  /** A process that has served nothing yet. */
  beCold(): void {
    const ports = { ...this.#world.ports, ...storagePorts(this.#world.storage.ofApp()) };
    const readAudits = lastAudits(ports.audit);
    this.#show = async () => {
      const overview = await readOverview({ ...ports, secondOperator: true, outageHours: 24 }, aReader, { readAudits });
      if (overview.waiting.length + overview.moving.length !== projects * (openOfEach + inReviewOfEach))
        throw new Error(`The dashboard knows ${overview.waiting.length} and ${overview.moving.length} operations`);
      return await renderPage(dashboardPage(overview, aVisitor));
    };
  }

  /** The page as this process serves it. */
  async show(): Promise<string> {
    return await this.#show();
  }

  async #fill(project: string): Promise<void> {
    const { register, decisions, audit } = this.#world.ports;
    await this.#world.project({ id: project });
    await audit.append(
      project,
      Array.from({ length: 200 }, (_, at) => anEvent(`event ${at}`, { project })),
    );
    for (let number = 0; number < openOfEach; number += 1)
      await register.open(this.#operation({ project, state: number % 4 === 0 ? 'rejected' : 'copying' }), []);
    for (let number = 0; number < inReviewOfEach; number += 1) {
      const operation = this.#operation({ project, door: 'export', state: 'in-review', round: 1 });
      await register.open(operation, []);
      const round = aRound({ exportId: operation.id, project });
      const stored = await decisions.openRound(round);
      await decisions.record(aDecision(round, 'a'), stored);
    }
  }

  #operation(change: Partial<Operation>): Operation {
    const at = this.#world.time.now().toISOString();
    return anOperation({ ...change, startedAt: at, since: at });
  }
}
