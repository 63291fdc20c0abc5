import { compareManifests } from '../../domain/operation/manifest.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { discardStep } from '../../domain/transfer/transfer.ts';
import type { Ports } from '../../ports/ports.ts';
import { keepReceipt, type ReceiptPorts } from '../lifecycle/receipts.ts';
import { record } from '../operation/record.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { listFiles } from './location-listing.ts';
import { locationOfDelete, packageManifest, sourceManifest, targetLocation } from './places.ts';
import { latestTransfer } from './transfer-rows.ts';

export type InterruptionPorts = ReceiptPorts & Pick<Ports, 'register'>;

/** What a step did before it was interrupted: how many files are outside, or how many originals are gone, and their bytes. */
interface Done {
  readonly step: 'export-release' | 'ingress-delete' | 'export-delete' | 'discard' | 'export-discard';
  readonly count: number;
  readonly bytes: number;
}

/**
 * Looks up what the runs of an operation did before it stops for good, and writes a receipt about it: files of a release that are
 * outside, originals that a delete has taken. Without such files it writes nothing. The receipt's number goes on after a retry.
 */
export async function recordInterruption(
  ports: InterruptionPorts,
  settings: Pick<FlowSettings, 'restorableDays'>,
  operation: Operation,
): Promise<void> {
  for (const done of await whatWasDone(ports, operation)) {
    if (done.count === 0) continue;
    const { step, count, bytes } = done;
    const kind = step === 'export-release' ? 'files-outside' : 'originals-gone';
    await record(ports, operation, {
      id: `${kind}-${operation.revision}`,
      kind: `transfer.${kind}`,
      data: { step, count, bytes, state: operation.state },
    });
    await keepReceipt(ports, settings, operation, { kind: 'interrupted', step, count, bytes });
  }
}

async function whatWasDone(ports: InterruptionPorts, operation: Operation): Promise<Done[]> {
  const asked = (step: Done['step']) => latestTransfer(operation, step) !== undefined;
  if (operation.state === 'revoking') return [await filesOutside(ports, operation)];
  if (operation.state === 'releasing') return asked('export-release') ? [await filesOutside(ports, operation)] : [];
  const deletes = {
    deleting: 'ingress-delete',
    freezing: 'export-delete',
    discarding: discardStep(operation),
  } as const;
  const step = Object.entries(deletes).find(([state]) => state === operation.state)?.[1];
  return step !== undefined && asked(step) ? [await originalsGone(ports, operation, step)] : [];
}

async function filesOutside({ listing }: Pick<Ports, 'listing'>, operation: Operation): Promise<Done> {
  let [count, bytes] = [0, 0];
  for await (const { size } of listFiles(listing, targetLocation(operation, 'export-release'))) {
    count += 1;
    bytes += size;
  }
  return { step: 'export-release', count, bytes };
}

/** A file that changed since it was listed is another one: what was listed is gone. */
async function originalsGone(
  { listing, manifests }: Pick<Ports, 'listing' | 'manifests'>,
  operation: Operation,
  step: Exclude<Done['step'], 'export-release'>,
): Promise<Done> {
  const listed = step === 'export-discard' ? packageManifest(operation.id) : sourceManifest(operation);
  const missing = new Set<string>();
  const there = listFiles(listing, locationOfDelete(operation, step));
  for await (const { kind, path } of compareManifests(manifests.read(listed), there, 'etag')) {
    if (kind !== 'unexpected') missing.add(path);
  }
  let bytes = 0;
  for await (const { path, size } of manifests.read(listed)) if (missing.has(path)) bytes += size;
  return { step, count: missing.size, bytes };
}
