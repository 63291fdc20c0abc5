import { genesisHash, lineHash } from '../../src/domain/audit/chain-line.ts';
import { NotFound } from '../../src/domain/base/errors.ts';
import { checkpointText } from '../../src/domain/witness/checkpoint.ts';
import { leafHash } from '../../src/domain/witness/merkle.ts';
import { signNote } from '../../src/domain/witness/signed-note.ts';
import { leafOf, type SignedChain, type SignedStep, sizeOf } from '../../src/domain/witness/signed-step.ts';
import { type Tile, TreeEdge, tilePath } from '../../src/domain/witness/tiles.ts';
import type { ProofPorts } from '../../src/features/verification/proof-report.ts';
import { rootsLog } from '../../src/ports/signed-log.ts';
import { blobsOf, type Records, splitText } from './records.ts';

const origin = 'tre.example.org/api/audit';

/** What was signed of a copy at some times, of each chain such a part of its lines: the steps, and the store of their trees. */
export async function signRecords(
  copy: Records,
  times: readonly { readonly at: Date; readonly part: number }[],
): Promise<{ readonly steps: readonly SignedStep[]; readonly log: ProofPorts['signedLog'] }> {
  const tiles = new Map<string, Uint8Array>();
  const keep = (log: string, some: readonly Tile[]) => {
    for (const tile of some) tiles.set(`${log}/${tilePath(tile)}`, tile.bytes);
  };
  const roots = await TreeEdge.of(0, async () => Buffer.alloc(0));
  const steps: SignedStep[] = [];
  for (const { at, part } of times) {
    const before = roots.size;
    const chains: SignedChain[] = [];
    for (const chain of [...new Set(copy.blobs.map((blob) => blob.chain))].sort()) {
      const signed = await signChain(copy, chain, part, keep);
      if (signed.size === 0) continue;
      chains.push(signed);
      keep(rootsLog, roots.add(leafHash(leafOf(origin, signed))));
    }
    keep(rootsLog, roots.tiles);
    const signer = { name: origin, jwk: JSON.parse(copy.secret[0] ?? '') };
    const note = signNote(checkpointText({ origin, size: roots.size, root: roots.root }), [signer]);
    steps.push({ at: at.toISOString(), before, note, chains, receipts: [] });
  }
  return {
    steps,
    log: {
      newest: async () => steps.at(-1),
      step: async (size) => steps.find((step) => sizeOf(step) === size),
      readTile: async (log, place) => {
        const tile = tiles.get(`${log}/${tilePath(place)}`);
        if (tile === undefined) throw new NotFound('There is no tile');
        return tile;
      },
    },
  };
}

async function signChain(
  copy: Records,
  chain: string,
  part: number,
  keep: (log: string, tiles: readonly Tile[]) => void,
): Promise<SignedChain> {
  const edge = await TreeEdge.of(0, async () => Buffer.alloc(0));
  const all = blobsOf(copy, chain).flatMap(({ name, text }) => splitText(text).map((line) => ({ name, line })));
  let end = { blob: '', length: 0, hash: genesisHash };
  for (const { name, line } of all.slice(0, Math.ceil(all.length * part))) {
    keep(chain, edge.add(leafHash(line)));
    const length = (name === end.blob ? end.length : 0) + Buffer.byteLength(line) + 1;
    end = { blob: name, length, hash: lineHash(line) };
  }
  keep(chain, edge.tiles);
  return { chain, size: edge.size, root: edge.root.toString('base64'), salt: Buffer.alloc(16).toString('base64'), end };
}
