import { inTurn, type TimeSlice } from '../../domain/base/time-slice.ts';
import { parseCheckpoint } from '../../domain/witness/checkpoint.ts';
import { leafHash } from '../../domain/witness/merkle.ts';
import { receiptProofText } from '../../domain/witness/receipt-proof.ts';
import { type LoggedReceipt, leafOf, type SignedStep, sizeOf } from '../../domain/witness/signed-step.ts';
import { inclusionProof, KnownTiles, TreeEdge } from '../../domain/witness/tiles.ts';
import type { Ports } from '../../ports/ports.ts';
import { rootsLog } from '../../ports/signed-log.ts';

type FinishPorts = Pick<Ports, 'signedLog' | 'manifests'>;

/**
 * Writes what follows from a step that is signed: the tiles of its log, and the proofs of its receipts. What is there is kept. False when the
 * time was over before all was.
 */
export async function finishStep(
  { signedLog, manifests }: FinishPorts,
  step: SignedStep,
  share: TimeSlice,
): Promise<boolean> {
  const origin = originIn(step);
  const edge = await TreeEdge.of(step.before, (place) => signedLog.readTile(rootsLog, place));
  for (const chain of step.chains) await signedLog.keepTiles(rootsLog, edge.add(leafHash(leafOf(origin, chain))));
  await signedLog.keepTiles(rootsLog, edge.tiles);
  const tilesOf = knownTiles(signedLog);
  for (const receipt of inTurn(step.receipts, share.turn)) {
    if (share.isOver()) return false;
    await manifests.writeReceiptProof(receipt.name, await proofOf(tilesOf, step, receipt));
  }
  signedLog.finish(step);
  return true;
}

function originIn({ note }: SignedStep): string {
  return parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1)).origin;
}

async function proofOf(tilesOf: TilesOf, step: SignedStep, receipt: LoggedReceipt): Promise<string> {
  const at = step.chains.findIndex(({ chain }) => chain === receipt.chain);
  const chain = step.chains[at];
  if (chain === undefined) throw new Error(`The chain ${receipt.chain} of the receipt ${receipt.name} was not signed`);
  const index = step.before + at;
  const inChain = await inclusionProof(receipt.index, chain.size, tilesOf(receipt.chain));
  const inLog = await inclusionProof(index, sizeOf(step), tilesOf(rootsLog));
  return receiptProofText({ receipt, chain, inChain, index, inLog, note: step.note });
}

type TilesOf = (log: string) => KnownTiles;

/** The tiles of each log, for all proofs of a step. */
function knownTiles(signedLog: Pick<Ports['signedLog'], 'readTile'>): TilesOf {
  const known = new Map<string, KnownTiles>();
  return (log) => {
    const tiles = known.get(log) ?? new KnownTiles((place) => signedLog.readTile(log, place));
    known.set(log, tiles);
    return tiles;
  };
}
