import { text } from 'node:stream/consumers';
import { partIn } from '../../domain/overview/second-copy.ts';
import { type SignedStep, signedStepSchema, sizeOf } from '../../domain/witness/signed-step.ts';
import { newTiles, tilePath } from '../../domain/witness/tiles.ts';
import type { Original, Originals, SecondCopy } from '../../ports/second-copy.ts';
import { rootsLog } from '../../ports/signed-log.ts';
import { copyBlobs } from './copy-blobs.ts';

interface TreePorts {
  readonly secondCopy: SecondCopy;
  readonly originals: Originals;
}

const steps = 'steps/';
const folder = 'tree/';

/**
 * Copies what was signed since the newest copied step, the oldest first: the tiles of each, the proofs of its receipts, and then itself. One
 * whose tiles are not all there is not at its end, and waits. It comes behind the lines, so that no copy is signed of which lines are missing.
 * False where the time was over before all was copied.
 */
export async function copyTree(ports: TreePorts, isOver: () => boolean): Promise<boolean> {
  const before = await newestCopied(ports.secondCopy);
  const fresh: Original[] = [];
  // A later step has a smaller name.
  for await (const original of ports.originals.list('tree', steps)) {
    if (original.name === before?.name) break;
    fresh.push(original);
  }
  let last = before?.step;
  for (const original of fresh.reverse()) {
    if (isOver()) return false;
    const step = await stepIn(ports.originals, original);
    for (const name of tilesSince(last, step)) if (!(await copyBlobs(ports, 'tree', name, 'this'))) return true;
    for (const receipt of step.receipts) await copyBlobs(ports, 'manifests', receipt.name);
    await copyBlobs(ports, 'tree', original.name, 'this');
    last = step;
  }
  return true;
}

async function newestCopied(
  copy: SecondCopy,
): Promise<{ readonly name: string; readonly step: SignedStep } | undefined> {
  for await (const part of copy.list(folder + steps)) {
    const { content } = await copy.read(part.name);
    const name = partIn(part.name)?.blob.slice(folder.length);
    if (name !== undefined) return { name, step: signedStepSchema.parse(JSON.parse(content.toString())) };
  }
  return undefined;
}

async function stepIn(originals: Originals, original: Original): Promise<SignedStep> {
  async function* content() {
    for await (const piece of originals.read('tree', original)) yield piece.content;
  }
  return signedStepSchema.parse(JSON.parse(await text(content())));
}

/** The names of the tiles of all logs that came with a step. */
function tilesSince(last: SignedStep | undefined, step: SignedStep): readonly string[] {
  const sizes = new Map((last?.chains ?? []).map(({ chain, size }) => [chain, size]));
  const named = (log: string, before: number, size: number) =>
    newTiles(before, size).map((tile) => `${log}/${tilePath(tile)}`);
  const grown = step.chains.filter(({ chain, size }) => sizes.get(chain) !== size);
  return [
    ...grown.flatMap(({ chain, size }) => named(chain, sizes.get(chain) ?? 0, size)),
    ...named(rootsLog, last === undefined ? 0 : sizeOf(last), sizeOf(step)),
  ];
}
