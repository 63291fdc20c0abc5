import { messageOf, NotFound } from '../../../domain/base/errors.ts';
import { openCheckpoint, parseCheckpoint } from '../../../domain/witness/checkpoint.ts';
import { isConsistent, isSame, leafHash, type TreeHead } from '../../../domain/witness/merkle.ts';
import { leafOf, type SignedChain, type SignedStep, sizeOf } from '../../../domain/witness/signed-step.ts';
import { consistencyProof, TreeEdge } from '../../../domain/witness/tiles.ts';
import { rootsLog } from '../../../ports/signed-log.ts';
import { keysNamed } from '../../../use-cases/audit/checkpoint-keys.ts';
import type { Finding, ProofPorts } from '../proof-report.ts';

type LogPorts = Pick<ProofPorts, 'signedLog' | 'secrets'>;

/** What was signed of the chains, by their names. */
export type SignedChains = ReadonlyMap<string, SignedChain>;

/** What was signed of the chains last, and where a verification goes on that does not begin at their first lines. */
export interface Signed {
  readonly newest: SignedStep | undefined;
  readonly chains: SignedChains;
  readonly since: SignedStep | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Reads what was signed last, and with `since` what was signed when the log had so many leaves. That the keys signed both, and that nothing was
 * taken back between them, is shown before anybody goes by them.
 */
export async function readSigned(ports: LogPorts, since: number | undefined): Promise<Signed> {
  const newest = await ports.signedLog.newest();
  const before = since === undefined ? undefined : await ports.signedLog.step(since);
  const chains = new Map(newest?.chains.map((chain) => [chain.chain, chain]));
  const findings: Finding[] = [];
  try {
    if (newest !== undefined) await requireGoingOn(ports, newest, before);
  } catch (error) {
    findings.push({ record: 'signed tree', key: rootsLog, why: messageOf(error) });
  }
  for (const { chain, size } of before?.chains ?? [])
    if ((chains.get(chain)?.size ?? 0) < size)
      findings.push({ record: 'signed tree', key: chain, why: `${size} lines of it were signed, and now fewer are` });
  return { newest, chains, since: before, findings };
}

/** Throws where the keys did not sign exactly these chains, or where they do not go on from those that were signed before. */
async function requireGoingOn(ports: LogPorts, newest: SignedStep, before: SignedStep | undefined): Promise<void> {
  const { start } = await openStep(ports, newest);
  if (before === undefined) return;
  const { end } = await openStep(ports, before);
  if (before.note === newest.note) return;
  const { signedLog } = ports;
  const proof = await consistencyProof(end.size, start.size, (place) => signedLog.readTile(rootsLog, place));
  if (!isConsistent(end, start, proof))
    throw new Error(`The log signed ${end.size} leaves, and those that stand now do not begin with them`);
}

/** The log before and after a step. */
async function openStep(
  { signedLog, secrets }: LogPorts,
  step: SignedStep,
): Promise<{ readonly start: TreeHead; readonly end: TreeHead }> {
  const { origin } = parseCheckpoint(step.note.slice(0, step.note.lastIndexOf('\n\n') + 1));
  const end = openCheckpoint(step.note, await keysNamed({ secrets }, origin));
  const edge = await TreeEdge.of(step.before, (place) => signedLog.readTile(rootsLog, place));
  const start = { size: edge.size, root: edge.root };
  for (const chain of step.chains) edge.add(leafHash(leafOf(origin, chain)));
  if (end.size === edge.size && isSame(end.root, edge.root)) return { start, end };
  throw new Error(`What stands of the chains is not what was signed when the log had ${sizeOf(step)} leaves`);
}

/** The step of a note that somebody kept. Throws NotFound for one of another log, or that was never signed. */
export async function stepOfNote({ signedLog }: Pick<LogPorts, 'signedLog'>, note: string): Promise<SignedStep> {
  const kept = parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));
  const step = await signedLog.step(kept.size);
  const stands = step && parseCheckpoint(step.note.slice(0, step.note.lastIndexOf('\n\n') + 1));
  if (step !== undefined && stands?.origin === kept.origin && isSame(stands.root, kept.root)) return step;
  throw new NotFound(`Nothing was signed that says what this note says of ${kept.size} leaves: keep it, and ask why`);
}
