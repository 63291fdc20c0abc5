import { describe, expect, test } from 'vitest';
import { restoreSteps } from '../../../src/domain/overview/store.ts';
import { storedRows } from '../../../src/domain/overview/stored-rows.ts';
import { stores } from '../../../src/domain/overview/stores.ts';
import { expectNothingLost } from '../../journeys/nothing-lost.ts';
import { partOf } from '../../shares.ts';
import { type Lost, lose, restore } from './lose-and-restore.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

const moments = 10;
const reason = 'it was lost';
const results = [{ path: 'table.csv', bytes: Buffer.from('x,y\n1,2\n') }];
const cohort = [{ path: 'a.csv', bytes: Buffer.from('a,b\n1,2\n') }];

/** A deployment that a sweep has marked. */
async function begin(): Promise<MemoryJourney> {
  const journey = await startMemoryJourney();
  await journey.sweep();
  return journey;
}

class Interrupted extends Error {}

/** Plays both flows. At the request of that number a store is lost; what people do next is interrupted, it is noticed and put back, and they go on. */
class Played {
  readonly journey: MemoryJourney;
  requests = 0;
  rows = 0;
  missed: readonly string[] = [];
  readonly #at: number;
  readonly #lost: Lost | undefined;
  #isLost = false;
  #isBack = false;

  constructor(journey: MemoryJourney, lost?: Lost, at = Number.POSITIVE_INFINITY) {
    this.journey = journey;
    this.#lost = lost;
    this.#at = at;
    journey.faults.push(() => this.#count());
  }

  #count(): Promise<undefined> | undefined {
    this.requests += 1;
    if (this.#isLost || this.#lost === undefined || this.requests < this.#at) return undefined;
    this.#isLost = true;
    return lose(this.journey, this.#lost).then((rows) => {
      this.rows = rows;
      return undefined;
    });
  }

  async toItsEnd(): Promise<void> {
    const { journey } = this;
    await this.#step(() => journey.upload('cohort', cohort), 'once');
    await this.#step(() => journey.drop('results', results), 'once');
    await this.#step(() => this.#reached('ingress', 'cohort', 'available'));
    await this.#step(() => this.#reached('export', 'results', 'in-review'));
    for (const approver of ['ada', 'ben'] as const) await this.#step(() => this.#approve(approver));
    await this.#step(() => this.#reached('export', 'results', 'released'));
  }

  async #step(step: () => Promise<unknown>, how: 'once' | 'again' = 'again'): Promise<void> {
    const wasBack = this.#isBack;
    try {
      await step();
      if (!this.#isLost || this.#isBack) return;
      await this.#putBack();
    } catch (error) {
      if (!this.#isLost || wasBack) throw error;
      await this.#putBack();
      if (how === 'again') await step();
    }
  }

  /** Both doors are open meanwhile, and the sweep comes. */
  async #putBack(): Promise<void> {
    const { journey } = this;
    for (let sweeps = 0; sweeps < 2; sweeps += 1) await journey.sweep().catch(ofSweep);
    const { broken = [] } = (await journey.ports.overview.seen()) ?? {};
    this.missed = broken.flatMap(({ lost, key }) => (lost ? [key] : []));
    this.#isBack = true;
    if (this.#lost !== undefined && isFromLines(this.#lost)) await restore(journey);
  }

  async #reached(door: 'ingress' | 'export', name: string, state: string): Promise<void> {
    await this.journey.until(`${name} to be ${state}`, async () => {
      if (this.#isLost && !this.#isBack) throw new Interrupted(`It was lost while ${name} was to be ${state}`);
      const [operation] = await this.journey.operations(door, name);
      return operation?.state === state ? operation : undefined;
    });
  }

  /** Whose link is dead asks an operator for another. */
  async #approve(approver: 'ada' | 'ben'): Promise<void> {
    const [{ id = '', state = '' } = {}] = await this.journey.operations('export', 'results');
    // What was interrupted may have been decided all the same.
    if (state !== 'in-review' && this.#isBack) return;
    const decide = () => this.journey.decide(id, approver, { choice: 'approve' });
    await decide().catch(async (error: unknown) => {
      if (!this.#isBack) throw error;
      if (String(error).includes('You approved this package')) return;
      await this.journey.ops.ask('POST', `ops/exports/${this.journey.project}/${id}/resend`, { reason });
      await this.journey.advance(60_000);
      await decide();
    });
  }
}

/** What a sweep could not do is told in the log. */
function ofSweep(error: unknown): void {
  if (!(error instanceof AggregateError)) throw error;
}

const fromLines = new Set(storedRows.flatMap(({ place, from }) => (from === 'lines' ? [place] : [])));
const isFromLines = (lost: Lost) => 'table' in lost || ('kind' in lost && fromLines.has(lost.kind));
const nameOf = (lost: Lost) =>
  'kind' in lost ? lost.kind : 'table' in lost ? `table ${lost.table}` : `container ${lost.container}`;

let whole: Promise<number> | undefined;

/** How many requests the undisturbed world takes. */
async function requestsOfAll(): Promise<number> {
  const journey = await begin();
  const played = new Played(journey);
  await played.toItsEnd();
  const { requests } = played;
  await expectNothingLost(journey);
  await journey.end();
  return requests;
}

async function play(lost: Lost, moment: number): Promise<{ readonly played: Played; readonly journey: MemoryJourney }> {
  whole ??= requestsOfAll();
  const at = Math.floor(((moment + 1) * (await whole)) / (moments + 1));
  const journey = await begin();
  const played = new Played(journey, lost, at);
  await played.toItsEnd();
  return { played, journey };
}

const each = (all: readonly Lost[]) =>
  all.flatMap((lost) => Array.from({ length: moments }, (_, moment) => [nameOf(lost), moment, lost] as const));

const comingBack: readonly Lost[] = [
  ...restoreSteps.map((table) => ({ table })),
  ...[...fromLines].map((kind) => ({ kind })),
];
/** The marks of all tables; those of each are lost with it. */
const elsewhere = 'row:begun';
const others: readonly Lost[] = [
  ...storedRows
    .filter(({ place, from }) => from !== 'lines' && place !== elsewhere)
    .map(({ place }) => ({ kind: place })),
  ...stores.flatMap(({ place, from }) =>
    from === 'itself' && place.startsWith('container:') ? [{ container: place.replace('container:', '') }] : [],
  ),
];

describe('what comes back from lines is lost and put back, and everything ends as if nothing had happened', () => {
  test.each(partOf(each(comingBack), 40))('%s at moment %i', async (_name, moment, lost) => {
    const { played, journey } = await play(lost, moment);
    if ('table' in lost) expect(played.missed).toContain(lost.table);
    await expectNothingLost(journey);
    await journey.end();
  });
});

/** Of these mails go a second time, as the table says; without its list a run fails and is tried again. */
const mailsAgain = ['row:outbox mail'];

describe('of what does not, exactly that is lost which its line names', () => {
  test.each(partOf(each(others), 60))('%s at moment %i', async (name, moment, lost) => {
    const { journey } = await play(lost, moment);
    const repeatedMails = mailsAgain.includes(name)
      ? journey.deployment.inbox.mails.map(({ messageId }) => messageId)
      : [];
    const [mailsTwice, runsAgain] = [mailsAgain.includes(name), name.endsWith('/transfers')];
    await expectNothingLost(journey, {
      ...{ repeatedMails, linksAnew: name === 'row:handles link' },
      ...{ mailsTwice, runsAgain },
    });
    await journey.end();
  });
});
