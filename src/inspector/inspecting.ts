import type { DisclosureRules } from '../domain/inspection/disclosure.ts';
import { type Evidence, type FileEvidence, type NotCheckedReason, verdictOf } from '../domain/inspection/evidence.ts';
import { frozenFolder, type InspectionKey, type InspectionRequest, mostAttempts } from '../domain/review/inspection.ts';
import type { FrozenFiles, Inspections } from '../ports/inspections.ts';
import type { Clock } from '../ports/ports.ts';
import type { DataListing } from '../ports/storage.ts';
import { type FileOfPackage, fileOfPackage, foundAcross } from './across.ts';
import { classesOf } from './balance.ts';
import { endingOf } from './ending-of.ts';
import { type FileToInspect, type Inspected, unreadableFile } from './inspect-file.ts';
import { packageLimits } from './inspect-package.ts';
import { turnLength, type Waiting } from './looking/turns.ts';
import { type ListedPackage, listPackage } from './package-listing.ts';

/** Gives what was seen in each file, in their order; none is begun after so many milliseconds. Throws where a file cannot be had, never for what it is. */
export type InspectFiles = (
  files: readonly FileToInspect[],
  thresholds: DisclosureRules,
  milliseconds: number,
) => AsyncIterable<Inspected>;

export interface InspectingParts {
  readonly inspections: Inspections;
  readonly listing: Pick<DataListing, 'pages'>;
  readonly frozen: FrozenFiles;
  readonly inspect: InspectFiles;
  readonly versions: Evidence['versions'];
  readonly clock: Clock;
  /** When what failed may be tried again, by the path of the request: a package has few attempts, and looks may follow each other quickly. */
  readonly resting: Map<string, number>;
  /** What files to open are drawn by: nobody without the key of the room can make it. */
  drawKey(key: InspectionKey): Promise<string>;
}

export interface WaitingPackage extends Waiting {
  readonly request: InspectionRequest;
  /** What was seen of it in the turns that it had; undefined before the first one. */
  underWay?: UnderWay | undefined;
}

interface UnderWay {
  readonly listed: ListedPackage;
  /** By the numbers of the files. */
  readonly seen: Map<number, SeenInFile & { readonly ofPackage: FileOfPackage }>;
  /** In milliseconds. */
  left: number;
}

/**
 * What came of it. `out-of-time`: its evidence says which files nobody looked at; `given-up`: it says of every file that looking into it
 * ended the process; `taken`: somebody else is at it.
 */
export type Outcome = 'inspected' | 'out-of-time' | 'other-files' | 'given-up' | 'unfinished' | 'taken';

/** Looks into a package for one turn, and writes its evidence once all was looked at or its time is used up. */
export async function takeTurn(parts: InspectingParts, one: WaitingPackage): Promise<Outcome> {
  const now = () => parts.clock.now().getTime();
  const begun = now();
  const underWay = one.underWay ?? (await begin(parts, one));
  if (typeof underWay === 'string') return underWay;
  one.underWay = underWay;
  await seeFiles(parts, one, underWay);
  underWay.left -= now() - begun;
  const isWhole = underWay.seen.size === underWay.listed.files.length;
  return isWhole || underWay.left <= 0 ? await finish(parts, one) : 'unfinished';
}

/** Writes the evidence of a package as far as it was seen. */
export async function finish(parts: InspectingParts, one: WaitingPackage): Promise<Outcome> {
  const { listed, seen } = one.underWay ?? {
    listed: await listPackage(parts.listing, one.key),
    seen: new Map<number, never>(),
  };
  const asked = await askedOf(parts, one);
  const isOther = listed.digest !== one.key.digest;
  const evidence = isOther
    ? evidenceOfOthers(asked, listed)
    : evidenceOf(asked, listed, besideOthers(seen, one.request.thresholds), 'budget');
  await parts.inspections.writeEvidence(one.key, evidence);
  if (isOther) return 'other-files';
  return seen.size === listed.files.length ? 'inspected' : 'out-of-time';
}

async function begin(parts: InspectingParts, one: WaitingPackage): Promise<UnderWay | Outcome> {
  const { inspections } = parts;
  const { key } = one;
  const listed = await listPackage(parts.listing, key);
  const underWay = { listed, seen: new Map(), left: packageLimits.packageMilliseconds };
  if (listed.digest !== key.digest) return await finish(parts, { ...one, underWay });
  const attempt = Math.max(0, ...(await inspections.attempts(key))) + 1;
  if (attempt > mostAttempts) {
    await inspections.writeEvidence(key, evidenceOf(await askedOf(parts, one), listed, new Map(), 'crashed'));
    return 'given-up';
  }
  return (await inspections.beginAttempt(key, attempt)) === 'stands' ? 'taken' : underWay;
}

async function askedOf(
  { versions, drawKey }: InspectingParts,
  { key, request: { definition, thresholds, approvers } }: WaitingPackage,
): Promise<Asked> {
  // Evidence is written also while the vault is away; without a draw everybody opens all.
  const drawn = await drawKey(key).catch(() => undefined);
  return {
    ...{ definition, thresholds, versions },
    ...(drawn === undefined ? {} : { draw: { key: drawn, among: approvers } }),
  };
}

/** Has files looked into for one turn, and writes the places as they come, so that they stand before the evidence does. */
async function seeFiles(
  { inspections, frozen, inspect }: InspectingParts,
  { key, request }: WaitingPackage,
  { listed, seen, left }: UnderWay,
): Promise<void> {
  const folder = frozenFolder(key);
  const unseen = listed.inTurn.filter(({ number }) => !seen.has(number));
  const files = unseen.map(({ entry: { path, size, etag } }) => ({
    bytes: size,
    ending: endingOf(path),
    open: () => frozen.open(folder + path, etag),
  }));
  const numbers = unseen.values();
  for await (const found of inspect(files, request.thresholds, Math.min(turnLength, left))) {
    const { value: one } = numbers.next();
    if (one === undefined) throw new Error('More files were looked into than asked about');
    const { places, coverage, beside } = found;
    seen.set(one.number, { ...seenIn(found), ofPackage: fileOfPackage(one.entry.path, found) });
    const claim = Array.isArray(beside?.claim) ? { claim: beside.claim } : {};
    if (coverage !== undefined) await inspections.writeDetail(key, one.number, { places, coverage, ...claim });
  }
}

/** What was seen of each file, with what shows only now. */
function besideOthers(seen: UnderWay['seen'], thresholds: DisclosureRules): ReadonlyMap<number, SeenInFile> {
  const files = [...seen.values()].map(({ ofPackage }) => ofPackage);
  const across = foundAcross(files, thresholds);
  return new Map(
    [...seen].map(([number, { ofPackage: _, ...found }], at) => [
      number,
      { ...found, findings: [...found.findings, ...(across[at] ?? [])] },
    ]),
  );
}

type SeenInFile = Omit<FileEvidence, 'number' | 'bytes' | 'verdict'>;

/** What evidence holds of it. Where nothing says what was looked at, nothing was. */
function seenIn({ type, findings, notChecked, sha256, lines, coverage }: Inspected): SeenInFile {
  const hash = { ...(sha256 === undefined ? {} : { sha256 }), ...(lines === undefined ? {} : { lines }) };
  if (coverage === undefined)
    return { type, findings, ...hash, notChecked: notChecked.length === 0 ? ['unbalanced'] : notChecked };
  const classes = classesOf(coverage, !notChecked.includes('unbalanced'));
  return { type, findings, notChecked, ...hash, coverage: classes };
}

interface Asked extends Pick<InspectionRequest, 'definition' | 'thresholds'> {
  readonly versions: Evidence['versions'];
  readonly draw?: NonNullable<Evidence['draw']>;
}

/** Evidence of every file, from what was seen in each; `unseen` is why nobody looked at those after these. */
function evidenceOf(
  asked: Asked,
  listed: ListedPackage,
  seen: ReadonlyMap<number, SeenInFile>,
  unseen: NotCheckedReason,
): Evidence {
  const files = listed.files.map(({ size, role }, index): FileEvidence => {
    const number = index + 1;
    const { sha256, lines, ...found } = seen.get(number) ?? seenIn(unreadableFile(unseen));
    const verdict = verdictOf(found);
    if (role !== undefined) return { number, bytes: size, role, ...found, verdict };
    const sums = { ...(sha256 === undefined ? {} : { sha256 }), ...(lines === undefined ? {} : { lines }) };
    return { number, bytes: size, ...sums, ...found, verdict };
  });
  return { ...common(asked), digest: listed.digest, files, unread: listed.unlisted };
}

/** Evidence that says by its digest that there are other files than those that were asked about, and nothing of them. */
function evidenceOfOthers(asked: Asked, { digest, files, unlisted }: ListedPackage): Evidence {
  return { ...common(asked), digest, files: [], unread: files.length + unlisted };
}

function common({ definition, thresholds, versions, draw }: Asked) {
  return { definition, thresholds, versions, ...(draw === undefined ? {} : { draw }) };
}
