import { packageManifest } from '../../../activities/transfer/places.ts';
import { type FileEvidence, isToLeave } from '../../../domain/inspection/evidence.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { ManifestStore } from '../../../ports/storage.ts';
import type { Left } from '../find-left.ts';

interface LinePorts extends Pick<Ports, 'inspectionResults'> {
  readonly manifests: Pick<ManifestStore, 'read'>;
}

/** A package that left, and the digest of its manifest. */
export interface LeftPackage {
  readonly left: Left;
  readonly digest: string;
}

/**
 * The files of a package that left whose lines are among these, as its evidence tells, however they were encoded. Of small ones nobody is told:
 * what is asked about is as large as whoever asks wants it to be. Throws where there is evidence that cannot be read.
 */
export async function filesWithLines(
  { inspectionResults, manifests }: LinePorts,
  { left: { row }, digest }: LeftPackage,
  lines: ReadonlyMap<string, unknown>,
  smallest: number,
): Promise<readonly { readonly path: string; readonly lines: string }[]> {
  const { id: exportId, project } = row.value;
  const found = await inspectionResults.evidence({ project, exportId, digest });
  if (found === undefined) return [];
  if (found.kind === 'unreadable') throw new Error(`The evidence about ${exportId} cannot be read`);
  const isFound = (file: FileEvidence) => file.lines !== undefined && lines.has(file.lines);
  const files = found.evidence.files.filter((file) => isToLeave(file) && file.bytes >= smallest && isFound(file));
  if (files.length === 0) return [];
  const byNumber = new Map(files.map((file) => [file.number, file.lines ?? '']));
  const named: { path: string; lines: string }[] = [];
  let number = 0;
  for await (const { path } of manifests.read(packageManifest(exportId))) {
    number += 1;
    const own = byNumber.get(number);
    if (own !== undefined) named.push({ path, lines: own });
  }
  return named;
}
