import { packageManifest } from '../../activities/transfer/places.ts';
import { countText } from '../../domain/base/count-text.ts';
import { digested, ManifestDigest, type ManifestEntry, manifestLine } from '../../domain/operation/manifest.ts';
import { type FilesInView, type FileView, typeOf, ViewedFiles } from '../../domain/review/file-view.ts';
import type { Round } from '../../domain/review/round.ts';
import type { Evidence } from '../../pages/review/evidence-card.ts';
import type { ManifestStore } from '../../ports/storage.ts';

export interface ListingPorts {
  readonly manifests: Pick<ManifestStore, 'read'>;
}

/** The package that is read, and the digest that its manifest must have. */
type OfRound = Pick<Round, 'exportId' | 'digest'>;

const mostTypesShown = 20;

/** The files of a view and what kinds of files the package holds, in flat memory. Throws when the manifest is not the one that the round is about. */
export async function readListing(
  ports: ListingPorts,
  round: OfRound,
  view: FileView,
): Promise<{ readonly files: FilesInView; readonly evidence: Evidence }> {
  const viewed = new ViewedFiles(view);
  const types = new Map<string, { count: number; bytes: number }>();
  let largest = 0;
  for await (const entry of frozenFiles(ports, round)) {
    const { path, size } = viewed.add(entry);
    const extension = typeOf(path);
    const seen = types.get(extension) ?? { count: 0, bytes: 0 };
    types.set(extension, { count: seen.count + 1, bytes: seen.bytes + size });
    largest = Math.max(largest, size);
  }
  const byBytes = [...types].map(([extension, totals]) => ({ extension, ...totals })).sort((a, b) => b.bytes - a.bytes);
  return { files: viewed.files(), evidence: { types: summedUp(byBytes), largest } };
}

/** The manifest of the package line by line, as it stands. Throws at its end when it is not the one that the round is about. */
export async function* manifestLines(ports: ListingPorts, round: OfRound): AsyncGenerator<string> {
  for await (const entry of frozenFiles(ports, round)) yield `${manifestLine(entry)}\n`;
}

async function* frozenFiles({ manifests }: ListingPorts, round: OfRound): AsyncGenerator<ManifestEntry> {
  const digest = new ManifestDigest();
  yield* digested(manifests.read(packageManifest(round.exportId)), digest);
  if (digest.summary().digest !== round.digest) {
    throw new Error(`The package manifest of ${round.exportId} does not have the digest of its round, ${round.digest}`);
  }
}

/** The largest kinds of files and the sum of all others: a package may have a kind for each of a million files. */
function summedUp(types: Evidence['types']): Evidence['types'] {
  const others = types.slice(mostTypesShown);
  if (others.length === 0) return types;
  const [count, bytes] = others.reduce(([c, b], type) => [c + type.count, b + type.bytes], [0, 0]);
  const rest = { extension: countText(others.length, 'other kind'), count, bytes };
  return [...types.slice(0, mostTypesShown), rest];
}
