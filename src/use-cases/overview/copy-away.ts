import { inTurn, type TimeSlice } from '../../domain/base/time-slice.ts';
import { type CopyRun, copyPeriodMs, copyRunSchema, runName, runs } from '../../domain/overview/second-copy.ts';
import type { Ports } from '../../ports/ports.ts';
import type { SecondCopy } from '../../ports/second-copy.ts';
import type { Failures } from '../base/failures.ts';
import { type AccountPorts, isCopied, openDoors } from './copied-account.ts';
import { type CopyPorts, copyChain } from './copy-lines.ts';
import { copyTables } from './copy-tables.ts';
import { copyTree } from './copy-tree.ts';

type AwayPorts = AccountPorts & Pick<Ports, 'audit' | 'clock' | 'originals'>;

interface Slice {
  readonly share: TimeSlice;
  readonly failures: Failures;
}

/** The newest run of each copy that this process knows. */
const known = new WeakMap<SecondCopy, CopyRun>();

/** What the newest run noted; undefined before the first. It takes two requests, and none while the copy is young. */
export async function newestRun(copy: SecondCopy, now: Date): Promise<CopyRun | undefined> {
  const before = known.get(copy);
  if (isYoung(before, now)) return before;
  for await (const { name } of copy.list(runs)) {
    const run = copyRunSchema.parse(JSON.parse((await copy.read(name)).content.toString()));
    known.set(copy, run);
    return run;
  }
  return undefined;
}

/** When the copy was last whole; while that cannot be told, what was told `before`, or since now. Undefined where there is none. */
export async function copiedAt(
  { secondCopy, clock }: Pick<Ports, 'secondCopy' | 'clock'>,
  before: string | undefined,
): Promise<string | undefined> {
  if (secondCopy === undefined) return undefined;
  const now = clock.now();
  const run = await newestRun(secondCopy, now).catch(() => undefined);
  return run?.at ?? before ?? now.toISOString();
}

/** Chains of which the second copy has lines, and that nobody else knows: they are lost. */
export async function lostSinceCopy(
  { secondCopy, clock }: Pick<Ports, 'secondCopy' | 'clock'>,
  known: readonly string[],
): Promise<readonly string[]> {
  const run = secondCopy && (await newestRun(secondCopy, clock.now()));
  return Object.keys(run?.ends ?? {}).filter((chain) => !known.includes(chain));
}

function isYoung(run: CopyRun | undefined, now: Date): boolean {
  return typeof run?.at === 'string' && now.getTime() - Date.parse(run.at) < copyPeriodMs;
}

/**
 * Copies what changed since the last hour to the second account, and once a day all tables. What is cut goes on next time where it stopped;
 * a run that leaves something over, or fails for a chain, makes the copy no younger. Of an account that is not open nothing is copied.
 */
export async function copyAway({ secondCopy, ...ports }: AwayPorts, slice: Slice): Promise<void> {
  if (secondCopy === undefined) return;
  const now = ports.clock.now();
  const last = await newestRun(secondCopy, now);
  if (isYoung(last, now) || !(await isCopied(ports))) return;
  const whole = { ...ports, secondCopy };
  // A copy that begins again has no mark of this account.
  if (last === undefined) await openDoors(whole);
  const today = now.toISOString().slice(0, 10);
  // Before the lines, so that theirs is copied too.
  const tables =
    last?.tables === today || (await succeeds(slice.failures, 'the copy of the tables', () => copyTables(whole)));
  const { ends, isWhole } = await copyChains(whole, last, slice);
  const tree =
    isWhole &&
    (await succeeds(slice.failures, 'the copy of what was signed', () => copyTree(whole, slice.share.isOver)));
  const at = tree && tables ? now.toISOString() : (last?.at ?? null);
  const run: CopyRun = { at, ends, tables: tables ? today : (last?.tables ?? null) };
  if (await secondCopy.put(runName(now), JSON.stringify(run))) known.set(secondCopy, run);
}

/** False where it failed, or says that it is not through. */
async function succeeds(failures: Failures, what: string, step: () => Promise<boolean>): Promise<boolean> {
  let done = false;
  await failures.keep(what, async () => {
    done = await step();
  });
  return done;
}

async function copyChains(
  ports: CopyPorts,
  last: CopyRun | undefined,
  { share, failures }: Slice,
): Promise<{ readonly ends: CopyRun['ends']; readonly isWhole: boolean }> {
  const ends = new Map(Object.entries(last?.ends ?? {}));
  const there = await ports.audit.ends();
  let isWhole = await succeeds(failures, 'the second copy', async () => {
    const gone = [...ends.keys()].filter((chain) => there.every((end) => end.chain !== chain));
    if (gone.length > 0)
      throw new Error(`Lines of ${gone.join(', ')} stand in the second copy, and in the audit none: they are lost`);
    return true;
  });
  for (const end of inTurn(there, share.turn)) {
    const was = ends.get(end.chain);
    if (was?.blob === end.blob && was.length === end.length) continue;
    const isDone = await succeeds(failures, `the second copy of ${end.chain}`, async () => {
      for await (const reached of copyChain(ports, end, was)) {
        ends.set(end.chain, reached);
        if (share.isOver()) return false;
      }
      return true;
    });
    isWhole &&= isDone;
    if (!share.isOver()) continue;
    isWhole = false;
    break;
  }
  return { ends: Object.fromEntries(ends), isWhole };
}
