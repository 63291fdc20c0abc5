import {
  type Left,
  nextOfRetraction,
  type RetractionStep,
  retractionTimes,
} from '../../domain/lifecycle/retraction.ts';
import { closingOf, unpublishedIn } from '../../domain/lifecycle/unpublished.ts';
import type { Operation, OperationKey, Retraction } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import { moveOrFollow } from '../operation/move.ts';
import { endOutage } from '../operation/note-outage.ts';
import { requireOperation } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { ListingSummary, listAll } from '../transfer/location-listing.ts';
import { targetLocation } from '../transfer/places.ts';

export type RetentionSettings = Pick<FlowSettings, 'datasetDays' | 'restorableDays'>;

/** `stopped`: an operator wants it to end. */
export type RetractionLook = RetractionStep | { readonly kind: 'stopped'; readonly message: string };

/** Lists what is left of a retracted version, also what can still be restored, and says what to do next. */
export async function lookAtRetraction(
  ports: Pick<Ports, 'register' | 'versions' | 'audit' | 'clock'>,
  key: OperationKey,
): Promise<RetractionLook> {
  const { value } = await requireOperation(ports.register, key);
  if (value.stop) return { kind: 'stopped', message: value.stop.message };
  const { folder } = targetLocation(value, 'ingress-copy');
  const left = await countLeft(ports, `${folder}/`);
  await endOutage(ports, value);
  return nextOfRetraction(value, left, ports.clock.now());
}

/**
 * Begins to remove what was copied of an upload that is never published, once its files at the door are dealt with: the upload gives up its
 * name, and goes on like a version that is retracted. One that is elsewhere by now stays there.
 */
export async function retractCopy(
  ports: Pick<Ports, 'register' | 'projects' | 'listing' | 'audit' | 'clock'>,
  settings: RetentionSettings,
  { key, from }: { readonly key: OperationKey; readonly from: 'withdrawing' | 'discarding' },
): Promise<{ readonly state: string }> {
  const { value } = await requireOperation(ports.register, key);
  const times = await timesOf(ports, settings, value);
  const { operation } = await moveOrFollow(ports, { key, from, event: 'retract' }, (before) => ({
    retraction: { ...times, ...closingOf(before), unpublished: unpublishedIn(before) },
  }));
  return { state: operation.state };
}

export async function timesOf(
  { listing, clock }: Pick<Ports, 'listing' | 'clock'>,
  { datasetDays, restorableDays }: RetentionSettings,
  operation: Operation,
): Promise<Pick<Retraction, 'closedAt' | 'retainedUntil' | 'restorableUntil'>> {
  const summary = new ListingSummary();
  for await (const _ of listAll(listing, targetLocation(operation, 'ingress-copy'), summary));
  return retractionTimes(clock.now(), summary.newest, { datasetDays, restoreDays: restorableDays.export });
}

async function countLeft({ versions }: Pick<Ports, 'versions'>, prefix: string): Promise<Left> {
  let [current, all] = [0, 0];
  for await (const { isCurrent } of versions.all(prefix)) {
    all += 1;
    if (isCurrent) current += 1;
  }
  return { current, all };
}
