import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { buildWhatChanged } from '../../scripts/up-to-date.ts';
import { messageOf } from '../../src/domain/base/errors.ts';
import type { PlacedStore } from '../../src/domain/overview/store.ts';
import { stores } from '../../src/domain/overview/stores.ts';
import { doctorReport } from '../../src/features/doctor/domain/report-schema.ts';
import { listMails } from '../azure/mail.ts';
import { Approver, textOf } from '../people/approver.ts';
import { OpsClient } from '../people/operator.ts';
import { restoreAll } from '../people/restore.ts';
import { StoragePerson } from '../people/storage-person.ts';
import { until } from '../people/until.ts';
import { watchOperation } from '../people/watch.ts';
import { putSampleProject } from '../sample/sample.ts';
import { type Stack, startStack } from '../stack/stack.ts';
import { CommandRefused, sampleProject as project, WrongUse } from './arguments.ts';

const reason = 'A drill';
const sweepPause = 10_000;
const minute = 60_000;
const hour = 60 * minute;
const file = { path: 'table.csv', bytes: Buffer.from('x,y\n1,2\n') };
/** So many sweeps are waited for. */
const looksAtMost = 5;

type Tell = (line: string) => void;

/** The stores that a word names: one of docs/stores.md, a table with all its kinds of rows, or `all`. Throws WrongUse for another word. */
export function storesNamed(word: string): readonly PlacedStore[] {
  if (word === 'all') return stores;
  const ofTable = stores.filter(({ place }) => place.startsWith(`row:${word} `)).slice(0, 1);
  if (ofTable.length > 0) return ofTable.map((store) => ({ ...store, place: `table:${word}` }));
  const found = stores.filter(({ place }) => place === word || place.replace(/^\w+:/, '') === word);
  if (found.length > 0) return found;
  throw new WrongUse(`There is no store '${word}'. docs/stores.md names all: for instance 'register op'.`);
}

/**
 * Starts a stack of its own; loses each store that the word names while work is in flight, has it put back, lets the work end, compares, and
 * tells how long it took.
 */
export async function drill(word: string, tell: Tell): Promise<void> {
  const named = storesNamed(word);
  const stateFolder = mkdtempSync(join(tmpdir(), 'sallyport-drill-'));
  await buildWhatChanged(['app']);
  const stack = await startStack({ stateFolder, ports: 'free', virtualTime: true });
  try {
    const ops = new OpsClient(stack.azure, stack.baseUrl);
    await putSampleProject(ops);
    for (const store of named) await drillOf(stack, ops, store, tell);
  } finally {
    await stack.stop();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

async function drillOf(stack: Stack, ops: OpsClient, store: PlacedStore, tell: Tell): Promise<void> {
  const { place, from, lost: forGood } = store;
  const work = new Work(stack, ops);
  await work.begin(from === 'copy');
  let began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  await lose(stack, place);
  tell(`${place} is lost, ${from === 'copy' ? 'an hour after the copy' : 'while a dataset is on its way in'}.`);
  tell((await isMissed(stack, ops)) ? `  It is missed after ${seconds()}.` : '  No sweep misses it.');
  began = performance.now();
  await recover(stack, place);
  await restoreAll(ops, [project]);
  tell(`  It took ${seconds()} to put everything back: the machine's part of the time to recover (RTO).`);
  const isWhole = from !== 'people' && from !== 'nothing';
  const left = await work.end().then(
    () => undefined,
    (error: unknown) => messageOf(error),
  );
  if (left !== undefined && isWhole) throw new CommandRefused(`${place}: ${left}`);
  if (isWhole) await expectVerified(ops);
  tell(left === undefined ? '  The same files are where they belong.' : `  What was in flight did not end: ${left}`);
  tell(`  Lost for good, as the table says: ${forGood}.`);
}

/** The task hub is a file of the host; all else the stand-ins lose. */
async function lose({ control, stateFolder, killHost, startHost }: Stack, place: string): Promise<void> {
  if (place !== 'hub') {
    await control.call('POST', 'lose', { place });
    return;
  }
  await killHost();
  for (const file of readdirSync(join(stateFolder, 'host')).filter((name) => name.startsWith('task-hub.sqlite')))
    rmSync(join(stateFolder, 'host', file));
  await startHost();
}

/** A vault keeps what was deleted for its days, and the app for a minute what the vault said. */
async function recover({ control, advance }: Stack, place: string): Promise<void> {
  const [, name] = /^secret:[^/]+\/(.*)$/.exec(place) ?? [];
  if (name === undefined) return;
  await control.call('POST', 'secrets/recover', { name });
  await advance(minute);
}

/** Whether the sweep of the timer says that something is lost. One that an operator asks for has to be written down first. */
async function isMissed(stack: Stack, ops: OpsClient): Promise<boolean> {
  for (let looks = 0; looks < looksAtMost; looks += 1) {
    await stack.advance(sweepPause);
    await delay(1000);
    const { checks } = doctorReport.parse((await ops.call('GET', 'ops/doctor')).body);
    if (checks.some(({ id, result }) => id === 'nothing-lost' && result === 'problem')) return true;
  }
  return false;
}

const found = z.looseObject({ ok: z.boolean(), findings: z.array(z.unknown()) });

/** What is under way while it looks is written a moment later. */
async function expectVerified(ops: OpsClient): Promise<void> {
  let last = '';
  await until(
    'a verification that finds nothing',
    async () => {
      const { ok, findings } = found.parse(await ops.ask('GET', 'ops/audit/verify'));
      last = JSON.stringify(findings);
      return ok || undefined;
    },
    { seen: () => last },
  );
}

/** What people send before a store is lost, and how it goes on. */
class Work {
  readonly #stack: Stack;
  readonly #ops: OpsClient;
  readonly #name = `drill-${Date.now().toString(36)}`;
  #package = '';

  constructor(stack: Stack, ops: OpsClient) {
    this.#stack = stack;
    this.#ops = ops;
  }

  /** `isCopied`: the dataset is there too, and the second copy is made once more. */
  async begin(isCopied: boolean): Promise<void> {
    const researcher = new StoragePerson(this.#stack.azure, 'researcher');
    await researcher.dropPackage(project, this.#name, [file], reason);
    const { id } = await this.#until('exports', this.#name, 'in-review');
    this.#package = id;
    await this.#approve('ada');
    await new StoragePerson(this.#stack.azure, 'owner').uploadDataset(project, this.#name, [file]);
    if (!isCopied) return;
    await this.#until('datasets', this.#name, 'available');
    await this.#stack.advance(hour + sweepPause);
    await this.#ops.ask('POST', 'ops/sweep');
  }

  /** Both come to their end, and what was sent is there. */
  async end(): Promise<void> {
    await this.#approve('ben').catch(() => this.#approveAnew('ben'));
    await this.#until('exports', this.#name, 'released');
    const { version } = await this.#until('datasets', this.#name, 'available');
    const released = `${project}/${this.#name}/${this.#package}/${file.path}`;
    await this.#expect('eve', 'public', 'released', released);
    await this.#expect('researcher', 'secure', 'datasets', `${project}/${this.#name}/v${version}/${file.path}`);
  }

  #until(list: 'datasets' | 'exports', name: string, state: string) {
    return watchOperation({ ops: this.#ops, list, project, name, until: [state] });
  }

  /** Links in mails may be lost; an operator sends them anew. */
  async #approveAnew(approver: string): Promise<void> {
    await this.#ops.ask('POST', `ops/exports/${project}/${this.#package}/resend`, { reason });
    await this.#approve(approver);
  }

  async #approve(approver: string): Promise<void> {
    const link = await until(`a mail to ${approver} with a link about ${this.#package}`, async () => {
      const mails = await listMails(this.#stack.azure.mailUrl);
      const links = mails
        .filter(({ to }) => to.some(({ address }) => address.startsWith(approver)))
        .toSorted((one, other) => (one.time < other.time ? 1 : -1))
        .map(({ text }) =>
          text.includes(this.#package) ? /https?:\S+\/api\/review\/\S+choice=approve/.exec(text) : null,
        );
      return links.find((found) => found !== null)?.[0];
    });
    const browser = new Approver(approver);
    const page = await browser.answer(await browser.open(link), { choice: 'approve', reason });
    if (page.status !== 200) throw new CommandRefused(`${approver} was answered ${page.status}: ${textOf(page.html)}`);
  }

  async #expect(person: string, account: 'public' | 'secure', container: string, path: string) {
    const [found] = await new StoragePerson(this.#stack.azure, person).read(account, container, path);
    if (found?.bytes.equals(file.bytes)) return;
    throw new CommandRefused(`${container}/${path} is not what was sent`);
  }
}
