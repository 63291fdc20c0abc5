import { controlPlane } from '../../domain/base/control-plane.ts';
import type { OperationEvent } from '../../domain/lifecycle/advance.ts';
import type { ManifestEntry } from '../../domain/operation/manifest.ts';
import type { Operation, OperationKey, TakeBack } from '../../domain/operation/operation.ts';
import { eventAfter, nextTakeBack } from '../../domain/operation/take-back.ts';
import { nextPollSeconds } from '../../domain/transfer/transfer.ts';
import type { Ports } from '../../ports/ports.ts';
import { moveOperation } from '../operation/move.ts';
import { amend, requireOperation } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { askAgain, type RevisePorts } from '../review/amend-round.ts';
import { giveBackTakes, type LimitPorts } from '../review/take-limits.ts';
import { type EndPorts, endRuns } from '../transfer/end-runs.ts';
import { listFiles } from '../transfer/location-listing.ts';
import { outsideManifest, targetLocation } from '../transfer/places.ts';
import { tellStanding } from './write-receipt.ts';

/** `by` is the object id of whoever asked, `from` where the package is now. */
export interface TakeBackAct extends Pick<TakeBack, 'to' | 'reason'> {
  readonly key: OperationKey;
  readonly by?: string;
  readonly from: 'releasing' | 'failed' | 'released';
}

/** Moves the package to where its release is taken back; from then on no release of it begins. Throws IllegalMove and Refused. */
export async function takeBack(
  ports: Pick<Ports, 'register' | 'projects' | 'audit' | 'clock'>,
  { key, from, to, reason, by = controlPlane }: TakeBackAct,
): Promise<Operation> {
  const event: OperationEvent = from === 'released' ? 'revoke' : 'take-back';
  return await moveOperation(ports, { key, from, event, reason, actor: by }, (operation, now) => ({
    takeBack: nextTakeBack(operation, { to, by, reason }, now),
  }));
}

/** While `ended` is false runs still go on, or one that was asked for may still show up: ask again after `waitSeconds`. */
export async function endReleaseRuns(
  ports: EndPorts,
  { transferPollSeconds }: Pick<FlowSettings, 'transferPollSeconds'>,
  { key }: { readonly key: OperationKey },
): Promise<{ readonly ended: boolean; readonly waitSeconds: number }> {
  const { value: operation } = await requireOperation(ports.register, key);
  const since = operation.takeBack?.at ?? operation.since;
  const waitSeconds = nextPollSeconds(since, ports.clock.now(), transferPollSeconds);
  if (operation.state !== 'revoking') return { ended: true, waitSeconds };
  return { ended: await endRuns(ports, operation, 'export-release', operation.takeBack?.at), waitSeconds };
}

/** Lists what is outside before it is deleted, once for each taking back: the names into a manifest, the totals into the row. */
export async function noteOutside(
  ports: Pick<Ports, 'register' | 'listing' | 'manifests'>,
  { key }: { readonly key: OperationKey },
): Promise<void> {
  const { value: operation } = await requireOperation(ports.register, key);
  const standing = operation.takeBack;
  if (standing === undefined || standing.outside !== undefined) return;
  let since: string | undefined;
  async function* outside(): AsyncGenerator<ManifestEntry> {
    for await (const entry of listFiles(ports.listing, targetLocation(operation, 'export-release'))) {
      if (since === undefined || entry.lastModified < since) since = entry.lastModified;
      yield entry;
    }
  }
  const summary = await ports.manifests.write(outsideManifest(operation.id, standing.number), outside());
  const found = { ...summary, ...(since === undefined ? {} : { since }) };
  await amend(ports.register, key, ({ takeBack: now }) =>
    now === undefined ? {} : { takeBack: { ...now, outside: now.outside ?? found } },
  );
}

/** The event by which the package goes on. When it goes to people again, they are asked in a new round: what they said is over. */
export async function endTakeBack(
  ports: RevisePorts & LimitPorts & Pick<Ports, 'manifests'>,
  { key }: { readonly key: OperationKey },
): Promise<{ readonly event: OperationEvent }> {
  const { value: operation } = await requireOperation(ports.register, key);
  if (operation.takeBack === undefined) throw new Error(`The release of ${key.id} is not taken back`);
  await tellStanding(ports, operation);
  await giveBackTakes(ports, operation);
  if (operation.takeBack.to === 'in-review') await askAgain(ports, key);
  return { event: eventAfter(operation.takeBack) };
}
