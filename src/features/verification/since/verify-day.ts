import { note, systemChain } from '../../../domain/audit/audit-event.ts';
import { countedIn, verifiedId } from '../../../domain/audit/verified-line.ts';
import { doors } from '../../../domain/base/door.ts';
import { daysLater } from '../../../domain/base/time.ts';
import type { TimeSlice } from '../../../domain/base/time-slice.ts';
import { type SignedStep, sizeOf } from '../../../domain/witness/signed-step.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { SweepPart } from '../../../use-cases/overview/sweep-parts.ts';
import type { ProofPlace } from '../proof-place.ts';
import type { ProofPorts } from '../proof-report.ts';
import { verifyProofs } from '../verify-proofs.ts';

type DayPorts = ProofPorts & { readonly audit: ProofPorts['audit'] & Pick<Ports['audit'], 'append'> };

/** What a process has done of the verification of a day. */
interface Begun {
  readonly day: string;
  readonly isOver: boolean;
  readonly since?: SignedStep;
  readonly from?: ProofPlace;
  readonly wrong: number;
  readonly operations: Counted;
}

/** How many operations had begun before a time, the missing ones among them. */
interface Counted {
  readonly before: string;
  readonly count: number;
}

const begun = new WeakMap<object, Begun>();

const dayMs = 86_400_000;
/** So much is verified again each day: whoever moves a mark hides nothing, since there is none, and a day may be missed. */
const againMs = 2 * dayMs;

export const newPart: SweepPart = ['the verification of what is new', 5, (s) => verifyDay(s.ports, s.share)];

/**
 * Verifies once a day what was signed or done in the last two, and a share of the rest, once the log is a day old; the audit tells what came of it.
 * A row that is gone of what ended long ago shows in the number of all.
 */
export async function verifyDay(ports: DayPorts, share: TimeSlice): Promise<void> {
  const now = ports.clock.now();
  const day = now.toISOString().slice(0, 10);
  const known = begun.get(ports.audit);
  if (known?.day === day && known.isOver) return;
  const before = known?.day === day ? known : await begin(ports, now, day);
  begun.set(ports.audit, before);
  const { since, from, operations } = before;
  if (since === undefined) return;
  const proofs = await verifyProofs(ports, undefined, {
    since: sizeOf(since),
    until: share.end,
    ...(from ? { from } : {}),
  });
  const { chains, receipts, findings, next } = proofs;
  const wrong = before.wrong + chains.filter(({ ok }) => !ok).length + receipts.bad.length + findings.length;
  begun.set(ports.audit, {
    day,
    since,
    wrong,
    operations,
    isOver: next === undefined,
    ...(next ? { from: next } : {}),
  });
  if (next !== undefined) return;
  const data = { since: since.at, wrong, operations: operations.count, before: operations.before };
  await ports.audit.append(systemChain, [
    note(systemChain, { id: verifiedId(day), at: now, kind: 'records.verified', data }),
  ]);
}

async function begin(ports: DayPorts, now: Date, day: string): Promise<Begun> {
  const none = { before: '', count: 0 };
  const isDone = await ports.audit.holds(systemChain, verifiedId(day));
  const since = isDone ? undefined : await stepBefore(ports.signedLog, now);
  if (since === undefined) return { day, wrong: 0, operations: none, isOver: true };
  const { missing, ...operations } = await countOperations(ports, now);
  return { day, wrong: missing, operations, isOver: false, since };
}

/** An operation that began in the last minute may have no row yet. */
const newMs = 60_000;

/** Counts all operations, and how many of those are missing that were counted the last time. */
async function countOperations(
  { audit, register }: DayPorts,
  now: Date,
): Promise<Counted & { readonly missing: number }> {
  const known: (string | undefined)[] = [];
  for (const door of doors) {
    const { briefs, broken } = await register.briefs(door, undefined, {});
    known.push(...briefs.map(({ value }) => value.startedAt), ...broken.map(() => undefined));
  }
  const countOf = (before: string) => known.filter((at) => at === undefined || at < before).length;
  const last = await lastCounted(audit, now);
  const missing = last === undefined ? 0 : Math.max(0, last.count - countOf(last.before));
  const before = new Date(now.getTime() - newMs).toISOString();
  return { before, count: countOf(before) + missing, missing };
}

/** What the line of the day before says, or where that day was missed the one of the day before that. */
async function lastCounted(audit: DayPorts['audit'], now: Date): Promise<Counted | undefined> {
  for (const days of [-1, -2]) {
    const id = verifiedId(daysLater(now, days).toISOString().slice(0, 10));
    const counted = countedIn(await audit.event(systemChain, id));
    if (counted !== undefined) return counted;
  }
  return undefined;
}

/** The step from two days ago, or the first of a younger log; undefined while that is not a day old. */
async function stepBefore(signedLog: DayPorts['signedLog'], now: Date): Promise<SignedStep | undefined> {
  const age = ({ at }: SignedStep) => now.getTime() - Date.parse(at);
  let step = await signedLog.newest();
  while (step !== undefined && step.before > 0 && age(step) < againMs) step = await signedLog.step(step.before);
  return step === undefined || age(step) < dayMs ? undefined : step;
}
