import { type CopiedPlace, copiedIn, partName, versionOf } from '../../domain/overview/second-copy.ts';
import type { Original, Originals, SecondCopy } from '../../ports/second-copy.ts';

interface BlobPorts {
  readonly secondCopy: SecondCopy;
  readonly originals: Originals;
}

/** Copies the blobs whose names begin so, each as it stands, once. */
export async function copyBlobs(ports: BlobPorts, place: CopiedPlace, prefix: string): Promise<void> {
  const originals = await Array.fromAsync(ports.originals.list(place, prefix));
  if (originals.length === 0) return;
  const copied = copiedIn(await Array.fromAsync(ports.secondCopy.list(`${place}/${prefix}`)));
  const whole = new Set(copied.filter(({ isWhole }) => isWhole).map(({ blob, version }) => `${blob}@${version}`));
  for (const original of originals) {
    const at = { blob: `${place}/${original.name}`, version: versionOf(original) };
    if (!whole.has(`${at.blob}@${at.version}`)) await copyBlob(ports, place, original, at);
  }
}

/** One piece is kept back, so that the last one can be named so. */
async function copyBlob(
  { secondCopy, originals }: BlobPorts,
  place: CopiedPlace,
  original: Original,
  at: { readonly blob: string; readonly version: string },
): Promise<void> {
  let from = 0;
  let held: { readonly content: Buffer; readonly metadata: Readonly<Record<string, string>> } | undefined;
  const put = async (isLast: boolean) => {
    if (held === undefined) return;
    await secondCopy.put(partName({ ...at, from, isLast }), held.content, held.metadata);
    from += held.content.length;
  };
  for await (const piece of originals.read(place, original)) {
    await put(false);
    held = piece;
  }
  await put(true);
}
