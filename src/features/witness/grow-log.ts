import { createHmac } from 'node:crypto';
import { inTurn } from '../../domain/base/time-slice.ts';
import { checkpointText, openCheckpoint } from '../../domain/witness/checkpoint.ts';
import { isSame, leafHash } from '../../domain/witness/merkle.ts';
import { type NoteSigner, noteKeyOf, signNote } from '../../domain/witness/signed-note.ts';
import { leafOf, type SignedChain, type SignedStep, sizeOf } from '../../domain/witness/signed-step.ts';
import { TreeEdge } from '../../domain/witness/tiles.ts';
import type { Ports } from '../../ports/ports.ts';
import { rootsLog } from '../../ports/signed-log.ts';
import { checkpointSigners, type LogSettings, originOf } from '../../use-cases/audit/checkpoint-keys.ts';
import type { Failures } from '../../use-cases/base/failures.ts';
import { isTreeLost } from '../../use-cases/overview/find-lost.ts';
import type { Sweeping, SweepPart } from '../../use-cases/overview/sweep-parts.ts';
import { finishStep } from './finish-step.ts';
import { type GrownChain, growChain } from './grow-chain.ts';

export type LogPorts = Pick<Ports, 'audit' | 'signedLog' | 'secrets' | 'manifests' | 'clock'>;

type Slice = Pick<Sweeping, 'share' | 'failures'>;

export const witnessedLogPart: SweepPart = [
  'the witnessed log',
  5,
  async (s) => isTreeLost(s.lost) || growLog(s.ports, s.settings, s),
];

/**
 * Signs once an hour how far all chains have come, whether or not something happened. What was begun is brought to its end first. A chain
 * that does not go on from what was signed of it is signed as it was.
 */
export async function growLog(ports: LogPorts, settings: LogSettings, slice: Slice): Promise<void> {
  const { signedLog, clock } = ports;
  const now = clock.now();
  if (isOfHour(signedLog.finished(), now)) return;
  const last = await signedLog.newest();
  if (last !== undefined && !(await finishStep(ports, last, slice.share))) return;
  if (isOfHour(last, now) || slice.share.isOver()) return;
  const step = await nextStep(ports, settings, { now, last }, slice);
  if (step !== undefined && (await signedLog.keep(step))) await finishStep(ports, step, slice.share);
}

function isOfHour(step: SignedStep | undefined, now: Date): boolean {
  return step !== undefined && step.at.slice(0, 13) >= now.toISOString().slice(0, 13);
}

/** Undefined while no chain has a line. Throws an Error where what was signed last is not what stands. */
async function nextStep(
  ports: LogPorts,
  settings: LogSettings,
  { now, last }: { readonly now: Date; readonly last: SignedStep | undefined },
  slice: Slice,
): Promise<SignedStep | undefined> {
  const origin = originOf(settings);
  const signers = await checkpointSigners(ports, settings);
  const [signer] = signers;
  if (signer === undefined)
    throw new Error(
      "The vault holds no enabled version of 'checkpoint-key': npm run deploy -- after-provision makes it",
    );
  const before = last === undefined ? 0 : sizeOf(last);
  const edge = await TreeEdge.of(before, (place) => ports.signedLog.readTile(rootsLog, place));
  if (last !== undefined) requireSigned(last, edge, origin, signers);
  const grown = await growAll(ports, last, slice);
  if (grown.length === 0) return undefined;
  const chains = grown.map(({ chain }, at): SignedChain => {
    const signed = { ...chain, salt: saltOf(signer, chain.chain, before + at) };
    edge.add(leafHash(leafOf(origin, signed)));
    return signed;
  });
  const note = signNote(checkpointText({ origin, size: edge.size, root: edge.root }), signers);
  return { at: now.toISOString(), before, note, chains, receipts: grown.flatMap(({ receipts }) => receipts) };
}

/** Nothing is signed that is not consistent with what was signed last. */
function requireSigned(last: SignedStep, edge: TreeEdge, origin: string, signers: readonly NoteSigner[]): void {
  const signed = openCheckpoint(last.note, signers.map(noteKeyOf));
  if (signed.origin === origin && signed.size === edge.size && isSame(signed.root, edge.root)) return;
  throw new Error(
    `The log ${signed.origin} was signed with ${signed.size} leaves; in the container tree stand others, of ${origin}. Nothing is signed; somebody changed them.`,
  );
}

async function growAll(
  ports: LogPorts,
  last: SignedStep | undefined,
  { share, failures }: { readonly share: Sweeping['share']; readonly failures: Failures },
): Promise<readonly GrownChain[]> {
  const ends = new Map((await ports.audit.ends()).map((end) => [end.chain, end]));
  const signed = new Map((last?.chains ?? []).map((chain) => [chain.chain, chain]));
  const grown = new Map([...signed].map(([name, chain]): [string, GrownChain] => [name, { chain, receipts: [] }]));
  const all = [...new Set([...ends.keys(), ...signed.keys()])].toSorted();
  for (const chain of inTurn(all, share.turn)) {
    if (share.isOver()) break;
    const [was, end] = [signed.get(chain), ends.get(chain)];
    if (was !== undefined && was.end.blob === end?.blob && was.end.length === end.length) continue;
    await failures.keep(`the tree of the audit chain ${chain}`, async () => {
      grown.set(chain, await growChain(ports, { chain, end, was, isOver: share.isOver }));
    });
  }
  return all.flatMap((chain) => grown.get(chain) ?? []);
}

/** Sixteen bytes that nobody guesses who has no key, another for each leaf. */
function saltOf({ jwk }: NoteSigner, chain: string, index: number): string {
  const salt = createHmac('sha256', `${jwk.d}`).update(`salt\n${chain}\n${index}\n`).digest();
  return salt.toString('base64', 0, 16);
}
