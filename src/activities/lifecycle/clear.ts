import { verifyReceipt } from '../../domain/lifecycle/receipt.ts';
import {
  type ClearingStep,
  isClearedByRun,
  nextOfClearing,
  placeCleared,
  retentionOf,
} from '../../domain/lifecycle/retention.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import type { ClearStep } from '../../domain/transfer/transfer.ts';
import type { Ports } from '../../ports/ports.ts';
import { amend, requireOperation, requireProject } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { keepReceipt, type ReceiptPorts, receiptKeys } from './receipts.ts';

type ClearPorts = ReceiptPorts & Pick<Ports, 'register' | 'projects' | 'remarks'>;

export async function lookAtClearing(
  ports: Pick<Ports, 'register' | 'projects' | 'clock'>,
  key: OperationKey,
): Promise<ClearingStep> {
  const { value: operation } = await requireOperation(ports.register, key);
  const { value: project } = await requireProject(ports.projects, key.project);
  return nextOfClearing(operation, retentionOf(project, operation), ports.clock.now());
}

/** Removes drafts of remarks too, which nobody can send any more. The row tells the time of the receipt that stands, as verification asks. */
export async function noteCleared(
  ports: ClearPorts,
  settings: Pick<FlowSettings, 'restorableDays'>,
  { key, step }: { readonly key: OperationKey; readonly step: ClearStep },
): Promise<void> {
  const place = placeCleared(step);
  const { value: operation } = await requireOperation(ports.register, key);
  await ports.remarks.forgetDrafts(key.id);
  if (!isClearedByRun(operation, place)) return;
  const name = await keepReceipt(ports, settings, operation, { kind: 'clearing', place });
  const receipt = (await ports.manifests.readReceipt(name)) ?? '';
  const { issuedAt } = await verifyReceipt(receipt, await receiptKeys(ports));
  await amend(ports.register, key, ({ cleared: { problem: _, ...cleared } = {} }) => ({
    cleared: { ...cleared, [place]: cleared[place] ?? issuedAt },
  }));
}

/** Writes into the row why a clearing could not go on; the sweep tries again a day later. */
export async function noteUncleared(
  { register, clock }: Pick<Ports, 'register' | 'clock'>,
  { key, message }: { readonly key: OperationKey; readonly message: string },
): Promise<void> {
  const problem = { at: clock.now().toISOString(), message };
  await amend(register, key, ({ cleared }) => ({ cleared: { ...cleared, problem } }));
}
