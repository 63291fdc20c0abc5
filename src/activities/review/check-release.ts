import type { Operation, OperationKey, Transfer } from '../../domain/operation/operation.ts';
import type { Project } from '../../domain/project/project.ts';
import { type Recheck, recheckRelease } from '../../domain/review/approval.ts';
import type { Round } from '../../domain/review/round.ts';
import { holdsMalware } from '../../domain/transfer/scan-gate.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import { requireOperation, requireProject } from '../operation/operations.ts';
import { record } from '../operation/record.ts';
import { isHeld } from '../transfer/holds.ts';
import { runsOf } from '../transfer/run-transfer.ts';
import { latestTransfer } from '../transfer/transfer-rows.ts';
import { verifyFrozen } from '../transfer/verify-copy.ts';
import { askAgain, considerRound, writeAmendment } from './amend-round.ts';
import { giveBackTakes, takeLimits } from './take-limits.ts';

/** `differs` stops the export with an alert; nothing is released. `held`: it waits for the end of a hold, or until it fits the limits of its project. `take-back`: files may be outside, so the package goes where it must go only once there are none. */
export type ReleaseCheck =
  | Recheck
  | { readonly kind: 'held' }
  | { readonly kind: 'take-back'; readonly to: 'in-review' | 'returning'; readonly reason: string }
  | { readonly kind: 'differs'; readonly message: string };

export type CheckPorts = Pick<
  Ports,
  | 'listing'
  | 'manifests'
  | 'inspectionResults'
  | 'projects'
  | 'register'
  | 'takes'
  | 'decisions'
  | 'holds'
  | 'audit'
  | 'clock'
  | 'dataFactory'
>;

/**
 * Looks right before the release whether the approval still holds and the frozen copy is still the one that was approved. Once
 * a run was started there is no way back and the answer is `release`. Where one may have been started (its answer was lost, or
 * it failed halfway) the package goes back or to people again only after what is outside was taken back.
 */
export async function checkRelease(ports: CheckPorts, key: OperationKey): Promise<ReleaseCheck> {
  const { value: operation } = await requireOperation(ports.register, key);
  const begun = latestTransfer(operation, 'export-release');
  if (begun && (await hasRun(ports, operation, begun))) return { kind: 'release' };
  if (await isHeld(ports, operation)) return { kind: 'held' };
  const check = await onConflictAgain(() => lookAgain(ports, operation));
  if (!begun || check.kind === 'release' || check.kind === 'differs') return check;
  const why = check.kind === 'return' ? check.why : 'People who approved may no longer decide.';
  const reason = `The release was begun on ${begun.intendedAt} and not carried out; now it must not be. ${why}`;
  return { kind: 'take-back', to: check.kind === 'return' ? 'returning' : 'in-review', reason };
}

async function hasRun(ports: Pick<Ports, 'dataFactory'>, operation: Operation, transfer: Transfer): Promise<boolean> {
  if (transfer.status === 'intended') return (await runsOf(ports, operation, transfer)).length > 0;
  return transfer.status !== 'failed';
}

async function lookAgain(ports: CheckPorts, operation: Operation): Promise<ReleaseCheck> {
  if (operation.withdrawal !== undefined) {
    const verdict = { kind: 'return' as const, why: 'It was withdrawn.' };
    await recordCheck(ports, operation, verdict);
    return verdict;
  }
  if (holdsMalware(operation)) return differs('The malware scanner found something in it after it was frozen');
  const frozen = await verifyFrozen(ports, operation);
  if (frozen.kind === 'differs') return frozen;
  const considered = operation.round === undefined ? undefined : await considerRound(ports, operation);
  const round = considered?.amendment.round;
  if (round && round.digest !== operation.package?.digest) return differs('The approval was given to another package');
  const { value: project } = considered?.project ?? (await requireProject(ports.projects, operation.project));
  const verdict = recheckRelease({ project, round, now: ports.clock.now() });
  // Receipts list the decisions that count, so what the people are now must stand in the round before anything leaves.
  if (considered && verdict.kind === 'release') await writeAmendment(ports, considered.stored, considered.amendment);
  const checked = verdict.kind === 'release' ? await takeOrAsk(ports, operation, project, round) : verdict;
  if (checked.kind === 'held') return checked;
  if (checked.kind === 'reopen') await giveBackTakes(ports, operation);
  await recordCheck(ports, operation, checked);
  return checked;
}

/** Others may have left since people were asked: then they are asked anew, for what it exceeds now. */
async function takeOrAsk(
  ports: CheckPorts,
  operation: Operation,
  project: Project,
  round: Round | undefined,
): Promise<Exclude<Recheck, { kind: 'return' }> | { readonly kind: 'held' }> {
  const taking = await takeLimits(ports, operation, project, round);
  if (taking.kind === 'over') await askAgain(ports, operation, taking.overLimits);
  return takingEnds[taking.kind];
}

const takingEnds = { taken: { kind: 'release' }, waits: { kind: 'held' }, over: { kind: 'reopen' } } as const;

function differs(message: string): Extract<ReleaseCheck, { kind: 'differs' }> {
  return { kind: 'differs', message };
}

async function recordCheck(
  ports: Pick<Ports, 'audit' | 'clock'>,
  operation: Operation,
  verdict: Recheck,
): Promise<void> {
  const why = verdict.kind === 'return' ? { why: verdict.why } : {};
  await record(ports, operation, {
    id: `recheck-${operation.revision}-${verdict.kind}`,
    kind: 'review.rechecked',
    data: { outcome: verdict.kind, ...why },
  });
}
