import { type CopiedPlace, copiedIn, partName, versionOf } from '../../domain/overview/second-copy.ts';
import type { Original, Originals, SecondCopy } from '../../ports/second-copy.ts';

interface BlobPorts {
  readonly secondCopy: SecondCopy;
  readonly originals: Originals;
}

/** Copies the blobs whose names begin so, or only that of this name, each as it stands, once. False where there is none. */
export async function copyBlobs(
  ports: BlobPorts,
  place: CopiedPlace,
  prefix: string,
  which: 'all' | 'this' = 'all',
): Promise<boolean> {
  const listed = await Array.fromAsync(ports.originals.list(place, prefix));
  const originals = listed.filter(({ name }) => which === 'all' || name === prefix);
  if (originals.length === 0) return false;
  const copied = copiedIn(await Array.fromAsync(ports.secondCopy.list(`${place}/${prefix}`)));
  const whole = new Set(copied.filter(({ isWhole }) => isWhole).map(({ blob, version }) => `${blob}@${version}`));
  for (const original of originals) {
    const at = { blob: `${place}/${original.name}`, version: versionOf(original) };
    if (!whole.has(`${at.blob}@${at.version}`)) await copyBlob(ports, place, original, at);
  }
  return true;
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
