import { requireProject } from '../../src/activities/operation/operations.ts';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import type { Mine } from '../../src/features/mine/mine.ts';
import { minePage } from '../../src/features/mine/mine-page.ts';
import { seeMine } from '../../src/features/mine/see-mine.ts';
import { renderPage } from '../../src/pages/base/layout.ts';
import { anOperation, aRound } from '../contract/samples.ts';
import { aVisitor } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';
import { Requests } from './requests.ts';

const inReviewOfEach = 50;

/** Packages of so many projects that wait for one approver, fifty of each, and the page of that person. */
export class BusyInbox {
  readonly requests = new Requests();
  readonly #world = new MemoryWorld(5, this.requests);
  readonly #projects: number;
  #oid = '';

  constructor(projects = 10) {
    this.#projects = projects;
  }

  async start(): Promise<this> {
    for (let number = 0; number < this.#projects; number += 1) await this.#fill(`study-${number}`);
    return this;
  }

  async #fill(project: string): Promise<void> {
    const { ports, time } = this.#world;
    await this.#world.project({ id: project });
    const { people } = (await requireProject(ports.projects, project)).value;
    this.#oid = people.approvers[0]?.oid ?? '';
    const now = time.now();
    const at = now.toISOString();
    for (let number = 0; number < inReviewOfEach; number += 1) {
      const since = new Date(now.getTime() - number * 3_600_000).toISOString();
      const operation = anOperation({ project, door: 'export', state: 'in-review', round: 1, startedAt: at, since });
      await ports.register.open(operation, []);
      const approvers = people.approvers.map((person) => ({ ...person, since }));
      await ports.decisions.openRound(aRound({ exportId: operation.id, project, approvers, openedAt: since }));
    }
  }

  /** What the first page shows, as programs get it. */
  async data(): Promise<Mine> {
    const ports = { ...this.#world.ports, ...storagePorts(this.#world.storage.ofApp()) };
    return await seeMine(ports, { oid: this.#oid, emails: [] });
  }

  /** The first page as a process gives it that has served nothing yet. */
  async show(): Promise<string> {
    const mine = await this.data();
    const page = await renderPage(minePage(mine, aVisitor, { isOperator: false }));
    const pages = (this.#projects * inReviewOfEach) / 10;
    if (!page.includes(`Page 1 of ${pages}`)) throw new Error(`The page does not show ${pages * 10} reviews`);
    if (mine.reviews.some(({ name }) => name === undefined)) throw new Error('A review has no name');
    return page;
  }
}
