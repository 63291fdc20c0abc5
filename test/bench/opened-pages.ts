import type { BrowserContext, Page } from 'playwright-core';
import { readDirectory } from '../../local/azure/directory.ts';
import { packageManifest } from '../../src/activities/transfer/places.ts';
import { type OpenBrowser, openBrowser } from '../browser/open-browser.ts';
import { anEntry, anOperation, stream } from '../contract/samples.ts';
import { aRound } from '../functions/running-app.ts';
import { type Journey, startJourney } from '../journeys/journey.ts';
import { medianOf, timed } from './clock.ts';

const never = '0 0 0 1 1 *';
const files = 5000;
const rows = 500;
const md5 = 'XUFAKrxLKna5cZ2REBfFkg==';

/** The built app on a stack that does nothing else: 500 packages wait for an approver, one of them with 5,000 files, and a browser opens pages of them. */
export class OpenedPages {
  readonly #journey: Journey;
  readonly #browser: OpenBrowser;
  readonly #page: Page;
  readonly #large: string;

  static async start(): Promise<OpenedPages> {
    const journey = await startJourney({ settings: { SWEEP_SCHEDULE: never, COMPUTE_SCHEDULE: never } });
    const large = await inReview(journey, files);
    for (let made = 1; made < rows; made += 10)
      await Promise.all(Array.from({ length: Math.min(10, rows - made) }, () => inReview(journey, 0)));
    const browser = await openBrowser();
    return new OpenedPages(journey, browser, await signedIn(journey, await browser.window()), large);
  }

  private constructor(journey: Journey, browser: OpenBrowser, page: Page, large: string) {
    this.#journey = journey;
    this.#browser = browser;
    this.#page = page;
    this.#large = `/api/review-package/${journey.project}/${large}`;
  }

  /** The median of several openings, from the click to a page that is shown. */
  async review(): Promise<number> {
    return await this.#opened(this.#large, 'page 1 of 25');
  }

  async inbox(): Promise<number> {
    return await this.#opened('/api/mine', `all ${rows}`);
  }

  async #opened(path: string, holds: string): Promise<number> {
    const show = () => this.#page.goto(this.#journey.stack.baseUrl + path);
    await show();
    if (!(await this.#page.content()).includes(holds)) throw new Error(`The page ${path} does not show ${holds}`);
    return await medianOf(5, () => timed(show));
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#journey.end();
  }
}

/** A package that waits for its approvers, with so many files. */
async function inReview({ ports, project }: Journey, count: number): Promise<string> {
  const entries = Array.from({ length: count }, (_, at) =>
    anEntry(`tables/by-site-and-year/site-${String(at).padStart(5, '0')}/summary.csv`, { size: 20_000, md5 }),
  );
  const first = anOperation({ project, door: 'export', state: 'in-review', round: 1 });
  const summary = await ports.manifests.write(packageManifest(first.id), stream(entries));
  const operation = { ...first, package: summary };
  await ports.register.open(operation, []);
  const app = { ports, azure: { directory: readDirectory() } };
  await ports.decisions.openRound(await aRound(app, operation, summary.digest, ports.clock.now()));
  return operation.id;
}

async function signedIn({ stack }: Journey, window: BrowserContext): Promise<Page> {
  const page = await window.newPage();
  await page.goto(`${stack.baseUrl}/api/mine`);
  await page.locator('button[value="ada"]').click();
  return page;
}
