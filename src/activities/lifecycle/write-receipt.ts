import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import { requireOperation } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { keepReceipt, type ReceiptPorts, type ReceiptStep, receiptsOf, tellReceipt } from './receipts.ts';

/** In which states the flows write a receipt of each kind. */
export const writtenIn: Readonly<Record<ReceiptStep, readonly string[]>> = {
  deletion: ['deleting', 'freezing', 'discarding'],
  release: ['releasing'],
  revocation: ['revoking'],
  retraction: ['retracting'],
};

/** One that comes late, when the operation was stopped or taken back, signs nothing: it tells of the receipts that stand by then. */
export async function writeReceipt(
  ports: ReceiptPorts & Pick<Ports, 'register'>,
  settings: Pick<FlowSettings, 'restorableDays'>,
  { key, kind }: { readonly key: OperationKey; readonly kind: ReceiptStep },
): Promise<void> {
  const { value: operation } = await requireOperation(ports.register, key);
  if (writtenIn[kind].includes(operation.state)) await keepReceipt(ports, settings, operation, { kind });
  else await tellStanding(ports, operation);
}

/**
 * Tells of each receipt of the operation that stands: whoever signed one may have been stopped before its line, and nobody comes back to it
 * where the operation takes another course.
 */
export async function tellStanding(
  ports: Pick<Ports, 'manifests' | 'audit' | 'clock'>,
  operation: OperationKey,
): Promise<void> {
  for (const [end, jws] of Object.entries(await receiptsOf(ports, operation.id)))
    await tellReceipt(ports, operation, `${operation.id}-${end}`, jws);
}
