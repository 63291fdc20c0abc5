import { type Copied, copiedIn, ofLines } from '../../domain/overview/second-copy.ts';
import type { Originals, SecondCopy } from '../../ports/second-copy.ts';

interface RestorePorts {
  readonly secondCopy: SecondCopy;
  readonly originals: Originals;
}

/** How many blobs of each container were put back; what stands there is kept. */
export interface PutBack {
  readonly audit: number;
  readonly projects: number;
  readonly manifests: number;
}

/**
 * Puts the lines back, and then definitions, manifests and receipts in their newest version that was copied whole. Evidence the control plane
 * may not write, rows come back from the lines, and no door opens by it.
 */
export async function restoreFromCopy(ports: RestorePorts): Promise<PutBack> {
  const audit = await putLinesBack(ports);
  return { audit, projects: await putBlobsBack(ports, 'projects'), manifests: await putBlobsBack(ports, 'manifests') };
}

async function putLinesBack({ secondCopy, originals }: RestorePorts): Promise<number> {
  let blobs = 0;
  for (const { blob, version, parts } of await allIn(secondCopy, 'audit')) {
    if (version !== ofLines) continue;
    let [at, isNew] = [0, false];
    for (const part of parts) {
      const { content } = await secondCopy.read(part);
      if (await originals.putLines(blob, at, content.toString())) isNew = true;
      at += content.length;
    }
    if (isNew) blobs += 1;
  }
  return blobs;
}

async function putBlobsBack({ secondCopy, originals }: RestorePorts, place: 'projects' | 'manifests'): Promise<number> {
  const newest = new Map<string, Copied>();
  for (const copied of await allIn(secondCopy, place))
    if (copied.isWhole && copied.version > (newest.get(copied.blob)?.version ?? '')) newest.set(copied.blob, copied);
  let blobs = 0;
  for (const [name, { parts }] of newest) {
    const read = await Promise.all(parts.map((part) => secondCopy.read(part)));
    const content = Buffer.concat(read.map((part) => part.content));
    if (await originals.putBack(place, name, { content, metadata: read[0]?.metadata ?? {} })) blobs += 1;
  }
  return blobs;
}

/** With the names that they have in their container, in the order of these. */
async function allIn(copy: SecondCopy, place: string): Promise<readonly Copied[]> {
  const listed = await Array.fromAsync(copy.list(`${place}/`));
  return copiedIn(listed).map((copied) => ({ ...copied, blob: copied.blob.slice(place.length + 1) }));
}
