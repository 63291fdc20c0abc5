import type { OperationKey } from '../domain/operation/operation.ts';
import type { ClearStep, CopyStep } from '../domain/transfer/transfer.ts';
import type { Ports } from '../ports/ports.ts';
import { lookAtClearing, noteCleared, noteUncleared } from './lifecycle/clear.ts';
import { type Failing, failOperation } from './lifecycle/fail.ts';
import { lookAtWithdrawn } from './lifecycle/look-at-withdrawn.ts';
import { moveWithOutcome } from './lifecycle/outcome.ts';
import type { ReceiptStep } from './lifecycle/receipts.ts';
import { lookAtRetraction, retractCopy } from './lifecycle/retract.ts';
import { endReleaseRuns, endTakeBack, noteOutside, type TakeBackAct, takeBack } from './lifecycle/take-back.ts';
import { writeReceipt } from './lifecycle/write-receipt.ts';
import { notifyPending } from './notification/notify-pending.ts';
import { notifyUnscanned } from './notification/notify-unscanned.ts';
import { loadOperation } from './operation/load.ts';
import type { Move } from './operation/move.ts';
import { noteOutage } from './operation/note-outage.ts';
import type { FlowSettings } from './operation/settings.ts';
import { askInspection } from './review/ask-inspection.ts';
import { checkRelease } from './review/check-release.ts';
import { withdrawRound } from './review/close-round.ts';
import { inviteApprovers } from './review/invite-approvers.ts';
import { lookAtInspection } from './review/look-at-inspection.ts';
import { lookAtRound } from './review/look-at-round.ts';
import { openReview, reopenReview } from './review/open-review.ts';
import { prepareAttempt } from './review/prepare-attempt.ts';
import { lookAtArrival } from './transfer/arrival.ts';
import { digestPackage, needsApproval } from './transfer/digest-package.ts';
import { forgetVerdicts } from './transfer/forget-verdicts.ts';
import { lookAtHold } from './transfer/holds.ts';
import { takeInventory } from './transfer/inventory.ts';
import { prepareDiscard } from './transfer/prepare-discard.ts';
import { closeTransfer, pollTransfer, startTransfer } from './transfer/run-transfer.ts';
import { lookAtScan, type ScanLookInput } from './transfer/scan.ts';
import type { TransferKey } from './transfer/transfer-rows.ts';
import { verifyCopy } from './transfer/verify-copy.ts';

/**
 * The steps that orchestrators call, under the names they are added with. Each takes one object, may be repeated at any time,
 * and answers small plain JSON: details stand in the register row, so that histories do not grow with the number of files.
 */
export function createActivities(ports: Ports, settings: FlowSettings) {
  return {
    loadOperation: (key: OperationKey) => loadOperation(ports, key),
    move: async (input: Move) => {
      const { operation, tells } = await moveWithOutcome(ports, input);
      await forgetVerdicts(ports, operation);
      return { state: operation.state, tells };
    },
    failOperation: (input: Failing) => failOperation(ports, settings, input),
    noteTrouble: (input: { key: OperationKey; message: string }) => noteOutage(ports, input),
    lookAtArrival: (key: OperationKey) => lookAtArrival(ports, key),
    takeInventory: (key: OperationKey) => takeInventory(ports, key),
    lookAtScan: (input: ScanLookInput) => lookAtScan(ports, settings, input),
    tellUnscanned: (key: OperationKey) => notifyUnscanned(ports, settings, key),
    prepareDiscard: (key: OperationKey) => prepareDiscard(ports, settings, key),
    prepareTransfer: (input: TransferKey) => prepareAttempt(ports, settings, input),
    startTransfer: (input: TransferKey) => startTransfer(ports, input),
    pollTransfer: (input: TransferKey) => pollTransfer(ports, settings, input),
    closeTransfer: (input: TransferKey) => closeTransfer(ports, input),
    verifyCopy: (input: { key: OperationKey; step: CopyStep }) => verifyCopy(ports, input),
    writeReceipt: (input: { key: OperationKey; kind: ReceiptStep }) => writeReceipt(ports, settings, input),
    lookAtClearing: (key: OperationKey) => lookAtClearing(ports, key),
    noteCleared: (input: { key: OperationKey; step: ClearStep }) => noteCleared(ports, settings, input),
    noteUncleared: (input: { key: OperationKey; message: string }) => noteUncleared(ports, input),
    lookAtRetraction: (key: OperationKey) => lookAtRetraction(ports, key),
    retractCopy: (input: { key: OperationKey; from: 'withdrawing' | 'discarding' }) =>
      retractCopy(ports, settings, input),
    tellOwed: (key: OperationKey) => notifyPending(ports, settings, key),
    digestPackage: (key: OperationKey) => digestPackage(ports, key),
    needsApproval: (key: OperationKey) => needsApproval(ports, settings, key),
    askInspection: (key: OperationKey) => askInspection(ports, settings, key),
    lookAtInspection: (key: OperationKey) => lookAtInspection(ports, settings, key),
    lookAtWithdrawn: (key: OperationKey) => lookAtWithdrawn(ports, settings, key),
    openReview: (key: OperationKey) => openReview(ports, settings, key),
    reopenReview: (input: { key: OperationKey }) => reopenReview(ports, input),
    inviteApprovers: (input: { key: OperationKey }) => inviteApprovers(ports, settings, input),
    lookAtHold: (input: TransferKey) => lookAtHold(ports, settings, input),
    lookAtRound: (key: OperationKey) => lookAtRound(ports, key),
    takeBack: async (input: TakeBackAct) => {
      const { state } = await takeBack(ports, input);
      return { state };
    },
    endReleaseRuns: (input: { key: OperationKey }) => endReleaseRuns(ports, settings, input),
    noteOutside: (input: { key: OperationKey }) => noteOutside(ports, input),
    endTakeBack: (input: { key: OperationKey }) => endTakeBack(ports, input),
    withdrawRound: async (key: OperationKey) => {
      await withdrawRound(ports, key);
    },
    checkRelease: (key: OperationKey) => checkRelease(ports, key),
  };
}

/** The activities by name; orchestrators import this type and nothing else of them. */
export type Activities = ReturnType<typeof createActivities>;
