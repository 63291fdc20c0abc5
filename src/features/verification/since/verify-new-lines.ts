import { ChainCheck, chainStart } from '../../../domain/audit/audit-chain.ts';
import { HeadCheck, isAboutHold } from '../../../domain/audit/chain-head.ts';
import { eventIn } from '../../../domain/audit/chain-line.ts';
import { messageOf, NotFound } from '../../../domain/base/errors.ts';
import { joined } from '../../../domain/witness/merkle.ts';
import type { SignedChain } from '../../../domain/witness/signed-step.ts';
import { wholeRoots } from '../../../domain/witness/tiles.ts';
import type { ListedBlob } from '../../../ports/audit.ts';
import { readableHead } from '../../../use-cases/audit/readable-head.ts';
import type { Finding, ProofPorts } from '../proof-report.ts';
import type { Work } from '../verification-work.ts';
import { checkEnd, checkTaken } from '../verify-chain.ts';
import { LineCheck } from '../verify-lines.ts';
import { SignedTreeCheck } from '../verify-tree.ts';

const linesAtOnce = 500;

/** Verifies the lines of a chain behind those that were signed, and notes of which operations they tell. */
export async function verifyNewLines(
  work: Work,
  inHand: ProofPorts,
  was: SignedChain,
  touched: Set<string>,
): Promise<void> {
  const { ports, sheet, signed, receiptsInHand: receipts } = work;
  const { chain, size, end } = was;
  const head = await readableHead(ports.audit, chain);
  const check = new ChainCheck({ ...chainStart(head), count: size, hash: end.hash, before: '' });
  const told = new LineCheck({ ports, receipts }, { ports: inHand, receipts }, chain);
  const tree = new SignedTreeCheck(chain, signed.get(chain), await treeOf(work, was));
  for await (const line of newLines(ports.audit, was)) {
    const event = check.add(line);
    sheet.findings.push(...tree.add(line));
    if (event === undefined) continue;
    told.take(event, check.state);
    if (event.operation !== null) touched.add(event.operation);
    if (check.state.count % linesAtOnce === 0) await checkTaken(sheet, told);
  }
  await checkTaken(sheet, told);
  sheet.findings.push(...tree.end());
  await checkEnd({ ports, sheet }, chain, check, new HeadCheck(undefined));
}

/**
 * Whether all lines must be read: a new one tells of a definition, a hold or an absence, of which all lines together say what stands; or the
 * new ones cannot be found.
 */
export async function isAboutAll({ audit }: Pick<ProofPorts, 'audit'>, was: SignedChain): Promise<boolean> {
  try {
    for await (const line of newLines(audit, was)) {
      const kind = eventIn(line)?.kind ?? '';
      if (isAboutHold(kind) || kind.startsWith('absence.') || kind.startsWith('project.')) return true;
    }
  } catch (error) {
    if (error instanceof NotFound) return true;
    throw error;
  }
  return false;
}

/** Lines that begin within so many bytes have their day together. */
const blockBytes = 16 * 1024;

/** Holds the old lines that have their day against the records. */
export async function verifyEarlierLines(
  { ports, sheet, receiptsInHand: receipts }: Work,
  inHand: ProofPorts,
  was: SignedChain,
  isToday: (block: string) => boolean,
): Promise<void> {
  const told = new LineCheck({ ports, receipts }, { ports: inHand, receipts }, was.chain);
  let asked = 0;
  for (const { blob, length } of await ports.audit.listed(was.chain)) {
    const end = blob < was.end.blob ? length : blob === was.end.blob ? Math.min(length, was.end.length) : 0;
    for (let from = 0; from < end; from += blockBytes) {
      if (!isToday(`${blob} ${from}`)) continue;
      const block = { chain: was.chain, blob, length: end, from, to: from + blockBytes };
      for await (const line of linesWithin(ports.audit, block)) {
        const event = eventIn(line);
        if (event === undefined) continue;
        told.ask(event);
        asked += 1;
        if (asked % linesAtOnce === 0) await checkTaken(sheet, told);
      }
    }
  }
  await checkTaken(sheet, told);
}

/** Reading begins one byte before, so that what is read first is the end of the line before, or nothing. */
async function* linesWithin(
  audit: ProofPorts['audit'],
  { from, to, ...blob }: ListedBlob & { readonly from: number; readonly to: number },
): AsyncGenerator<string> {
  let begins = from === 0 ? 0 : -1;
  for await (const { line, at } of audit.read(blob, 'forth', Math.max(0, from - 1))) {
    if (begins >= to) return;
    if (begins >= 0) yield line;
    begins = at;
  }
}

/** The tree as its tiles say it, which must be the one that was signed. */
async function treeOf({ ports, sheet }: Work, { chain, size, root }: SignedChain) {
  const found = (why: string): Finding => ({ record: 'signed tree', key: chain, why });
  try {
    const peaks = await wholeRoots(size, (place) => ports.signedLog.readTile(chain, place));
    if (joined(peaks).toString('base64') !== root)
      sheet.findings.push(found(`The tiles of its first ${size} lines are not those that were signed`));
    return { size, peaks: peaks.map((hash) => hash.toString('base64')) };
  } catch (error) {
    sheet.findings.push(found(messageOf(error)));
    return { size, peaks: [] };
  }
}

/** Throws where the blobs of a chain end before its signed lines do. */
async function* newLines(audit: ProofPorts['audit'], { chain, size, end }: SignedChain): AsyncGenerator<string> {
  const blobs = (await audit.listed(chain)).filter(({ blob }) => blob >= end.blob);
  if (blobs[0]?.blob !== end.blob || blobs[0].length < end.length)
    throw new NotFound(`${size} lines were signed, and the blob ${end.blob} is shorter or gone`);
  for (const blob of blobs)
    for await (const { line } of audit.read(blob, 'forth', blob.blob === end.blob ? end.length : 0)) yield line;
}
