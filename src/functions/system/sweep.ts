import { note, systemChain } from '../../domain/audit/audit-event.ts';
import { WrongHead } from '../../domain/audit/chain-head.ts';
import { parseOperationId } from '../../domain/base/door.ts';
import { isShownOutside } from '../../domain/notification/outside-view.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { SweepReport } from '../../domain/overview/sweep-report.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { sweep } from '../../use-cases/overview/sweep.ts';
import type { SweepPorts, SweepSettings } from '../../use-cases/overview/sweep-parts.ts';
import { jsonAnswer } from '../../web/answers.ts';
import type { CallerCheck } from '../../web/caller.ts';
import { requireOperatorWrite } from '../../web/forgery.ts';
import type { Handler } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import { lineOf, type TimerLog } from '../base/timer-log.ts';

export type SweepServices = CallerCheck & SweepPorts & SweepSettings;

/**
 * POST ops/sweep: sweeps now instead of at the next tick of the timer, and answers what was found. Where the chain of the system takes no line it
 * sweeps as the timer does, and says what is to be done.
 */
export function sweepNow(services: SweepServices): Handler {
  return async (request, workflows) => {
    const caller = await requireOperatorWrite(services, request);
    const untold = await tellAsked(services, caller.oid);
    if (untold === undefined) return jsonAnswer(200, await sweep(services, workflows, services));
    let broken = 0;
    const seen = (report: SweepReport) => {
      broken = report.broken;
    };
    await sweep(services, workflows, services, seen).catch(ofLines);
    const found = `Everything was swept, and rows that are broken or lost were found: ${broken}.`;
    throw new HttpProblem('illegal-move', `${found} No line tells that you asked for it. ${untold.message}`);
  };
}

/** Gives why no line can tell of it. */
async function tellAsked(
  { audit, random, clock }: Pick<SweepServices, 'audit' | 'random' | 'clock'>,
  actor: string,
): Promise<WrongHead | undefined> {
  const asked = { id: random.uuid(), at: clock.now(), kind: 'sweep.asked', actor } as const;
  try {
    await audit.append(systemChain, [note(systemChain, asked)]);
    return undefined;
  } catch (error) {
    if (error instanceof WrongHead) return error;
    throw error;
  }
}

/** What could not be done without the chain is done by the sweeps after it is back. */
function ofLines(error: unknown): void {
  if (!(error instanceof AggregateError)) throw error;
}

/** Logs name no file: the package in whose folder it lies, or that there is none. */
function operationIn(path: string): string {
  return path.split('/').find((part) => parseOperationId(part) !== undefined) ?? 'none';
}

/** An operation that needs somebody. The alerts of the deployment tell them apart, and end for each when somebody has dealt with it. */
interface OperationReport {
  readonly project: string;
  readonly operation: string;
}

/**
 * A line for each operation that is revealed outside, and one for each project with others: alerts leave by mail, and which packages come that nobody
 * froze, and how many, was chosen inside.
 */
function linesAbout(
  what: 'failed' | 'stalled',
  operations: readonly Operation[],
  { clock, ticks }: Pick<SweepServices, 'clock' | 'ticks'>,
): ReadonlySet<string> {
  const now = clock.now();
  const lines = operations.map((one) => {
    const operation = isShownOutside(one, now, ticks) ? one.id : `packages of ${one.project} that are not told`;
    return lineOf(what, { project: one.project, operation } satisfies OperationReport);
  });
  return new Set(lines);
}

/** The timer `sweep`: logs what it found as one line for machines, also when it then throws, and a line for each operation or row that needs somebody. */
export async function sweepAtTimer(
  services: SweepPorts & SweepSettings,
  workflows: Workflows,
  log: TimerLog,
): Promise<void> {
  await sweep(
    services,
    workflows,
    services,
    (report, { failed, stalled, broken, reappeared, uninspected, outside }) => {
      log.info(lineOf('sweep', report));
      for (const line of linesAbout('failed', failed, services)) log.info(line);
      for (const line of linesAbout('stalled', stalled, services)) log.info(line);
      for (const { project, id } of reappeared)
        log.info(lineOf('reappeared', { project, operation: id } satisfies OperationReport));
      for (const { project, id } of uninspected)
        log.info(lineOf('uninspected', { project, operation: id } satisfies OperationReport));
      for (const { project, key } of outside)
        log.info(lineOf('outside', { project, operation: operationIn(key) } satisfies OperationReport));
      for (const { project, key } of broken)
        log.info(lineOf('broken', { project, operation: key } satisfies OperationReport));
    },
  );
}
