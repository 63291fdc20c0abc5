import { doorFacts } from '../../domain/base/door.ts';
import { StaleRow } from '../../domain/history/stale-row.ts';
import type { ManifestEntry } from '../../domain/operation/manifest.ts';
import type { Operation, Transfer } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { timeToIntend } from '../../domain/transfer/row-time.ts';
import {
  belongsTo,
  copyParameters,
  type DeleteStep,
  deleteParameters,
  emptiesCopy,
  isKeptByHold,
  undeletable,
} from '../../domain/transfer/transfer.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Stored } from '../../ports/records.ts';
import { requireOperation } from '../operation/operations.ts';
import { isWithdrawn, requireFresh } from '../operation/refuse-stale.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { giveBackTakes } from '../review/take-limits.ts';
import { boundEmptying } from './bound-emptying.ts';
import { boundRevoke, isEmptied } from './emptying.ts';
import { isHeld } from './holds.ts';
import { boundDelete, type DeleteBound } from './originals.ts';
import { filesOfCopy, isCopy } from './places.ts';
import { recordTransfer } from './record-transfer.ts';
import { whyNotScanned } from './scan.ts';
import {
  attemptsSpent,
  intendTransfer,
  isDone,
  isOpen,
  isRepeated,
  isStopped,
  latestTransfer,
  mostAttempts,
  nextAttempt,
  type TransferKey,
} from './transfer-rows.ts';
import { versionTaken } from './version-taken.ts';

type PreparePorts = Pick<
  Ports,
  | 'listing'
  | 'manifests'
  | 'scanVerdicts'
  | 'fileLists'
  | 'register'
  | 'takes'
  | 'decisions'
  | 'holds'
  | 'audit'
  | 'clock'
>;

/**
 * What the orchestrator does next about a transfer: nothing (it succeeded), start and follow it after a pause, prepare it again
 * after a wait or after the end of a hold, stop, because of something that no further attempt would repair, or begin anew, because people
 * moved the operation elsewhere. `stale`: its row is not what the audit tells, so nothing begins until an operator has put it back.
 */
export type Prepared =
  | { readonly kind: 'done' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'go'; readonly waitSeconds: number }
  | { readonly kind: 'wait'; readonly waitSeconds: number }
  | { readonly kind: 'held' }
  | { readonly kind: 'stale'; readonly message: string }
  | { readonly kind: 'stopped'; readonly message: string };

/**
 * Makes the next attempt of a step ready: checks that a delete would take nothing uncopied or unscanned, writes the file list of a copy, and
 * writes the intention into row and audit. An attempt that is under way is left as it is. `read`: the row as it was just read.
 */
export async function prepareTransfer(
  ports: PreparePorts,
  settings: Pick<FlowSettings, 'transferPollSeconds' | 'storageSkewSeconds'>,
  asked: TransferKey,
  read?: Stored<Operation>,
): Promise<Prepared> {
  let known = read;
  try {
    return await onConflictAgain(async () => {
      const standing = known ?? (await requireOperation(ports.register, asked.key));
      known = undefined;
      return await prepare(ports, settings, asked, standing);
    });
  } catch (error) {
    if (error instanceof StaleRow) return { kind: 'stale', message: error.message };
    throw error;
  }
}

async function prepare(
  ports: PreparePorts,
  settings: Pick<FlowSettings, 'transferPollSeconds' | 'storageSkewSeconds'>,
  { key, step }: TransferKey,
  read: Stored<Operation>,
): Promise<Prepared> {
  const operation = read.value;
  if (isStopped(operation, step)) return stopped(whyStopped(operation));
  if (!belongsTo(step, operation.state)) return { kind: 'elsewhere' };
  if (step === 'export-return') await giveBackTakes(ports, operation);
  const taken = await versionTaken(ports, operation, step);
  if (taken !== undefined) return stopped(taken);
  const latest = latestTransfer(operation, step);
  if (latest) await recordTransfer(ports, operation, latest);
  const repeated = isRepeated(step);
  if (latest && isOpen(latest)) return { kind: 'go', waitSeconds: 0 };
  if (step === 'release-revoke' ? await isEmptied(ports, operation) : latest && isDone(operation, latest))
    return { kind: 'done' };
  if (isKeptByHold(step) && (await isHeld(ports, operation))) return { kind: 'held' };
  const attempt = nextAttempt(operation, step);
  const spent = attemptsSpent(operation, step);
  if (!repeated && spent >= mostAttempts)
    return stopped(`The transfer '${step}' failed ${mostAttempts} times; the last time: ${latest?.message}`);
  const ready = await parametersOf(ports, settings, operation, { step, attempt });
  if ('stray' in ready) return stopped(ready.stray);
  if ('waitSeconds' in ready) return { kind: 'wait', waitSeconds: ready.waitSeconds };
  const { ids } = await requireFresh(ports, read);
  if (await isWithdrawn(ports, read, ids, step)) return { kind: 'elsewhere' };
  const { parameters } = ready;
  const intendedAt = timeToIntend(operation, ports.clock.now());
  const transfer: Transfer = { step, attempt, parameters, status: 'intended', intendedAt };
  const intended = await intendTransfer(ports, key, transfer, read);
  if (intended === undefined) {
    const { value: now } = await requireOperation(ports.register, key);
    return isStopped(now, step) ? stopped(whyStopped(now)) : { kind: 'elsewhere' };
  }
  await recordTransfer(ports, operation, intended);
  return { kind: 'go', waitSeconds: spent === 0 || repeated ? 0 : settings.transferPollSeconds * 2 ** (spent + 1) };
}

function stopped(message: string): Prepared {
  return { kind: 'stopped', message };
}

function whyStopped({ id, state, stop }: Operation): string {
  return stop?.message ?? `The operation ${id} is ${stateText(state)} by now`;
}

async function parametersOf(
  ports: PreparePorts,
  settings: Pick<FlowSettings, 'storageSkewSeconds'>,
  operation: Operation,
  { step, attempt }: Pick<TransferKey, 'step'> & Pick<Transfer, 'attempt'>,
): Promise<{ readonly parameters: Record<string, string> } | Exclude<DeleteBound, { endTime: string }>> {
  if (!isCopy(step)) {
    const refusal = undeletable(operation);
    if (refusal !== undefined) return { stray: refusal };
    const takesOriginals = operation.state !== 'discarding' && !emptiesCopy(step);
    const unscanned = takesOriginals ? await whyNotScanned(ports, operation) : undefined;
    if (unscanned !== undefined) return { stray: unscanned };
    const bound = await boundOf(ports, settings, operation, step);
    return 'endTime' in bound ? { parameters: deleteParameters(operation, step, bound.endTime) } : bound;
  }
  const parameters = copyParameters(operation, step, attempt);
  const entries = filesOfCopy(ports, operation, step);
  await ports.fileLists.write(doorFacts(operation.door).account, listPathIn(parameters), paths(entries));
  return { parameters };
}

/** Up to when a delete may take files. A release that is taken back leaves nothing, whatever came when; what is kept is held to its manifest. */
async function boundOf(
  ports: PreparePorts,
  settings: Pick<FlowSettings, 'storageSkewSeconds'>,
  operation: Operation,
  step: DeleteStep,
): Promise<DeleteBound> {
  if (step === 'release-revoke') return await boundRevoke(ports, settings, operation);
  if (emptiesCopy(step)) return await boundEmptying(ports, settings, operation, step);
  return await boundDelete(ports, settings, operation);
}

/** Takes the list of a copy away: a run of it that starts later finds none, and fails. */
export async function removeList(
  { fileLists }: Pick<Ports, 'fileLists'>,
  { door }: Pick<Operation, 'door'>,
  { step, parameters }: Transfer,
): Promise<void> {
  if (isCopy(step)) await fileLists.remove(doorFacts(door).account, listPathIn(parameters));
}

/** Throws when there is none. */
function listPathIn(parameters: Readonly<Record<string, string>>): string {
  const path = parameters['listPath'];
  if (path === undefined) throw new Error('The parameters of a copy name no file list');
  return path;
}

async function* paths(entries: AsyncIterable<ManifestEntry>): AsyncGenerator<string> {
  for await (const { path } of entries) yield path;
}
