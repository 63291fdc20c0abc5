import { NotFound } from '../domain/base/errors.ts';
import type { Evidence, FileEvidence, Place } from '../domain/inspection/evidence.ts';
import { filesToOpen } from '../domain/inspection/to-open.ts';
import { type ManifestEntry, toRelease } from '../domain/operation/manifest.ts';
import { type FileChange, fileChanges } from '../domain/review/file-change.ts';
import { frozenFolder, type InspectionKey, type InspectionRequest } from '../domain/review/inspection.ts';
import type { Inspections } from '../ports/inspections.ts';
import { NotAllowed, type ReadAs, type Reading } from '../ports/reading.ts';
import { byWeight } from './by-weight.ts';
import { listPackage } from './package-listing.ts';
import type { ReaderSession } from './reader-session.ts';
import type { PackageRuleId } from './rules/packages.ts';

/** `evidence` is missing where there is none. */
export interface FileInPackage {
  readonly number: number;
  readonly entry: ManifestEntry;
  readonly evidence?: FileEvidence;
}

/** The first thing to look at: the heaviest finding of the first file that has one so heavy. */
export interface FirstLook {
  readonly number: number;
  readonly rule: string;
  readonly place: Place;
}

export interface PackageView {
  readonly key: InspectionKey;
  readonly files: readonly FileInPackage[];
  /** Files beyond those, which nobody looked into. */
  readonly unlisted: number;
  /** `waiting`: there is none yet; `other-files`: it is not about the files that lie there. */
  readonly evidence: Evidence | 'waiting' | 'other-files';
}

export type ChangesSince = Awaited<ReturnType<typeof changesSince>>;

export interface PackageParts {
  readonly inspections: Pick<Inspections, 'find'>;
  readonly readAs: ReadAs;
}

/** Looks at a package as the person whose token that is. Throws NotFound where there is none, and in the same words where they may not. */
export async function viewPackage(
  { inspections, readAs }: PackageParts,
  token: string,
  exportId: string,
): Promise<{ readonly view: PackageView; readonly reading: Reading }> {
  const key = await inspections.find(exportId);
  if (key === undefined) throw notHere(exportId);
  const reading = readAs(token);
  try {
    const listed = await listPackage(reading, key);
    const found = await reading.evidence(key);
    const fits = found !== undefined && found.digest === listed.digest;
    const files = listed.files.map((entry, index) => {
      const evidence = fits ? found.files[index] : undefined;
      return { number: index + 1, entry, ...(evidence === undefined ? {} : { evidence }) };
    });
    const evidence = found === undefined ? 'waiting' : fits ? found : 'other-files';
    return { view: { key, files, unlisted: listed.unlisted, evidence }, reading };
  } catch (error) {
    if (error instanceof NotAllowed) throw notHere(exportId);
    throw error;
  }
}

/** Throws NotFound where the package has none of that number. */
export function fileIn({ files, key }: PackageView, number: number): FileInPackage {
  const found = files[number - 1];
  if (found === undefined) throw new NotFound(`The package ${key.exportId} has no file ${number} that can be shown`);
  return found;
}

/** The files that may leave, or those that are never released. */
export function withRoleOf(files: readonly FileInPackage[], role: ManifestEntry['role']): readonly FileInPackage[] {
  return files.filter(({ entry }) => entry.role === role);
}

/** Files that somebody should look at before they leave, the heaviest first, of these what the researcher's report names, and then in their order. */
export function toLookAt(files: readonly FileInPackage[]): readonly FileInPackage[] {
  const leaving = withRoleOf(files, undefined);
  const of = (verdict: FileEvidence['verdict']) => {
    const those = leaving.filter(({ evidence }) => evidence?.verdict === verdict);
    return [...those.filter(isClaimed), ...those.filter((file) => !isClaimed(file))];
  };
  return [...of('block'), ...of('review'), ...of('notChecked')];
}

const claimed: ReadonlySet<string> = new Set(['report-failed', 'report-review'] satisfies PackageRuleId[]);

/** Whether the researcher's own report sends people to a file. That sorts, and takes nothing away. */
function isClaimed({ evidence }: FileInPackage): boolean {
  return evidence?.findings.some(({ rule }) => claimed.has(rule)) === true;
}

/** What to look at first; undefined where nothing was found that weighs more than a note. */
export async function firstLook(view: PackageView, reading: Reading): Promise<FirstLook | undefined> {
  const first = toLookAt(view.files)[0];
  const heaviest = byWeight(first?.evidence?.findings ?? [])[0];
  const finding = heaviest?.severity === first?.evidence?.verdict ? heaviest : undefined;
  if (first === undefined || finding === undefined) return undefined;
  const { places } = await reading.detail(view.key, first.number);
  const place = places.find(({ rule }) => rule === finding.rule)?.places[0] ?? {};
  return { number: first.number, rule: finding.rule, place };
}

/** What became of the files that may leave since an earlier package, by their paths. Nothing where it is no longer kept, or one of both has more files than are listed. */
export async function changesSince(reading: Reading, { key, files, unlisted }: PackageView, exportId: string) {
  const earlier = await listPackage(reading, { project: key.project, exportId });
  const numbers = new Map(earlier.files.map(({ path }, index) => [path, index + 1]));
  const changes = new Map<string, FileChange>();
  if (earlier.files.length > 0 && earlier.unlisted + unlisted === 0) {
    const now = toRelease(files.map(({ entry }) => entry));
    for await (const { path, change } of fileChanges(toRelease(earlier.files), now)) changes.set(path, change);
  }
  return { exportId, numbers, changes };
}

function notHere(exportId: string): NotFound {
  return new NotFound(
    `There is no package ${exportId} to be read, or you are none of the approvers of its project, who alone may read it`,
  );
}

/** A package that somebody was asked about and may read. `left`: so many of the files that they are to open they have not opened. */
export interface PackageOfReader {
  readonly key: InspectionKey;
  readonly about: InspectionRequest['about'];
  readonly evidence: Evidence | undefined;
  readonly round: number;
  readonly toOpen: number;
  readonly left: number;
}

interface ListParts {
  readonly inspections: Pick<Inspections, 'newest' | 'request' | 'views'>;
  readonly readAs: ReadAs;
}

/** Whoever decides about more at a time finds the others in the inbox. */
const mostListed = 20;
const readAtOnce = 10;
/** Requests are kept for good, so older ones are not read for each page. */
const mostRead = 300;

/**
 * The newest packages that name the person among those who are asked and whose files still lie there, the oldest of them first. What the
 * room was asked says who that is; that they may read it, storage says to their own token. Whether they have decided the room does not know.
 */
export async function packagesOf(
  parts: ListParts,
  session: Pick<ReaderSession, 'oid' | 'token'>,
): Promise<readonly PackageOfReader[]> {
  const keys = (await parts.inspections.newest()).slice(0, mostRead);
  const reading = parts.readAs(session.token);
  const found: PackageOfReader[] = [];
  for (let at = 0; at < keys.length && found.length < mostListed; at += readAtOnce) {
    const some = keys
      .slice(at, at + readAtOnce)
      .map((key) => packageOf(parts, reading, key, session.oid.toLowerCase()));
    found.push(...(await Promise.all(some)).filter((one) => one !== undefined));
  }
  return found.slice(0, mostListed).reverse();
}

async function packageOf(
  { inspections }: ListParts,
  reading: Reading,
  key: InspectionKey,
  oid: string,
): Promise<PackageOfReader | undefined> {
  const { approvers, about } = await inspections.request(key);
  if (!approvers.includes(oid)) return undefined;
  try {
    if (!(await hasFiles(reading, key))) return undefined;
    const evidence = await reading.evidence(key);
    const views = await inspections.views(key);
    // No request says which round it is; somebody opens a file soon in each.
    const round = Math.max(1, ...views.map((view) => view.round));
    const seen = new Set(views.filter((view) => view.round === round && view.oid === oid).map(({ file }) => file));
    const toOpen = evidence === undefined ? [] : filesToOpen(evidence, oid);
    const left = toOpen.filter((file) => !seen.has(file)).length;
    return { key, about, evidence, round, toOpen: toOpen.length, left };
  } catch (error) {
    if (error instanceof NotAllowed) return undefined;
    throw error;
  }
}

async function hasFiles(reading: Pick<Reading, 'pages'>, key: InspectionKey): Promise<boolean> {
  for await (const { blobs } of reading.pages('review', frozenFolder(key))) if (blobs.length > 0) return true;
  return false;
}
