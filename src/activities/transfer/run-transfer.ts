import { sizeOfRelease } from '../../domain/operation/manifest.ts';
import type { Operation, Transfer } from '../../domain/operation/operation.ts';
import { carries, isReported } from '../../domain/transfer/run-report.ts';
import {
  type ActivityRun,
  belongsTo,
  emptiesCopy,
  isKeptByHold,
  judgeCopy,
  judgeDelete,
  nextPollSeconds,
  type TransferVerdict,
} from '../../domain/transfer/transfer.ts';
import type { PipelineRun } from '../../ports/data-factory.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Stored } from '../../ports/records.ts';
import { endOutage } from '../operation/note-outage.ts';
import { requireOperation } from '../operation/operations.ts';
import { record } from '../operation/record.ts';
import { isWithdrawn, requireFresh } from '../operation/refuse-stale.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { cancelForHold, cancelRun, hasEnded } from './cancel-runs.ts';
import { countIn } from './emptying.ts';
import { type HoldLines, holdLinesOf, readHold } from './holds.ts';
import { countLeft } from './originals.ts';
import { isCopy, locationOfDelete, takesSource } from './places.ts';
import { removeList } from './prepare-transfer.ts';
import { recordTransfer } from './record-transfer.ts';
import {
  isOpen,
  isUnrequested,
  replaceTransfer,
  requireTransfer,
  sameIn,
  type TransferKey,
  withTransfer,
} from './transfer-rows.ts';

type RunPorts = Pick<
  Ports,
  'listing' | 'fileLists' | 'register' | 'decisions' | 'dataFactory' | 'holds' | 'audit' | 'clock'
>;

/** Clocks of this app and of Data Factory may differ; a run is searched from this long before its intention. */
export const clockSkewMs = 15 * 60_000;

/**
 * Makes sure that the intended transfer has a run: takes one that carries exactly our parameters and was not closed by us before,
 * else asks for one, once. When the answer is lost this throws, and the next call finds the run. Asks for none when the operation is to stop
 * on hold or withdrawn. Throws StaleRow for a row that is not what the audit tells. A hold is looked for once more when the run is known: one that came in the meantime cancels it.
 */
export async function startTransfer(ports: RunPorts, { key, step }: TransferKey): Promise<void> {
  const read = await requireOperation(ports.register, key);
  const operation = read.value;
  if (!belongsTo(step, operation.state)) return;
  const transfer = requireTransfer(operation, step);
  if (transfer.status !== 'intended') return await recordTransfer(ports, operation, transfer);
  const [found] = await runsOf(ports, operation, transfer);
  if (found === undefined && isUnrequested(operation, transfer)) return;
  const told = found === undefined && isDueAnotherLook(ports, transfer) ? await requireFresh(ports, read) : undefined;
  if (told !== undefined && (await isWithdrawn(ports, read, told.ids, step)))
    return await endUnasked(ports, operation, transfer, 'It was withdrawn before a run was asked for');
  const isOnHold = async (lines?: HoldLines) =>
    isKeptByHold(step) && (await readHold(ports, operation.project, lines)) !== undefined;
  if (found === undefined && (await isOnHold(told && (await holdLinesOf(ports, operation.project, told.holdLines)))))
    return await endUnasked(ports, operation, transfer, 'A hold came before a run was asked for');
  const runId = found?.runId ?? (await ports.dataFactory.start(transfer.step, transfer.parameters));
  if (await isOnHold()) await cancelForHold(ports, operation, transfer, [runId]);
  const startedAt = ports.clock.now().toISOString();
  const started: Transfer = { ...transfer, status: 'started', runId, startedAt };
  const now = await withTransfer(ports, key, started, read);
  if (!belongsTo(step, now.state)) await cancelRun(ports, runId);
  await recordTransfer(ports, operation, sameIn(now, started));
}

/** An intention is carried out at once; one that waited, and each release, is held to the audit once more. */
const looksAgainAfter = 60_000;

function isDueAnotherLook({ clock }: Pick<Ports, 'clock'>, { step, intendedAt }: Transfer): boolean {
  return step === 'export-release' || clock.now().getTime() - Date.parse(intendedAt) > looksAgainAfter;
}

async function endUnasked(ports: RunPorts, operation: Operation, transfer: Transfer, message: string): Promise<void> {
  const { step, attempt } = transfer;
  await removeList(ports, operation, transfer);
  await record(ports, operation, {
    id: `${step}-${attempt}.held`,
    kind: 'transfer.held',
    data: { step, attempt, message },
  });
  const closedAt = ports.clock.now().toISOString();
  await replaceTransfer(ports, operation, { ...transfer, status: 'failed', held: true, closedAt, message });
}

/** Runs of the transfer's pipeline that carry its parameters, those under way first, without the runs of closed transfers. */
export async function runsOf(
  { dataFactory }: Pick<Ports, 'dataFactory'>,
  operation: Operation,
  transfer: Transfer,
): Promise<PipelineRun[]> {
  const closed = new Set(operation.transfers.flatMap(({ closedAt, runId }) => (closedAt && runId ? [runId] : [])));
  const since = new Date(Date.parse(transfer.intendedAt) - clockSkewMs);
  const runs = [...(await dataFactory.find(transfer.step, operation.id, since))];
  const { runId } = transfer;
  // A run is shown in the list seconds after its start; by its own id Data Factory knows it at once.
  if (isOpen(transfer) && runId !== undefined && !runs.some((run) => run.runId === runId))
    runs.push(await dataFactory.get(runId));
  return runs
    .filter((run) => !closed.has(run.runId) && carries(transfer.parameters, run.parameters))
    .sort((one, other) => Number(hasEnded(one)) - Number(hasEnded(other)));
}

interface Report {
  readonly run: PipelineRun;
  readonly activities: readonly ActivityRun[];
}

/** Closes the transfer once its run has ended and is told of in full. A second run with the same parameters, born of a lost answer, must have ended too. */
export async function pollTransfer(
  ports: RunPorts,
  { transferPollSeconds }: Pick<FlowSettings, 'transferPollSeconds'>,
  { key, step }: TransferKey,
): Promise<{ readonly ended: boolean; readonly waitSeconds: number }> {
  const read = await requireOperation(ports.register, key);
  const operation = read.value;
  if (!belongsTo(step, operation.state)) return { ended: true, waitSeconds: 0 };
  const transfer = requireTransfer(operation, step);
  // An outage or a hold may lie between the intention and the run.
  const since = transfer.startedAt ?? transfer.intendedAt;
  const waitSeconds = nextPollSeconds(since, ports.clock.now(), transferPollSeconds);
  if (!isOpen(transfer) || isUnrequested(operation, transfer)) return { ended: true, waitSeconds };
  const run = await ports.dataFactory.get(runIdOf(transfer));
  await endOutage(ports, operation);
  if (!hasEnded(run)) {
    // The request that set the hold may have asked Data Factory before it showed the run.
    if (step === 'export-release' && (await readHold(ports, operation.project)) !== undefined)
      await cancelForHold(ports, operation, transfer, [run.runId]);
    return { ended: false, waitSeconds };
  }
  const others = await runsOf(ports, operation, transfer);
  if (!others.every(hasEnded)) return { ended: false, waitSeconds };
  const report = { run, activities: await ports.dataFactory.activities(run.runId) };
  const ended = isReported(run, report.activities, ports.clock.now());
  if (ended) await close(ports, read, transfer, report);
  return { ended, waitSeconds };
}

function runIdOf({ step, attempt, runId }: Transfer): string {
  if (runId === undefined) throw new Error(`The transfer '${step}' (attempt ${attempt}) was not started`);
  return runId;
}

/**
 * Makes sure that the ended transfer is closed and that the audit tells so; one that is closed already keeps its outcome. Its file list is removed before the outcome is written, so
 * that a run which starts late finds none.
 * Judged by what the activities report and, for deletes, by our own listing; the run's 'Succeeded' alone proves nothing.
 */
export async function closeTransfer(ports: RunPorts, { key, step }: TransferKey): Promise<void> {
  const read = await requireOperation(ports.register, key);
  const operation = read.value;
  if (!belongsTo(step, operation.state)) return;
  const transfer = requireTransfer(operation, step);
  const closed =
    isOpen(transfer) && !isUnrequested(operation, transfer)
      ? await close(ports, read, transfer, await reportOf(ports, transfer))
      : transfer;
  await recordTransfer(ports, operation, closed);
}

async function close(ports: RunPorts, read: Stored<Operation>, transfer: Transfer, report: Report): Promise<Transfer> {
  const operation = read.value;
  const verdict = await judge(ports, operation, transfer, report);
  await removeList(ports, operation, transfer);
  const closedAt = ports.clock.now().toISOString();
  const outcome = verdict.ok
    ? { status: 'succeeded' as const }
    : { status: 'failed' as const, message: verdict.message };
  return await replaceTransfer(ports, operation, { ...transfer, ...outcome, closedAt }, read);
}

/** Throws when the run is not told of in full: it was when it was polled, so an answer that knows less comes from elsewhere and must not decide. */
async function reportOf({ dataFactory, clock }: RunPorts, transfer: Transfer): Promise<Report> {
  const run = await dataFactory.get(runIdOf(transfer));
  const activities = await dataFactory.activities(run.runId);
  if (!isReported(run, activities, clock.now()))
    throw new Error(`Data Factory does not show all activities of the run ${run.runId} yet`);
  return { run, activities };
}

async function judge(
  ports: RunPorts,
  operation: Operation,
  transfer: Transfer,
  { run, activities }: Report,
): Promise<TransferVerdict> {
  const { step } = transfer;
  if (run.status !== 'Succeeded')
    return { ok: false, message: `Data Factory's run ${run.runId} ended as ${run.status}: ${run.message}` };
  if (!isCopy(step)) {
    const verdict = judgeDelete(activities);
    if (!verdict.ok) return verdict;
    const location = locationOfDelete(operation, step);
    // What comes to a door during the run is the next upload; in a folder that Data Factory alone writes nothing may come.
    const left = emptiesCopy(step)
      ? await countIn(ports, location)
      : await countLeft(ports, location, endTimeIn(transfer));
    return left === 0 ? verdict : { ok: false, message: `After the delete ${left} of the files are still there` };
  }
  const summary = takesSource(step) ? operation.source : operation.package;
  if (!summary) throw new Error(`The operation ${operation.id} has no manifest for '${step}'`);
  return judgeCopy(activities, step === 'export-release' ? sizeOfRelease(summary) : summary);
}

function endTimeIn({ step, parameters: { endTime } }: Transfer): Date {
  if (endTime === undefined) throw new Error(`The parameters of '${step}' have no end time`);
  return new Date(endTime);
}
