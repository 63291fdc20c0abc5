import { beforeEach, expect, test } from 'vitest';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import { copyPeriodMs } from '../../src/domain/overview/second-copy.ts';
import { planCopy } from '../../src/features/verification/restore/plan-copy.ts';
import { planHeads } from '../../src/features/verification/restore/plan-heads.ts';
import { writeCopy } from '../../src/features/verification/restore/write-copy.ts';
import { growLog, witnessedLogPart } from '../../src/features/witness/grow-log.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { copyAway } from '../../src/use-cases/overview/copy-away.ts';
import { copyTree } from '../../src/use-cases/overview/copy-tree.ts';
import { beginSweep } from '../../src/use-cases/overview/sweep-parts.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { anEvent } from '../contract/samples.ts';
import { idle, project, WorkingWorld } from './working-world.ts';

const settings = { publicBaseUrl: 'https://gate.example.org' };

let working: WorkingWorld;
beforeEach(async () => {
  working = await WorkingWorld.begin({ hasSecondCopy: true });
  await working.sweep();
});

function whole() {
  const { secondCopy, ...ports } = working.afresh;
  if (secondCopy === undefined) throw new Error('there is no second copy');
  return { ...ports, secondCopy };
}

/** An hour in which a line comes, is signed, and is copied. */
async function hour(name: string, isCopied = true): Promise<void> {
  await working.world.time.pass(copyPeriodMs);
  const { time } = working.world;
  await working.world.ports.audit.append(project, [anEvent(name, { project })]);
  const slice = () => ({ share: startTimeSlice(time, 60), failures: new Failures() });
  await growLog(working.afresh, settings, slice());
  if (!isCopied) return;
  const { share, failures } = slice();
  await copyAway(working.afresh, { share, failures });
  failures.throwAny();
}

function texts(): Record<string, string> {
  const tree = working.world.storage.places().get('control/tree');
  const names = (tree?.names() ?? []).filter((name) => name !== '_begun');
  return Object.fromEntries(names.sort().map((name) => [name, tree?.peek(name)?.content.toString('base64') ?? '']));
}

async function restore(): Promise<void> {
  for (;;) {
    const plan = await planCopy(whole());
    if (plan.back.length === 0) return;
    await writeCopy(whole(), plan, () => false);
  }
}

test('what was signed comes back from the copy, and the log goes on as if nothing had happened', async () => {
  for (const name of ['one', 'two', 'three']) await hour(name);
  const [before, note] = [texts(), (await working.afresh.signedLog.newest())?.note];
  working.loseContainer('control/tree');
  await restore();
  expect((await working.afresh.signedLog.newest())?.note).toBe(note);
  await hour('four', false);
  expect((await working.afresh.signedLog.newest())?.note).not.toBe(note);
  expect(Object.keys(texts())).toEqual(
    expect.arrayContaining(Object.keys(before).filter((name) => name.startsWith('steps/'))),
  );
});

test('it tells how many lines there were once the account is gone', async () => {
  for (const name of ['one', 'two']) await hour(name);
  await working.loseAccount();
  await restore();
  const { chains, problems } = await planHeads(working.afresh, settings);
  expect(problems).toEqual([]);
  expect(chains.map(({ largest }) => largest)).toEqual(
    chains.map(() => expect.stringContaining('the tree that was signed')),
  );
});

test('what is cut is gone on with, the oldest first', async () => {
  for (const name of ['one', 'two', 'three']) await hour(name, false);
  let looks = 0;
  expect(await copyTree(whole(), () => looks++ > 0)).toBe(false);
  const copied = await Array.fromAsync(whole().secondCopy.list('tree/steps/'));
  expect(copied).toHaveLength(1);
  expect(await copyTree(whole(), () => false)).toBe(true);
  expect(await Array.fromAsync(whole().secondCopy.list('tree/steps/'))).toHaveLength(3);
});

test('an hour in which nothing was signed takes as many requests however much was', async () => {
  await hour('one');
  const asked: string[] = [];
  const { secondCopy, originals } = whole();
  const watched = {
    secondCopy: {
      ...secondCopy,
      list: (prefix: string) => {
        asked.push(prefix);
        return secondCopy.list(prefix);
      },
    },
    originals: {
      ...originals,
      list: (...of: Parameters<typeof originals.list>) => {
        asked.push(of[1]);
        return originals.list(...of);
      },
    },
  };
  await copyTree(watched, () => false);
  expect(asked).toEqual(['tree/steps/', 'steps/']);
});

test('while it is lost nothing is signed, so that the log never says two things', async () => {
  await hour('one');
  working.loseContainer('control/tree');
  await working.world.time.pass(copyPeriodMs);
  const sweeping = beginSweep(working.afresh, idle, sweepSettings);
  sweeping.lost = (await lostNow()).filter(({ lost }) => lost);
  sweeping.share = startTimeSlice(working.world.time, 60);
  const [, , run] = witnessedLogPart;
  await run(sweeping);
  expect(texts()).toEqual({});
});

async function lostNow() {
  await working.sweep();
  return (await working.afresh.overview.seen())?.broken ?? [];
}
