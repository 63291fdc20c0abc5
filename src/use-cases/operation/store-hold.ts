import { createHash } from 'node:crypto';
import { recordHold, removeHold } from '../../activities/transfer/restore-holds.ts';
import { holdData } from '../../domain/audit/recorded-hold.ts';
import { type Hold, isOn } from '../../domain/operation/hold.ts';
import type { Ports } from '../../ports/ports.ts';
import { ConflictError } from '../../ports/records.ts';

type StandPorts = Pick<Ports, 'holds' | 'audit' | 'clock'>;

/** How a hold is set: what is the same to whoever asks again, what setting it does, and how the audit tells of it. */
interface Setting<Done> {
  readonly isSame: (hold: Hold) => boolean;
  readonly act: (hold: Hold, isNewRow: boolean) => Promise<Done>;
  readonly tell: (hold: Hold, done: Done) => Promise<void>;
}

/**
 * Lets a hold stand by its row or by its line: while one of the two stores is away the other is enough, and the sweep does the rest. What
 * setting it does comes in between, so that it never waits for the audit.
 */
export async function storeHold<Done>(ports: StandPorts, wanted: Hold, { isSame, act, tell }: Setting<Done>) {
  const { same, problem } = await putUnless(ports, wanted, isSame);
  const hold = same ?? wanted;
  // Without its row the line alone lets it stand, so that it is not left for later.
  if (problem !== undefined)
    await recordSet(ports, hold).catch(() => {
      throw problem;
    });
  const done = await act(hold, same === undefined && problem === undefined);
  const audited = await tell(hold, done).then(
    () => true,
    () => false,
  );
  return { hold, done, stored: problem === undefined, audited };
}

/** Writes the row, unless the same stands already. `problem`: why it could not be. */
async function putUnless(
  { holds, clock }: Pick<Ports, 'holds' | 'clock'>,
  wanted: Hold,
  isSame: (hold: Hold) => boolean,
): Promise<{ readonly same?: Hold | undefined; readonly problem?: unknown }> {
  try {
    const standing = (await holds.at(wanted.project)).map(({ value }) => value);
    const same = standing.find((one) => isOn(one, clock.now()) && isSame(one));
    if (same === undefined) {
      await holds.put(wanted, null);
      // Should it be lost before anybody looked, the rows are those of before, and were noted.
      await holds.noteChecked(wanted.project, { lines: 0, rows: '' }).catch(() => undefined);
    }
    return { same };
  } catch (problem) {
    if (problem instanceof ConflictError) throw problem;
    return { problem };
  }
}

/** Writes the line of a hold that was set, where it is missing. */
export async function recordSet(ports: Pick<Ports, 'audit' | 'clock'>, hold: Hold): Promise<void> {
  // What is told of it was written when it was set.
  if (hold.unreadable) return;
  await recordHold(ports, hold, 'set', { actor: hold.by, data: holdData(hold) });
}

export interface Lift {
  readonly actor: string;
  readonly data: Readonly<Record<string, string>> & { readonly reason: string };
}

/** The line before the end of a hold. Without an end and without a row it is still on. */
export async function intendLift(ports: StandPorts, hold: Hold, line: Lift): Promise<void> {
  await recordSet(ports, hold);
  await recordHold(ports, hold, 'lift-intended', ofWhom(hold, line), `-${shortHash(line.data.reason)}`);
}

/** Ends what was about to be lifted: until the end has its line the row counts as lost, so that somebody may have brought it back. */
export async function endLift(
  ports: StandPorts,
  hold: Hold,
  line: Lift,
  remove: () => Promise<void> = () => removeHold(ports, hold),
): Promise<void> {
  await remove();
  await recordHold(ports, hold, 'lifted', ofWhom(hold, line));
  await removeHold(ports, hold);
}

function ofWhom({ person }: Hold, { actor, data }: Lift): Lift {
  return { actor, data: person === undefined ? data : { person, ...data } };
}

/** Two operators may want to lift a hold at the same moment, each for a reason of their own. */
function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
