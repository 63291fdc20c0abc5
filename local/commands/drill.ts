import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { buildWhatChanged } from '../../scripts/up-to-date.ts';
import { messageOf } from '../../src/domain/base/errors.ts';
import type { PlacedStore } from '../../src/domain/overview/store.ts';
import { doctorReport } from '../../src/features/doctor/domain/report-schema.ts';
import { rotatable } from '../azure/secret-store.ts';
import { OpsClient } from '../people/operator.ts';
import { restoreAll } from '../people/restore.ts';
import { until } from '../people/until.ts';
import { putSampleProject } from '../sample/sample.ts';
import { type Stack, startStack } from '../stack/stack.ts';
import { CommandRefused, sampleProject as project } from './arguments.ts';
import { account, ofAccount, storesNamed } from './drilled-stores.ts';
import { DrilledWork, type Moment } from './drilled-work.ts';

const sweepPause = 10_000;
const minute = 60_000;
/** So many sweeps are waited for: what the app keeps of a vault is older than a minute then. */
const looksAtMost = 7;

type Tell = (line: string) => void;

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
  const work = new DrilledWork(stack, ops);
  const moment = momentOf(store);
  await work.begin(moment);
  let began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  await lose(stack, place);
  tell(`${place} is lost, ${moment}.`);
  const missedBy = await missedIn(stack, ops, store);
  tell(missedBy === undefined ? '  Nobody misses it.' : `  It is missed by ${missedBy} after ${seconds()}.`);
  began = performance.now();
  await recover(stack, place);
  await restoreAll(ops, [project]);
  tell(`  It took ${seconds()} to put everything back: the machine's part of the time to recover (RTO).`);
  const isWhole = from !== 'people' && from !== 'nothing';
  const left = await whyNot(work.end());
  if (left !== undefined && isWhole) throw new CommandRefused(`${place}: ${left}`);
  if (isWhole) await expectVerified(ops);
  if (left !== undefined) {
    tell(`  What was sent did not come to its end: ${left}`);
    const still = await whyNot(work.again());
    if (still !== undefined) throw new CommandRefused(`${place}, once people sent everything again: ${still}`);
    tell(`  People sent it again, which ended after ${seconds()}.`);
  }
  tell('  The same files are where they belong.');
  tell(`  Lost for good, as the table says: ${forGood}.`);
}

async function whyNot(work: Promise<void>): Promise<string | undefined> {
  return await work.then(() => undefined, messageOf);
}

/** Where what arrived lies, nothing lies before. */
const ofArrived = ['container:public/released', 'container:secure/datasets'];

function momentOf({ place, from }: PlacedStore): Moment {
  if (ofArrived.includes(place)) return 'once everything is where it belongs';
  return from === 'copy' ? 'an hour after the copy' : 'while a dataset is on its way in';
}

/** The task hub is a file of the host; all else the stand-ins lose. The app is started anew where all of it is another one. */
async function lose({ control, stateFolder, killHost, startHost }: Stack, place: string): Promise<void> {
  const isAnother = place === 'hub' || place === account.place;
  if (isAnother) await killHost();
  if (place === 'hub') {
    for (const file of readdirSync(join(stateFolder, 'host')).filter((name) => name.startsWith('task-hub.sqlite')))
      rmSync(join(stateFolder, 'host', file));
  } else {
    for (const one of place === account.place ? ofAccount : [place]) await control.call('POST', 'lose', { place: one });
  }
  if (isAnother) await startHost();
}

/** A vault keeps what was deleted for its days, and the app for a minute what the vault said. */
async function recover({ control, advance }: Stack, place: string): Promise<void> {
  const name = nameOfSecret(place);
  if (name === undefined) return;
  await control.call('POST', 'secrets/recover', { name });
  await advance(minute);
}

/**
 * Who says that it is lost: the sweep of the timer, or the doctor of a secret, once the app asks the vault again. A sweep that an operator asks
 * for has to be written down first. Throws where the doctor should, and does not.
 */
async function missedIn(stack: Stack, ops: OpsClient, { place, toldBy }: PlacedStore): Promise<string | undefined> {
  const secret = toldBy === 'doctor' ? nameOfSecret(place) : undefined;
  let said: readonly string[] = [];
  for (let looks = 0; looks < looksAtMost; looks += 1) {
    await stack.advance(sweepPause);
    await delay(1000);
    const { checks } = doctorReport.parse((await ops.call('GET', 'ops/doctor')).body);
    const problems = checks.filter(({ result }) => result === 'problem');
    if (problems.some(({ id }) => id === 'nothing-lost')) return 'the sweep';
    if (problems.some(({ found }) => secret !== undefined && found.includes(secret))) return 'the doctor';
    said = problems.map(({ id, found }) => `${id}: ${found}`);
  }
  if (secret === undefined || !held.includes(secret)) return undefined;
  throw new CommandRefused(`${place}: the doctor does not name it, and says: ${said.join('; ') || 'nothing'}`);
}

/** The secrets of this vault, of which the app here needs each. */
const held: readonly string[] = rotatable;

function nameOfSecret(place: string): string | undefined {
  return /^secret:[^/]+\/(.*)$/.exec(place)?.[1];
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
