import { doorFacts } from '../../domain/base/door.ts';
import { type ManifestEntry, toRelease } from '../../domain/operation/manifest.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { TransferStep } from '../../domain/operation/operation-lists.ts';
import {
  type CopyStep,
  copyEmptiedBy,
  copyFolders,
  type DeleteStep,
  emptiesCopy,
  type TransferSubject,
  uploadFolder,
} from '../../domain/transfer/transfer.ts';
import type { DataPlace, ManifestStore } from '../../ports/storage.ts';

/** With `only`, the one file of that name in the folder and nothing else. */
export interface Location {
  readonly place: DataPlace;
  readonly folder: string;
  readonly only?: string;
}

/**
 * Each listing of an upload has a name of its own, and its row tells which counts: one that is taken late changes none that anybody goes by. An
 * earlier version wrote all of an upload under one name.
 */
export function sourceManifest({ id, source }: { readonly id: string; readonly source?: Listed | undefined }): string {
  return source?.listing === undefined ? `${id}-source` : `${id}-source-${source.listing}`;
}

type Listed = Pick<NonNullable<Operation['source']>, 'listing'>;

/** Its digest is what people decide on. */
export const packageManifest = (id: string): string => `${id}-package`;

/** Name of the listing of what was outside when a release was taken back, by how often that happened. */
export const outsideManifest = (id: string, number: number): string => `${id}-outside-${number}`;

export function sourceLocation(operation: TransferSubject & Pick<Operation, 'door'>): Location {
  const place = doorFacts(operation.door).container;
  const folder = uploadFolder(operation);
  return operation.shape === 'file' ? { place, folder, only: operation.name } : { place, folder };
}

export function reviewLocation(operation: Operation): Location {
  return { place: 'review', folder: copyFolders(operation, 'export-freeze').target };
}

const targets: Readonly<Record<CopyStep, DataPlace>> = {
  'ingress-copy': 'datasets',
  'export-freeze': 'review',
  'export-release': 'released',
  'export-return': 'returned',
};

/** Throws for a dataset that has no version yet. */
export function targetLocation(operation: Operation, step: CopyStep): Location {
  return { place: targets[step], folder: copyFolders(operation, step).target };
}

/** Throws for a dataset that has no version yet. */
export function locationOfDelete(operation: Operation, step: DeleteStep): Location {
  return emptiesCopy(step) ? targetLocation(operation, copyEmptiedBy(step)) : sourceLocation(operation);
}

/** Name and digest. */
function manifestOf(operation: Operation, step: CopyStep): [name: string, digest: string | undefined] {
  if (takesSource(step)) return [sourceManifest(operation), operation.source?.digest];
  return [packageManifest(operation.id), operation.package?.digest];
}

/** The files that a copy takes; of a release only those whose role lets them out. */
export function filesOfCopy(
  { manifests }: { readonly manifests: Pick<ManifestStore, 'read'> },
  operation: Operation,
  step: CopyStep,
): AsyncIterable<ManifestEntry> {
  const entries = manifests.read(...manifestOf(operation, step));
  return step === 'export-release' ? toRelease(entries) : entries;
}

/** True for the copies of what was uploaded; the others copy the frozen package. */
export function takesSource(step: CopyStep): step is 'ingress-copy' | 'export-freeze' {
  return step === 'ingress-copy' || step === 'export-freeze';
}

export function isCopy(step: TransferStep): step is CopyStep {
  return Object.hasOwn(targets, step);
}
