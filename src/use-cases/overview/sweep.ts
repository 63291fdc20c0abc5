import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { isOldCopy } from '../../domain/overview/second-copy.ts';
import type { SweepReport } from '../../domain/overview/sweep-report.ts';
import { measureStatus } from '../../domain/telemetry/measurements.ts';
import type { BrokenRow } from '../../ports/records.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { nothingUnfinished } from '../operation/ensure-running.ts';
import { runParts } from './run-parts.ts';
import { beginSweep, type SweepPorts, type SweepSettings, sweepParts } from './sweep-parts.ts';

export interface NeedsSomebody {
  readonly failed: readonly Operation[];
  readonly stalled: readonly Operation[];
  readonly broken: readonly BrokenRow[];
  /** Packages of which something was outside again after it had been taken back. */
  readonly reappeared: readonly OperationKey[];
  /** Packages under way that went on without the evidence that they waited for. */
  readonly uninspected: readonly OperationKey[];
  /** What lies outside and no release accounts for, and released files that are gone. */
  readonly outside: readonly BrokenRow[];
}

/**
 * Runs every part of the sweep, each within its time slice. What fails for one operation, name or project keeps no other waiting:
 * everything is tried, `told` gets the report and what needs somebody, and then an AggregateError tells of all that went wrong here.
 */
export async function sweep(
  portsOfAll: SweepPorts,
  workflows: Workflows,
  settings: SweepSettings,
  told: (report: SweepReport, needs: NeedsSomebody) => void = () => {},
): Promise<SweepReport> {
  const sweeping = beginSweep(portsOfAll, workflows, settings);
  const cut = await runParts(sweepParts(settings.added), sweeping);
  const { ports, failures, ensured = nothingUnfinished(), owing, uploads, clearing, outside = [] } = sweeping;
  if (ensured.isWhole)
    for (const measurement of measureStatus(ensured.open, owing, ports.clock.now(), settings.ticks))
      ports.telemetry.measure(measurement);
  const { started, waiting, strays } = uploads;
  const { woken, overdue, unreachable, troubled, stalled, failed, broken, uninspected } = ensured;
  const report: SweepReport = {
    started,
    waiting,
    strays,
    ensured: ensured.ensured,
    woken,
    overdue,
    unreachable,
    troubled,
    stalled: stalled.length,
    failed: failed.length,
    broken: broken.length,
    outside: outside.length,
    oldCopy: Number(isOldCopy(sweeping.copied, ports.clock.now())),
    untold: owing.untold,
    givenUp: owing.givenUp,
    clearing,
    cut: cut.length,
  };
  told(report, { failed, stalled, broken, reappeared: owing.reappeared, uninspected, outside });
  failures.throwAny();
  return report;
}
