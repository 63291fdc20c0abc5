import { blobName } from '../../../domain/audit/chain-head.ts';
import { genesisHash, parseChainLine } from '../../../domain/audit/chain-line.ts';
import { digestOfAct } from '../../../domain/base/second-operator.ts';
import { type FromCopy, fromCopy } from '../../../domain/overview/restorable.ts';
import { type Copied, type CopiedPlace, copiedIn, ofLines } from '../../../domain/overview/second-copy.ts';
import type { ListedBlob } from '../../../ports/audit.ts';
import type { SecondCopy } from '../../../ports/second-copy.ts';
import { readableHead } from '../../../use-cases/audit/readable-head.ts';
import { atOnce } from '../../../use-cases/base/at-once.ts';
import { toldDefinition } from './copied-definition.ts';
import { type CopyPorts, newestFirst, readCopied, type WithCopy } from './read-copied.ts';

/** A blob that is put back, from that byte on, and what it is made of. `of`: its chain or project. */
export interface Back {
  readonly store: FromCopy;
  readonly of: string | null;
  readonly blob: string;
  readonly from: number;
  readonly copied: Copied;
}

/**
 * What the second copy has, and the control account has not. While lines are missing nothing else is put back. `problems` are left to people;
 * with `doubts` two operators have to want it.
 */
export interface CopyPlan {
  readonly back: readonly Back[];
  readonly problems: readonly string[];
  readonly doubts: readonly string[];
  readonly digest: string;
}

/** Plans what comes back from the second copy. It writes nothing. */
export async function planCopy(ports: CopyPorts, stores: readonly FromCopy[] = fromCopy): Promise<CopyPlan> {
  const { secondCopy } = ports;
  const found = new Found();
  if (secondCopy !== undefined) {
    const whole = { ...ports, secondCopy };
    if (stores.includes('control/audit')) await findLines(whole, found);
    const isOfLines = found.back.length > 0;
    if (stores.includes('control/tree')) await findBlobs(whole, 'tree', found, false);
    if (stores.includes('control/projects')) await findBlobs(whole, 'projects', found, !isOfLines);
    if (stores.includes('control/manifests')) await findBlobs(whole, 'manifests', found, false);
  }
  const { back, problems, doubts } = found;
  const told = back.map(({ store, blob, from, copied }) => [store, blob, from, copied.version, copied.bytes]);
  return { back, problems, doubts, digest: digestOfAct([told, problems, doubts]) };
}

class Found {
  readonly back: Back[] = [];
  readonly problems: string[] = [];
  readonly doubts: string[] = [];
}

async function findLines(ports: WithCopy, found: Found): Promise<void> {
  const standing = new Map((await ports.audit.listed()).map((one) => [one.blob, one]));
  const missing = new Map<string, Back[]>();
  for (const copied of await copiesOf(ports.secondCopy, 'audit')) {
    const { blob, version, bytes } = copied;
    const [chain, from] = [blobName(blob)?.chain, standing.get(blob)?.length ?? 0];
    if (chain === undefined || version !== ofLines || from >= bytes) continue;
    missing.set(chain, [...(missing.get(chain) ?? []), { store: 'control/audit', of: chain, blob, from, copied }]);
  }
  for (const [chain, backs] of missing) {
    const there = [...standing.values()].filter((one) => one.chain === chain);
    if (await isOfAnother(ports, there, backs)) {
      found.problems.push(
        `The lines of ${chain} that stand are not those of the copy, so none is put back. An account in which others were written is given up: make an empty one`,
      );
      continue;
    }
    found.back.push(...backs);
    const doubt = await whyMore(ports, chain, backs);
    if (doubt !== undefined) found.doubts.push(doubt);
  }
}

/** Whether lines stand that another account wrote: they begin a chain before which others were copied, or are not those with which a copy begins. */
async function isOfAnother(
  { audit, secondCopy }: WithCopy,
  there: readonly ListedBlob[],
  backs: readonly Back[],
): Promise<boolean> {
  const [first] = there;
  if (first !== undefined && backs.some(({ blob }) => blob < first.blob))
    for await (const { line } of audit.read(first, 'forth')) {
      if (parseChainLine(line).previous === genesisHash) return true;
      break;
    }
  for (const { blob, from, copied } of backs) {
    const stands = there.find((one) => one.blob === blob);
    if (stands === undefined) continue;
    const lines: string[] = [];
    for await (const { line } of audit.read(stands, 'forth')) lines.push(`${line}\n`);
    const begin = (await readCopied(secondCopy, copied, 0, from)).subarray(0, from);
    if (!Buffer.from(lines.join('')).equals(begin)) return true;
  }
  return false;
}

/** A head that stands counted all lines but the last: who adds others to the copy would have them believed. */
async function whyMore({ audit }: WithCopy, chain: string, backs: readonly Back[]): Promise<string | undefined> {
  const head = await readableHead(audit, chain);
  const isMore = ({ blob, copied }: Back) =>
    head !== undefined && (blob > head.blob || (blob === head.blob && copied.bytes > head.length));
  return backs.some(isMore) ? `The copy has more lines of the chain ${chain} than its head counts` : undefined;
}

const definitionsAtOnce = 8;

/** `isHeld`: definitions are held against the lines. */
async function findBlobs(
  ports: WithCopy,
  place: Exclude<CopiedPlace, 'evidence'>,
  found: Found,
  isHeld: boolean,
): Promise<void> {
  const standing = new Set((await Array.fromAsync(ports.originals.list(place, ''))).map(({ name }) => name));
  const copies = (await copiesOf(ports.secondCopy, place)).filter(({ isWhole }) => isWhole);
  const byName = Map.groupBy(copies, ({ blob }) => blob);
  const backs = new Map<string, Back>();
  await atOnce(definitionsAtOnce, byName, async ([blob, versions]) => {
    if (standing.has(blob)) return;
    const project = place === 'projects' ? (/^([^/]+)(?:\.json|\/)/.exec(blob)?.[1] ?? null) : null;
    const isInForce = isHeld && project !== null && blob === `${project}.json`;
    const copied = isInForce ? await toldDefinition(ports, project, byName) : newestFirst(versions)[0];
    if (copied !== undefined) backs.set(blob, { store: `control/${place}`, of: project, blob, from: 0, copied });
    else
      found.problems.push(
        `The copy has no definition of ${project} that the audit names as the one in force: put it again`,
      );
  });
  found.back.push(...[...backs.values()].toSorted((one, other) => (one.blob < other.blob ? -1 : 1)));
}

/** With the names that they have in their container. */
async function copiesOf(copy: SecondCopy, place: string): Promise<readonly Copied[]> {
  const listed = await Array.fromAsync(copy.list(`${place}/`));
  return copiedIn(listed).map((copied) => ({ ...copied, blob: copied.blob.slice(place.length + 1) }));
}
