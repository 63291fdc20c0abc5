import { isOfSystem, operationOfEvent } from '../../domain/audit/audit-event.ts';
import { type AuditEvent, eventIn } from '../../domain/audit/chain-line.ts';
import { type CopyRun, copiedIn, ofLines, partName } from '../../domain/overview/second-copy.ts';
import type { ChainEnd, ListedBlob } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Originals, SecondCopy } from '../../ports/second-copy.ts';
import { atOnce } from '../base/at-once.ts';
import { copyBlobs } from './copy-blobs.ts';

export interface CopyPorts extends Pick<Ports, 'audit'> {
  readonly secondCopy: SecondCopy;
  readonly originals: Originals;
}

type Reached = CopyRun['ends'][string];

/** Few lines, since all that they tell of is copied before the next are begun. */
const bytesOfPiece = 256 * 1024;
const operationsAtOnce = 8;

/** Copies what came to a chain, and what it tells of, bit by bit: gives after each bit up to where all is copied. */
export async function* copyChain(ports: CopyPorts, end: ChainEnd, was: Reached | undefined): AsyncGenerator<Reached> {
  for (const listed of await blobsFrom(ports, end, was)) {
    let stands = await copiedLength(ports.secondCopy, listed.blob);
    const blob = stands > listed.length ? await listedAgain(ports, end, listed) : listed;
    if (stands > blob.length)
      throw new Error(
        `Of the audit blob ${blob.blob} the second copy has ${stands} bytes, and ${blob.length} are left, so lines are lost; nothing of it is copied`,
      );
    const from = was?.blob === blob.blob ? Math.min(was.length, stands) : 0;
    for await (const piece of piecesOf(ports, blob, from)) {
      stands = await putLines(ports.secondCopy, blob.blob, piece, stands);
      await copyTold(ports, end.chain, piece.events);
      yield { blob: blob.blob, length: piece.to };
    }
  }
}

/** Another process may have copied lines that came since it was listed. */
async function listedAgain({ audit }: CopyPorts, { chain }: ChainEnd, { blob }: ListedBlob): Promise<ListedBlob> {
  return (await audit.listed(chain)).find((one) => one.blob === blob) ?? { chain, blob, length: 0 };
}

/** The blobs of a chain from the one on in which the last run ended. */
async function blobsFrom(
  { audit }: CopyPorts,
  end: ChainEnd,
  was: Reached | undefined,
): Promise<readonly ListedBlob[]> {
  if (was?.blob === end.blob) return [end];
  return (await audit.listed(end.chain)).filter(({ blob }) => was === undefined || blob >= was.blob);
}

async function copiedLength(copy: SecondCopy, blob: string): Promise<number> {
  const listed = await Array.fromAsync(copy.list(`audit/${blob}@${ofLines}/`));
  return copiedIn(listed).find(({ version }) => version === ofLines)?.bytes ?? 0;
}

/** Puts what does not stand yet, and gives up to where lines stand then: another process may copy the same ones, in other pieces. */
async function putLines(copy: SecondCopy, blob: string, { from, to, text }: Piece, stands: number): Promise<number> {
  let at = Math.max(from, stands);
  while (at < to) {
    const name = partName({ blob: `audit/${blob}`, version: ofLines, from: at, isLast: false });
    const reached = (await copy.put(name, text.subarray(at - from))) ? to : await copiedLength(copy, blob);
    if (reached <= at) throw new Error(`${name} stands already and has no lines; nothing behind it is copied`);
    at = reached;
  }
  return at;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly text: Buffer;
  readonly events: readonly AuditEvent[];
}

/** Throws where a line is not the bytes that stand there: it was edited, or the blob ends within it. */
async function* piecesOf({ audit }: CopyPorts, blob: ListedBlob, from: number): AsyncGenerator<Piece> {
  let [begin, to] = [from, from];
  let lines: string[] = [];
  const piece = (): Piece => {
    const text = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    if (text.length !== to - begin) throw new Error(`The audit blob ${blob.blob} has bytes that are no lines`);
    return { from: begin, to, text, events: lines.flatMap((line) => eventIn(line) ?? []) };
  };
  for await (const { line, at } of audit.read(blob, 'forth', from)) {
    lines.push(line);
    to = at;
    if (to - begin < bytesOfPiece) continue;
    yield piece();
    [begin, lines] = [to, []];
  }
  if (lines.length > 0) yield piece();
}

/** Manifests, receipts and evidence of each operation that has a line, and definitions and certificates where one is about the project. */
async function copyTold(ports: CopyPorts, chain: string, events: readonly AuditEvent[]): Promise<void> {
  const operations = new Map<string, boolean>();
  for (const { id, operation, data } of events) {
    const of = operation ?? operationOfEvent(id);
    if (of !== undefined) operations.set(of, (operations.get(of) ?? false) || typeof data['evidence'] === 'string');
  }
  await atOnce(operationsAtOnce, operations, async ([operation, hasEvidence]) => {
    await copyBlobs(ports, 'manifests', operation);
    if (hasEvidence) await copyBlobs(ports, 'evidence', `${chain}/${operation}/`);
  });
  const isOfProject = !isOfSystem(chain) && events.some(({ operation }) => operation === null);
  if (!isOfProject) return;
  await copyBlobs(ports, 'projects', `${chain}.json`);
  await copyBlobs(ports, 'projects', `${chain}/`);
  await copyBlobs(ports, 'manifests', `${chain}-closure-`);
}
