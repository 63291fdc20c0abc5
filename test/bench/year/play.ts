import { countedOf, type Size, type Spent } from '../../../scripts/scale.ts';
import { reconcileAtTimer } from '../../../src/compute/functions/reconcile-timer.ts';
import { systemChain } from '../../../src/domain/audit/audit-event.ts';
import { verifiedId } from '../../../src/domain/audit/verified-line.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { announceUpload } from '../../../src/use-cases/operation/announce-upload.ts';
import { definedRecently, isDefinedIn } from '../../../src/use-cases/operation/defined-recently.ts';
import { sweep } from '../../../src/use-cases/overview/sweep.ts';
import { toldSettings } from '../../memory/journeys/app-process.ts';
import { scheduledOfEach, YearDeployment } from './deployment.ts';
import { lookAtPages } from './pages.ts';
import { meanOf } from './tally.ts';

const idle = { start: async () => undefined, wake: async () => undefined };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const period = 5 * 60_000;
const sweepsOfHour = 12;
/** In far fewer sweeps the work of a day is done. */
const sweepsOfDay = 60;
/** So many hours pass until the witnessed log has taken in what ended. */
const hoursOfLog = 4;
/** Later events of a dataset cost the same each: of one in so many they are played. */
const playedDatasets = 100;

/** What each thing of the year took, one of it. */
export interface PlayedYear {
  readonly sweep: Spent;
  readonly workOfDay: Spent;
  readonly reconcile: Spent;
  readonly switching: Spent;
  readonly pages: ReadonlyMap<string, Spent>;
  readonly opening: Spent;
  readonly laterEvent: Spent;
}

/** Plays two hours of sweeps and reconciles, four weeks apart, an evening at which machines go off, a look at each page and the events of a day. */
export async function playYear(size: Size, eventsOfDataset: number): Promise<PlayedYear> {
  const year = await new YearDeployment(size).fill();
  const playing = new Playing(year);
  // What is done once is done: all of it ended long ago, and not in these hours.
  await playing.settle(hoursOfLog, DAY / 24);
  await playing.weeksLater();
  await playing.hour();
  await playing.weeksLater();
  const workOfDay = await playing.hour();
  const switching = await playing.evening(size.projects * scheduledOfEach);
  const pages = await lookAtPages(year);
  const events = await playing.day(size, eventsOfDataset);
  return { ...playing.means(), workOfDay, switching, pages, ...events };
}

class Playing {
  readonly #year: YearDeployment;
  readonly #sweeps: Spent[] = [];
  readonly #reconciles: Spent[] = [];

  constructor(year: YearDeployment) {
    this.#year = year;
  }

  async settle(times: number, apart: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      await this.#year.time.pass(apart);
      await this.#sweep();
      await this.#reconcile();
    }
  }

  /** The day before that on which four weeks are over, when what is done daily was done. */
  async weeksLater(): Promise<void> {
    await this.#year.time.pass(25 * DAY);
    await this.settle(2, DAY);
  }

  /** An hour of sweeps and reconciles behind those in which the next day's work is done; gives what these took together. */
  async hour(): Promise<Spent> {
    const { time, tally } = this.#year;
    await time.pass(DAY);
    const daily: Spent[] = [];
    while (!(await this.#isVerified())) {
      if (daily.length > sweepsOfDay) throw new Error('The work of a day does not end');
      daily.push(await tally.spend(() => this.#sweep()));
      await time.pass(period);
    }
    for (let sweeps = 0; sweeps < sweepsOfHour; sweeps += 1) {
      this.#sweeps.push(await tally.spend(() => this.#sweep()));
      this.#reconciles.push(await tally.spend(() => this.#reconcile()));
      await time.pass(period);
    }
    return meanOf(daily, 1);
  }

  /** Whether the longest work of a day is done. */
  #isVerified(): Promise<boolean> {
    const { ports, time } = this.#year;
    return ports.audit.holds(systemChain, verifiedId(time.now().toISOString().slice(0, 10)));
  }

  means(): Pick<PlayedYear, 'sweep' | 'reconcile'> {
    return { sweep: meanOf(this.#sweeps), reconcile: meanOf(this.#reconciles) };
  }

  /** What each of so many machines takes that goes off in one reconcile, over one in which none does. */
  async evening(machines: number): Promise<Spent> {
    const { time, tally } = this.#year;
    const evening = new Date(time.now());
    evening.setUTCHours(19, 5);
    await time.pass(evening.getTime() - time.now().getTime());
    const spent = await tally.spend(() => this.#reconcile());
    const { reconcile } = this.means();
    const taken = spent.resourceManager - reconcile.resourceManager;
    if (taken < machines) throw new Error(`${taken} of ${machines} machines went off`);
    return countedOf((key) => Math.max(0, spent[key] - reconcile[key]) / machines);
  }

  /** The events of uploads that come in a day: the first opens its dataset, later ones find it open. */
  async day(
    { datasets, projects }: Size,
    eventsOfDataset: number,
  ): Promise<Pick<PlayedYear, 'opening' | 'laterEvent'>> {
    const { tally } = this.#year;
    const announce = this.#announcing();
    const paths = Array.from({ length: datasets }, (_, at) => `study-${at % projects}/upload-${at}/a.csv`);
    for (const path of ['study-0/one/a.csv', ...paths]) await this.#year.upload(path);
    const first = await tally.spend(() => announce('study-0/one/a.csv', 'started'));
    const next = await tally.spend(() => announce('study-0/one/a.csv', 'open'));
    const opening = await tally.spend(async () => {
      for (const path of paths) await announce(path, 'started');
    });
    const some = paths.filter((_, at) => at % playedDatasets === 0);
    const later = eventsOfDataset - 1;
    const events = await tally.spend(async () => {
      for (const path of some) for (let event = 0; event < later; event += 1) await announce(path, 'open');
    });
    const { entities } = first;
    return {
      opening: { ...meanOf([opening], datasets), entities },
      laterEvent: { ...meanOf([events], some.length * later), entities: next.entities },
    };
  }

  #announcing() {
    const { ports } = this.#year.app.app;
    const services = { ...ports, isDefined: definedRecently(isDefinedIn(ports.projects), ports.clock) };
    return async (path: string, kind: 'started' | 'open') => {
      const found = await announceUpload(services, idle, { door: 'ingress', path });
      if (found.kind !== kind) throw new Error(`${path} is ${found.kind} and not ${kind}`);
    };
  }

  async #sweep(): Promise<void> {
    await sweep(this.#year.app.app.ports, idle, toldSettings);
  }

  async #reconcile(): Promise<void> {
    const { ports, reconciler } = this.#year.app.app;
    await reconcileAtTimer({ ...ports, reconciler }, quiet);
  }
}
