import { type InspectionKey, inspectionPath } from '../../domain/review/inspection.ts';
import { FileChanged } from '../../ports/inspections.ts';
import { finish, type InspectingParts, takeTurn, type WaitingPackage } from '../inspecting.ts';
import { Turns, turnLength } from './turns.ts';
import type { LookCalls } from './waking.ts';

export interface InspectingLog {
  info(text: string): void;
  error(text: string): void;
}

/** A run ends at the first moment at which no package is under way after this, and with every package before its host ends it. */
const run = { restMilliseconds: 14 * 60_000, lastTurnMilliseconds: 25 * 60_000 } as const;

/** So long rests what failed, from one look to the next. */
const restMilliseconds = 60_000;

/** Evidence is written so long before the control plane goes on without it: a turn, a file that computes beyond it for as long as it may, the pause between two looks. */
const closingMilliseconds = 5 * 60_000;

/**
 * Answers the requests that have no evidence, in turns. What goes wrong with one package does not keep the next one waiting: it is tried
 * again a turn later. One whose time is over gets evidence that says what nobody looked at, so that nobody is asked about it without.
 * The log names projects and packages by their ids, and nothing of their files.
 */
export async function inspectAsked(parts: InspectingParts, log: InspectingLog, calls: LookCalls): Promise<void> {
  const now = () => parts.clock.now().getTime();
  const begun = now();
  const waiting = new Map<string, WaitingPackage | undefined>();
  const turns = new Turns();
  /** Those whose request can be read. */
  const all = () => [...waiting.values()].filter((one) => one !== undefined);
  const work = async (one: WaitingPackage, what: typeof takeTurn): Promise<void> => {
    const outcome = await attempted(log, one.key, () => what(parts, one));
    if (outcome === 'unfinished') return;
    const { project, exportId: operation } = one.key;
    if (!isFailure(outcome)) log.info(`inspection: ${JSON.stringify({ project, operation, outcome })}`);
    if (isFailure(outcome) || outcome === 'taken') {
      one.underWay = undefined;
      // Where a file changed, the next listing says what lies there now.
      one.notBefore = outcome === 'changed' ? now() : now() + turnLength;
      parts.resting.set(inspectionPath(one.key), outcome === 'changed' ? now() : now() + restMilliseconds);
    } else waiting.delete(inspectionPath(one.key));
  };
  let listed = Number.NEGATIVE_INFINITY;
  for (;;) {
    calls.lost.throwIfAborted();
    if (calls.takeCall() || now() - listed >= turnLength) {
      listed = now();
      await lookForRequests(parts, log, waiting);
      if (all().length > 0) await calls.stillOpen();
    }
    for (const one of all()) if (isClosing(one, now())) await work(one, finish);
    if (isOver(now() - begun, all())) break;
    const next = turns.next(all(), now());
    if (next !== undefined) await work(next, takeTurn);
    else if (!calls.isCalled()) break;
  }
  for (const one of all()) if (one.underWay !== undefined) await work(one, finish);
}

/** Whether a run of so many milliseconds ends. */
function isOver(ran: number, all: readonly WaitingPackage[]): boolean {
  const isResting = ran >= run.restMilliseconds && all.every(({ underWay }) => underWay === undefined);
  return isResting || ran >= run.lastTurnMilliseconds;
}

function isClosing({ deadline, notBefore }: WaitingPackage, now: number): boolean {
  return notBefore <= now && now < deadline && deadline - now <= closingMilliseconds;
}

/** Adds what was asked since, and forgets what has its evidence by now. A request that cannot be read stands there as undefined. */
async function lookForRequests(
  { inspections, resting }: InspectingParts,
  log: InspectingLog,
  waiting: Map<string, WaitingPackage | undefined>,
): Promise<void> {
  const open = new Set<string>();
  for await (const key of inspections.open()) {
    const path = inspectionPath(key);
    open.add(path);
    if (waiting.has(path)) continue;
    const request = await attempted(log, key, () => inspections.request(key));
    const notBefore = resting.get(path) ?? 0;
    const read = isFailure(request) ? undefined : { key, request, deadline: Date.parse(request.deadline), notBefore };
    waiting.set(path, read);
  }
  for (const known of [waiting, resting]) for (const path of known.keys()) if (!open.has(path)) known.delete(path);
}

type Failure = 'failed' | 'changed';

const isFailure = (outcome: unknown): outcome is Failure => outcome === 'failed' || outcome === 'changed';

/** What came of some work about a package; where it failed, that, and an error in the log. */
async function attempted<T>(
  log: InspectingLog,
  { project, exportId: operation }: InspectionKey,
  work: () => Promise<T>,
): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    log.error(`inspection: ${JSON.stringify({ project, operation, outcome: 'failed', code })}`);
    return error instanceof FileChanged ? 'changed' : 'failed';
  }
}
