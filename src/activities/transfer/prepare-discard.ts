import { isCopyBegun } from '../../domain/lifecycle/unpublished.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { discardStep, undeletable } from '../../domain/transfer/transfer.ts';
import type { Ports } from '../../ports/ports.ts';
import { amend, requireOperation } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { giveBackTakes, type LimitPorts } from '../review/take-limits.ts';
import { endCopies } from './end-copies.ts';
import type { EndPorts } from './end-runs.ts';
import { ListingSummary, listAll, listFiles } from './location-listing.ts';
import { locationOfDelete, sourceLocation, sourceManifest } from './places.ts';
import { latestTransfer } from './transfer-rows.ts';

type DiscardPorts = Pick<Ports, 'listing' | 'manifests' | 'register' | 'random'>;

/**
 * Which step deletes what is discarded; `isEmpty`: somebody removed all of it already, so that no run is needed. `waitSeconds`: runs of its
 * copy still end, so ask again then. `copied`: what was copied of it is to be removed afterwards.
 */
export interface PreparedDiscard {
  readonly step: ReturnType<typeof discardStep>;
  readonly isEmpty: boolean;
  readonly waitSeconds?: number;
  readonly copied?: true;
}

/** Ends the runs of its copy first. An operation that never came to its check is listed, so that the receipt can say what went. */
export async function prepareDiscard(
  ports: DiscardPorts & EndPorts & LimitPorts,
  settings: Pick<FlowSettings, 'transferPollSeconds'>,
  key: OperationKey,
): Promise<PreparedDiscard> {
  const { value: operation } = await requireOperation(ports.register, key);
  const step = discardStep(operation);
  if (operation.state !== 'discarding') return { step, isEmpty: false };
  const waitSeconds = await endCopies(ports, settings, operation);
  if (waitSeconds !== undefined) return { step, isEmpty: false, waitSeconds };
  await keepListing(ports, operation);
  if (step === 'export-discard') await giveBackTakes(ports, operation);
  const isBegun = latestTransfer(operation, step) !== undefined;
  const isEmpty = !isBegun && (await isGone(ports, operation));
  return { step, isEmpty, ...(isCopyBegun(operation) ? { copied: true } : {}) };
}

/** The operation with the listing of what was uploaded; of one that never came to its check it is made now. */
export async function keepListing(ports: DiscardPorts, operation: Operation): Promise<Operation> {
  if (operation.source !== undefined) return operation;
  const listing = ports.random.uuid();
  const survey = new ListingSummary();
  const files = listFiles(ports.listing, sourceLocation(operation), survey);
  const summary = await ports.manifests.write(sourceManifest({ id: operation.id, source: { listing } }), files);
  const source = { ...summary, listedAt: survey.date.toISOString(), listing };
  return await amend(ports.register, operation, ({ source: standing = source }) => ({ source: standing }));
}

/** Markers included. */
async function isGone({ listing }: Pick<Ports, 'listing'>, operation: Operation): Promise<boolean> {
  for await (const _ of listAll(listing, locationOfDelete(operation, discardStep(operation)), new ListingSummary()))
    return false;
  return true;
}

/** Why the operation cannot be discarded now, in a sentence: no run may delete it, and it still lies there. */
export async function whyUndeletable(ports: Pick<Ports, 'listing'>, operation: Operation): Promise<string | undefined> {
  const refusal = undeletable(operation);
  return refusal === undefined || (await isGone(ports, operation)) ? undefined : refusal;
}
