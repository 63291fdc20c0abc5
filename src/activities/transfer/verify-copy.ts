import { compareManifests, type Difference, digested, ManifestDigest } from '../../domain/operation/manifest.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import type { CopyStep } from '../../domain/transfer/transfer.ts';
import type { Ports } from '../../ports/ports.ts';
import { amend, requireOperation } from '../operation/operations.ts';
import { record } from '../operation/record.ts';
import { listFiles } from './location-listing.ts';
import {
  filesOfCopy,
  packageManifest,
  reviewLocation,
  sourceLocation,
  sourceManifest,
  takesSource,
  targetLocation,
} from './places.ts';
import { requireTransfer } from './transfer-rows.ts';

type VerifyPorts = Pick<Ports, 'listing' | 'manifests' | 'register' | 'audit' | 'clock'>;

/** `changed`: files changed while they were copied, so they must be checked and copied again. `differs`: the copy is not what it must be; nothing goes on from there. */
export type Verified =
  | { readonly kind: 'verified' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'differs'; readonly message: string };

/**
 * Compares the target of a copy with the manifest (path, size, MD5 where both have one), after looking whether what it was copied
 * from is still the same. A package that has its digest was verified before, and its originals may be gone by now.
 */
export async function verifyCopy(
  ports: VerifyPorts,
  { key, step }: { readonly key: OperationKey; readonly step: CopyStep },
): Promise<Verified> {
  const { value: operation } = await requireOperation(ports.register, key);
  if (step === 'export-freeze' && operation.package) return { kind: 'verified' };
  const source = takesSource(step) ? await verifySource(ports, operation, step) : await verifyFrozen(ports, operation);
  if (source.kind !== 'verified') return source;
  const target = targetLocation(operation, step);
  const differences = compareManifests(
    filesOfCopy(ports, operation, step),
    listFiles(ports.listing, target),
    'content',
  );
  return differs(`The copy in ${target.place}/${target.folder} is not what the manifest says`, await some(differences));
}

/** Compares ETag for ETag, and the manifest with the digest in the row: what people decided on is what is there. */
export async function verifyFrozen(
  { listing, manifests }: Pick<Ports, 'listing' | 'manifests'>,
  operation: Operation,
): Promise<Exclude<Verified, { kind: 'changed' }>> {
  const digest = new ManifestDigest();
  const entries = digested(manifests.read(packageManifest(operation.id)), digest);
  const found = await some(compareManifests(entries, listFiles(listing, reviewLocation(operation)), 'etag'));
  if (found.length > 0) return differs('The frozen copy is no longer what was frozen', found);
  if (digest.summary().digest === operation.package?.digest) return { kind: 'verified' };
  return {
    kind: 'differs',
    message: 'The manifest of the package is no longer the one that people decided on',
  };
}

/** Whether a package in which nobody deletes originals any more could neither leave nor go back. What cannot be read now keeps none from stopping: a retry looks again. */
export async function isFrozenLost(ports: Parameters<typeof verifyFrozen>[0], operation: Operation): Promise<boolean> {
  if (operation.package === undefined || ['freezing', 'discarding'].includes(operation.state)) return false;
  return await verifyFrozen(ports, operation).then(
    ({ kind }) => kind === 'differs',
    () => false,
  );
}

/**
 * Lists the source again. When files of the manifest changed, what was copied is not what was checked: the copy counts as failed, and
 * the upload is to be checked again. Files that came meanwhile do not belong to this version.
 */
async function verifySource(
  ports: VerifyPorts,
  operation: Operation,
  step: keyof typeof comparedIn,
): Promise<Verified> {
  if (requireTransfer(operation, step).status === 'failed') return { kind: 'changed' };
  const digest = new ManifestDigest();
  const entries = digested(ports.manifests.read(sourceManifest(operation)), digest);
  const gone: Difference[] = [];
  let changed = 0;
  for await (const difference of compareManifests(
    entries,
    listFiles(ports.listing, sourceLocation(operation)),
    'etag',
  )) {
    if (difference.kind === 'changed') changed += 1;
    if (difference.kind === 'missing' && gone.length < shown) gone.push(difference);
  }
  if (gone.length > 0)
    return differs('Files were deleted while they were being copied; put them there again, then retry', gone);
  // A crash between manifest and row leaves a newer manifest than the row tells of: that copy is stale as well.
  if (changed === 0 && digest.summary().digest === operation.source?.digest) return { kind: 'verified' };
  await markStale(ports, operation, step);
  return { kind: 'changed' };
}

const comparedIn = { 'ingress-copy': 'verifying', 'export-freeze': 'freezing' } as const;

/** Counts the copy as failed. A repeat that comes late finds the operation further on and changes nothing: that copy counts by then, or another is under way. */
async function markStale(ports: VerifyPorts, operation: Operation, step: keyof typeof comparedIn): Promise<void> {
  const { attempt, status } = requireTransfer(operation, step);
  if (operation.state !== comparedIn[step] || status !== 'succeeded') return;
  const message = 'Files changed while they were being copied, so they are checked and copied again';
  await record(ports, operation, {
    id: `${step}-${attempt}.stale`,
    kind: 'transfer.stale',
    data: { step, attempt, message },
  });
  await amend(ports.register, operation, ({ transfers }) => ({
    transfers: transfers.map((one) =>
      one.step === step && one.attempt === attempt ? { ...one, status: 'failed', message } : one,
    ),
  }));
}

const shown = 3;

async function some(differences: AsyncIterable<Difference>): Promise<Difference[]> {
  const found: Difference[] = [];
  for await (const difference of differences) {
    found.push(difference);
    if (found.length === shown) break;
  }
  return found;
}

function differs(what: string, differences: readonly Difference[]): Exclude<Verified, { kind: 'changed' }> {
  if (differences.length === 0) return { kind: 'verified' };
  const details = differences.map(({ path, detail }) => `${JSON.stringify(path)}: ${detail}`).join(' ');
  return { kind: 'differs', message: `${what}. ${details}` };
}
